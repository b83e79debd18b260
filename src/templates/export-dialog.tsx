import '@mantine/core/styles/Input.layer.css';
import { Button, NativeSelect } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { MeetingType, Theme } from '#src/api/templates.ts';
import { separatorOf } from '#src/lib/csv.ts';
import { saveFile } from '#src/lib/save-file.ts';
import { Dialog, DialogActions } from '#src/ui/dialog.tsx';
import classes from './columns.module.css';
import { readQuestions, readTemplates, toFile } from './gather.ts';
import { writeQuestionCsv } from './model/question-csv.ts';
import { useWriteProblem } from './use-write-problem.ts';

interface ExportDialogProps {
  /** What is chosen in the columns. */
  readonly type: MeetingType | undefined;
  readonly theme: Theme | undefined;
  readonly onClose: () => void;
}

type Extent = 'all' | 'type' | 'theme';
type Format = 'json' | 'csv';

/** Saves all templates, those of a type or of a theme, as JSON for another organisation or as CSV for a spreadsheet. */
export function ExportDialog({ type, theme, onClose }: ExportDialogProps) {
  const t = useTranslations('templates.export');
  const cancel = useTranslations('dialog')('cancel');
  const locale = useLocale();
  const queryClient = useQueryClient();
  const problemText = useWriteProblem();
  const [extent, setExtent] = useState<Extent>('all');
  const [format, setFormat] = useState<Format>('json');
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number }>();
  const [failure, setFailure] = useState<unknown>();
  const work = useRef<AbortController>(undefined);
  const save = async (close: () => void) => {
    const control = new AbortController();
    work.current = control;
    setFailure(undefined);
    setProgress({ done: 0, total: 0 });
    try {
      const now = await readTemplates(queryClient);
      const types = now.types.filter(({ id }) => extent === 'all' || id === type?.id);
      const themes = now.themes.filter(
        ({ id, typeId }) =>
          types.some((one) => one.id === typeId) && (extent !== 'theme' || id === theme?.id),
      );
      const ids = themes.map(({ id }) => id);
      const questions = await readQuestions(queryClient, ids, control.signal, (done) =>
        setProgress({ done, total: ids.length }),
      );
      const file = toFile({ types, themes }, questions, new Date());
      const [content, kind] =
        format === 'json'
          ? [`${JSON.stringify(file, undefined, 2)}\n`, 'application/json']
          : [writeQuestionCsv(file.types, separatorOf(locale)), 'text/csv;charset=utf-8'];
      const day = new Date().toISOString().slice(0, 10);
      saveFile(new Blob([content], { type: kind }), `claritalk-templates-${day}.${format}`);
      close();
    } catch (error) {
      if (!control.signal.aborted) setFailure(error);
      setProgress(undefined);
    }
  };
  const extents: readonly { readonly value: Extent; readonly label: string }[] = [
    { value: 'all', label: t('all') },
    ...(type ? [{ value: 'type' as const, label: t('type', { name: type.name }) }] : []),
    ...(theme ? [{ value: 'theme' as const, label: t('theme', { name: theme.name }) }] : []),
  ];
  return (
    <Dialog
      title={t('title')}
      onClose={() => {
        work.current?.abort();
        onClose();
      }}
    >
      {(close) => (
        <div className={classes.dialogForm}>
          <NativeSelect
            label={t('what')}
            value={extent}
            rightSection={<IconChevronDown size={16} aria-hidden />}
            onChange={({ currentTarget: { value } }) =>
              setExtent(extents.find((one) => one.value === value)?.value ?? 'all')
            }
            data={[...extents]}
          />
          <NativeSelect
            label={t('format')}
            description={t(`about.${format}`)}
            value={format}
            rightSection={<IconChevronDown size={16} aria-hidden />}
            onChange={({ currentTarget: { value } }) => setFormat(value === 'csv' ? 'csv' : 'json')}
            data={[
              { value: 'json', label: 'JSON' },
              { value: 'csv', label: 'CSV' },
            ]}
          />
          {progress && (
            <p role="status">
              {t('reading', progress)}{' '}
              <progress value={progress.done} max={Math.max(1, progress.total)} aria-label={t('progress')} />
            </p>
          )}
          {failure !== undefined && (
            <p role="alert" className={classes.problem}>
              {problemText(failure)}
            </p>
          )}
          <DialogActions>
            <Button variant="default" onClick={close}>
              {cancel}
            </Button>
            <Button
              leftSection={<IconDownload size={17} aria-hidden />}
              loading={progress !== undefined}
              onClick={() => void save(close)}
            >
              {t('button')}
            </Button>
          </DialogActions>
        </div>
      )}
    </Dialog>
  );
}
