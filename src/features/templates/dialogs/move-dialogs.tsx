import { useWrite, type Work } from '#src/services/problems/use-write.ts';
import type { Elements } from '#src/ui/elements.ts';
import '@mantine/core/styles/Input.layer.css';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { saveTheme } from '#src/api/claritalk/change-templates.ts';
import { type Question, questionsOptions } from '#src/api/claritalk/questions.ts';
import type { MeetingType, Theme } from '#src/api/claritalk/templates.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import classes from '../columns/columns.module.css';
import { planQuestionMove } from '../jobs/plan.ts';
import { useTemplateJobs } from '../jobs/use-template-jobs.ts';
import { WriteProblem } from '../shared/write-problem.tsx';

interface MoveThemeDialogProps {
  readonly theme: Theme;
  readonly types: readonly MeetingType[];
  /** It belongs to this type now. */
  readonly onMoved: (typeId: number) => void;
  readonly onClose: () => void;
}

/** Moves a theme with its questions to another type: one change of the theme, nothing is copied or deleted. */
export function MoveThemeDialog({ theme, types, onMoved, onClose }: MoveThemeDialogProps) {
  const t = useTranslations('templates.move');
  const targets = types.filter(({ id }) => id !== theme.typeId);
  return (
    <MoveDialog
      title={t('theme.title', { name: theme.name })}
      label={t('theme.target')}
      targets={[{ name: undefined, items: targets }]}
      onClose={onClose}
      onMove={async (queryClient, typeId, { earlier: _again, ...watch }) => {
        const draft = { id: theme.id, name: theme.name, typeId };
        const result = await saveTheme(queryClient, draft, { ...watch, earlier: undefined, known: [] });
        if (result.kind !== 'done') return result;
        // It is not documented that a theme may change its type.
        if (result.value.typeId !== typeId) throw new ApiError({ kind: 'conflict', operation: 'saveTheme' });
        return { ...result, value: undefined };
      }}
      onMoved={onMoved}
    >
      <p>{t('theme.body')}</p>
    </MoveDialog>
  );
}

interface MoveQuestionDialogProps {
  readonly question: Question;
  readonly types: readonly MeetingType[];
  readonly themes: readonly Theme[];
  readonly onClose: () => void;
}

/** Moves a question to another theme: a copy first, and once that is there, the original goes. */
export function MoveQuestionDialog({ question, types, themes, onClose }: MoveQuestionDialogProps) {
  const t = useTranslations('templates.move');
  const { start } = useTemplateJobs();
  const targets = types.map(({ id, name }) => ({
    name,
    items: themes.filter((theme) => theme.typeId === id && theme.id !== question.themeId),
  }));
  return (
    <MoveDialog
      title={t('question.title')}
      label={t('question.target')}
      targets={targets.filter(({ items }) => items.length > 0)}
      onClose={onClose}
      onMove={async (queryClient, themeId) => {
        const target = themes.find(({ id }) => id === themeId);
        const inTarget = await queryClient.fetchQuery({ ...questionsOptions(themeId), staleTime: 0 });
        // From here on it is a task of its own, which handles lost responses itself.
        if (target) start(planQuestionMove(question, target, inTarget));
        return { kind: 'done', value: undefined, found: false };
      }}
    >
      <blockquote className={`ui-breaks ${classes.quote}`} dir="auto">
        {question.question}
      </blockquote>
      <p>{t('question.body')}</p>
    </MoveDialog>
  );
}

interface MoveDialogProps {
  readonly title: string;
  readonly label: string;
  /** Places to move to; in groups where they have a name. */
  readonly targets: readonly {
    readonly name: string | undefined;
    readonly items: readonly { readonly id: number; readonly name: string }[];
  }[];
  readonly onMove: Work<number, void>;
  readonly onMoved?: (target: number) => void;
  readonly onClose: () => void;
  readonly children: Elements;
}

function MoveDialog({ title, label, targets, onMove, onMoved, onClose, children }: MoveDialogProps) {
  const t = useTranslations('templates.move');
  const [target, setTarget] = useState(() => targets[0]?.items[0]?.id);
  const moving = useWrite<number, void>(onMove, (_value, to) => onMoved?.(to));
  return (
    <FormDialog
      title={title}
      submit={target === undefined ? undefined : t('button')}
      busy={moving.busy}
      onSubmit={() => target !== undefined && moving.run(target)}
      problem={
        <WriteProblem
          write={moving}
          reason={(error) =>
            error instanceof ApiError && error.kind === 'conflict' ? t('notMoved') : undefined
          }
        />
      }
      onClose={onClose}
    >
      {children}
      {target === undefined ? (
        <p>{t('nowhere')}</p>
      ) : (
        <NativeSelect
          label={label}
          value={String(target)}
          data-autofocus
          onChange={(event) => setTarget(Number(event.currentTarget.value))}
        >
          {targets.map(({ name, items }) => {
            const options = items.map((item) => (
              <option key={item.id} value={item.id} dir="auto">
                {item.name}
              </option>
            ));
            return name === undefined ? (
              options
            ) : (
              <optgroup key={items[0]?.id} label={name}>
                {options}
              </optgroup>
            );
          })}
        </NativeSelect>
      )}
    </FormDialog>
  );
}
