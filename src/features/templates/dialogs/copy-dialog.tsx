import { withoutIsolation } from '#src/i18n/isolation.ts';
import '@mantine/core/styles/Input.layer.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { questionsOptions } from '#src/api/claritalk/questions.ts';
import type { MeetingType, Theme } from '#src/api/claritalk/templates.ts';
import { certainOf } from '#src/api/client/certain.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { planThemeCopy, planTypeCopy, type ThemeContent } from '../jobs/plan.ts';
import { useTemplateJobs } from '../jobs/use-template-jobs.ts';
import { useReadProblem } from '../shared/use-write-problem.ts';

interface CopyDialogProps {
  readonly types: readonly MeetingType[];
  readonly themes: readonly Theme[];
  /** What is copied: a theme, or a type with all its themes. */
  readonly source:
    | { readonly kind: 'theme'; readonly theme: Theme }
    | { readonly kind: 'type'; readonly type: MeetingType };
  readonly onClose: () => void;
}

/** Asks for the name of the copy, and for a theme where it goes; then copies it with all its questions. */
export function CopyDialog({ types, themes, source, onClose }: CopyDialogProps) {
  const t = useTranslations('templates.copy');
  const queryClient = useQueryClient();
  const problemText = useReadProblem();
  const { start } = useTemplateJobs();
  const original = source.kind === 'theme' ? source.theme.name : source.type.name;
  const [name, setName] = useState(() => withoutIsolation(t('name', { name: original })));
  const [target, setTarget] = useState(source.kind === 'theme' ? source.theme.typeId : undefined);
  const [nameless, setNameless] = useState(false);
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
  const copying = useWrite<string, void>((_queryClient, wanted) => certainOf(begin(wanted)));
  const submit = () => {
    const wanted = name.trim();
    setNameless(wanted === '');
    return wanted === '' ? false : copying.run(wanted);
  };
  return (
    <FormDialog
      title={t(`title.${source.kind}`, { name: original })}
      submit={t('button')}
      busy={copying.busy}
      error={copying.state.phase === 'refused' && problemText(copying.state.error)}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t(`body.${source.kind}`)}</p>
      <TextInput
        label={t('nameLabel')}
        value={name}
        maxLength={255}
        data-autofocus
        error={nameless && t('noName')}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setNameless(false);
          copying.clear();
        }}
      />
      {source.kind === 'theme' && (
        <NativeSelect
          label={t('target')}
          value={String(target ?? types[0]?.id ?? '')}
          onChange={(event) => setTarget(Number(event.currentTarget.value))}
          data={types.map((type) => ({ value: String(type.id), label: type.name }))}
        />
      )}
    </FormDialog>
  );
}
