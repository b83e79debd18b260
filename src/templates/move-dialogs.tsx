import '@mantine/core/styles/Input.layer.css';
import { Button, NativeSelect } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { saveTheme } from '#src/api/edit-templates.ts';
import { ApiError } from '#src/api/errors.ts';
import { type Question, questionsOptions } from '#src/api/questions.ts';
import type { MeetingType, Theme } from '#src/api/templates.ts';
import { Dialog, DialogActions } from '#src/ui/dialog.tsx';
import classes from './columns.module.css';
import { planQuestionMove } from './model/plan.ts';
import { useTemplateRuns } from './use-template-runs.ts';
import { useWriteProblem } from './use-write-problem.ts';

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
  const queryClient = useQueryClient();
  const targets = types.filter(({ id }) => id !== theme.typeId);
  return (
    <MoveDialog
      title={t('theme.title', { name: theme.name })}
      label={t('theme.target')}
      targets={[{ name: undefined, items: targets }]}
      onClose={onClose}
      onMove={async (typeId) => {
        const saved = await saveTheme(queryClient, { id: theme.id, name: theme.name, typeId });
        // It is not documented that a theme may change its type.
        if (saved.typeId !== typeId) throw new ApiError({ kind: 'conflict', operation: 'saveTheme' });
        onMoved(typeId);
      }}
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
  const queryClient = useQueryClient();
  const { start } = useTemplateRuns();
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
      onMove={async (themeId) => {
        const target = themes.find(({ id }) => id === themeId);
        if (!target) return;
        const inTarget = await queryClient.fetchQuery({ ...questionsOptions(themeId), staleTime: 0 });
        start(planQuestionMove(question, target, inTarget));
      }}
    >
      <blockquote className={classes.quote}>{question.question}</blockquote>
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
  readonly onMove: (target: number) => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function MoveDialog({ title, label, targets, onMove, onClose, children }: MoveDialogProps) {
  const t = useTranslations('templates.move');
  const cancel = useTranslations('dialog')('cancel');
  const problemText = useWriteProblem();
  const [target, setTarget] = useState(() => targets[0]?.items[0]?.id);
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const submit = async (event: FormEvent, close: () => void) => {
    event.preventDefault();
    if (working || target === undefined) return;
    setWorking(true);
    setFailure(undefined);
    try {
      await onMove(target);
      close();
    } catch (error) {
      setFailure(error);
      setWorking(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      {(close) => (
        <form className={classes.dialogForm} onSubmit={(event) => void submit(event, close)}>
          {children}
          {target === undefined ? (
            <p>{t('nowhere')}</p>
          ) : (
            <NativeSelect
              label={label}
              value={String(target)}
              data-autofocus
              rightSection={<IconChevronDown size={16} aria-hidden />}
              onChange={(event) => setTarget(Number(event.currentTarget.value))}
            >
              {targets.map(({ name, items }) => {
                const options = items.map((item) => (
                  <option key={item.id} value={item.id}>
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
          {failure !== undefined && (
            <p role="alert" className={classes.problem}>
              {failure instanceof ApiError && failure.kind === 'conflict'
                ? t('notMoved')
                : problemText(failure)}
            </p>
          )}
          <DialogActions>
            <Button variant="default" onClick={close}>
              {cancel}
            </Button>
            {target !== undefined && (
              <Button type="submit" loading={working}>
                {t('button')}
              </Button>
            )}
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}
