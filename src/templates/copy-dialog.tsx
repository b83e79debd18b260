import '@mantine/core/styles/Input.layer.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { questionsOptions } from '#src/api/questions.ts';
import type { MeetingType, Theme } from '#src/api/templates.ts';
import { Dialog, DialogActions } from '#src/ui/dialog.tsx';
import classes from './columns.module.css';
import { planThemeCopy, planTypeCopy, type ThemeContent } from './model/plan.ts';
import { useTemplateRuns } from './use-template-runs.ts';
import { useWriteProblem } from './use-write-problem.ts';

interface CopyDialogProps {
  readonly types: readonly MeetingType[];
  readonly themes: readonly Theme[];
  /** What is copied: a theme, or a type with all its themes. */
  readonly source:
    | { readonly kind: 'theme'; readonly theme: Theme }
    | { readonly kind: 'type'; readonly type: MeetingType };
  readonly onClose: () => void;
}

/** Asks how the copy is called, and for a theme where it goes; then copies it with all its questions. */
export function CopyDialog({ types, themes, source, onClose }: CopyDialogProps) {
  const t = useTranslations('templates.copy');
  const cancel = useTranslations('dialog')('cancel');
  const queryClient = useQueryClient();
  const problemText = useWriteProblem();
  const { start } = useTemplateRuns();
  const original = source.kind === 'theme' ? source.theme.name : source.type.name;
  const [name, setName] = useState(() => t('name', { name: original }));
  const [target, setTarget] = useState(source.kind === 'theme' ? source.theme.typeId : undefined);
  const [problem, setProblem] = useState<string>();
  const [working, setWorking] = useState(false);
  const contentOf = async (theme: Theme): Promise<ThemeContent> => ({
    theme,
    questions: await queryClient.fetchQuery({ ...questionsOptions(theme.id), staleTime: 0 }),
  });
  const begin = async (wanted: string) => {
    if (source.kind === 'theme') {
      const type = types.find(({ id }) => id === target) ?? types[0];
      if (type) start(planThemeCopy(await contentOf(source.theme), wanted, type, themes));
      return;
    }
    const contents: ThemeContent[] = [];
    for (const theme of themes.filter(({ typeId }) => typeId === source.type.id)) {
      contents.push(await contentOf(theme));
    }
    start(planTypeCopy(source.type, contents, wanted, types));
  };
  const submit = async (event: FormEvent, close: () => void) => {
    event.preventDefault();
    const wanted = name.trim();
    if (working) return;
    if (wanted === '') return setProblem(t('noName'));
    setWorking(true);
    try {
      await begin(wanted);
      close();
    } catch (error) {
      setProblem(problemText(error));
      setWorking(false);
    }
  };
  return (
    <Dialog title={t(`title.${source.kind}`, { name: original })} onClose={onClose}>
      {(close) => (
        <form className={classes.dialogForm} onSubmit={(event) => void submit(event, close)} noValidate>
          <p>{t(`body.${source.kind}`)}</p>
          <TextInput
            label={t('nameLabel')}
            value={name}
            maxLength={255}
            data-autofocus
            error={problem}
            onChange={(event) => {
              setName(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
          {source.kind === 'theme' && (
            <NativeSelect
              label={t('target')}
              value={String(target ?? types[0]?.id ?? '')}
              rightSection={<IconChevronDown size={16} aria-hidden />}
              onChange={(event) => setTarget(Number(event.currentTarget.value))}
              data={types.map((type) => ({ value: String(type.id), label: type.name }))}
            />
          )}
          <DialogActions>
            <Button variant="default" onClick={close}>
              {cancel}
            </Button>
            <Button type="submit" loading={working}>
              {t('button')}
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}
