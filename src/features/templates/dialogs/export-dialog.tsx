import { serverDate } from '#src/lib/clock.ts';
import '@mantine/core/styles/Input.layer.css';
import { NativeSelect } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { MeetingType, Theme } from '#src/api/claritalk/templates.ts';
import { certainOf } from '#src/api/client/certain.ts';
import { separatorOf } from '#src/lib/csv/csv.ts';
import { saveFile } from '#src/lib/save-file.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { readQuestions, readTemplates, toFile } from '../file/gather.ts';
import { writeQuestionCsv } from '../file/question-csv.ts';
import { useReadProblem } from '../shared/use-write-problem.ts';

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
  const locale = useLocale();
  const problemText = useReadProblem();
  const [extent, setExtent] = useState<Extent>('all');
  const [format, setFormat] = useState<Format>('json');
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number }>();
  const save = async (queryClient: QueryClient, signal: AbortSignal | undefined) => {
    setProgress({ done: 0, total: 0 });
    const now = await readTemplates(queryClient);
    const types = now.types.filter(({ id }) => extent === 'all' || id === type?.id);
    const themes = now.themes.filter(
      ({ id, typeId }) => types.some((one) => one.id === typeId) && (extent !== 'theme' || id === theme?.id),
    );
    const ids = themes.map(({ id }) => id);
    const questions = await readQuestions(queryClient, ids, signal, (done) =>
      setProgress({ done, total: ids.length }),
    );
    const file = toFile({ types, themes }, questions, serverDate());
    const [content, kind] =
      format === 'json'
        ? [`${JSON.stringify(file, undefined, 2)}\n`, 'application/json']
        : [writeQuestionCsv(file.types, separatorOf(locale)), 'text/csv;charset=utf-8'];
    const day = serverDate().toISOString().slice(0, 10);
    saveFile(new Blob([content], { type: kind }), `claritalk-templates-${day}.${format}`);
  };
  // Closing the dialog aborts it.
  const saving = useWrite<void, void>((queryClient, _, { signal }) => certainOf(save(queryClient, signal)));
  const extents: readonly { readonly value: Extent; readonly label: string }[] = [
    { value: 'all', label: t('all') },
    ...(type ? [{ value: 'type' as const, label: t('type', { name: type.name }) }] : []),
    ...(theme ? [{ value: 'theme' as const, label: t('theme', { name: theme.name }) }] : []),
  ];
  return (
    <FormDialog
      title={t('title')}
      submit={t('button')}
      submitProps={{ leftSection: <IconDownload size={17} aria-hidden /> }}
      busy={saving.busy}
      error={saving.state.phase === 'refused' && problemText(saving.state.error)}
      onSubmit={saving.run}
      onClose={onClose}
    >
      <NativeSelect
        label={t('what')}
        value={extent}
        data-autofocus
        onChange={({ currentTarget: { value } }) =>
          setExtent(extents.find((one) => one.value === value)?.value ?? 'all')
        }
        data={[...extents]}
      />
      <NativeSelect
        label={t('format')}
        description={t(`about.${format}`)}
        value={format}
        onChange={({ currentTarget: { value } }) => setFormat(value === 'csv' ? 'csv' : 'json')}
        data={[
          { value: 'json', label: 'JSON' },
          { value: 'csv', label: 'CSV' },
        ]}
      />
      {saving.busy && progress && (
        <p role="status">
          <span>{`${t('reading', progress)} `}</span>
          <progress value={progress.done} max={Math.max(1, progress.total)} aria-label={t('progress')} />
        </p>
      )}
    </FormDialog>
  );
}
