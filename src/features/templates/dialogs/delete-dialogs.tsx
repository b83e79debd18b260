import { type QueryClient, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { removeQuestion, removeTheme, removeType } from '#src/api/claritalk/change-templates.ts';
import { type Question, questionsOptions } from '#src/api/claritalk/questions.ts';
import type { MeetingType, Theme } from '#src/api/claritalk/templates.ts';
import type { Certain, Watch } from '#src/api/client/certain.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import type { Elements } from '#src/ui/elements.ts';
import classes from '../columns/columns.module.css';
import { useUsage } from '../shared/use-usage.ts';
import { WriteProblem } from '../shared/write-problem.tsx';

interface DialogProps {
  readonly onClose: () => void;
  /** It is gone: what was selected below it is no longer a choice. */
  readonly onDeleted: () => void;
}

interface DeleteTypeDialogProps extends DialogProps {
  readonly type: MeetingType;
  readonly themes: readonly Theme[];
}

export function DeleteTypeDialog({ type, themes, onClose, onDeleted }: DeleteTypeDialogProps) {
  const t = useTranslations('templates.delete');
  // What is already in the index is reason enough to think again, whatever else it may find.
  const { count: usage } = useUsage(type.id);
  return (
    <DeleteDialog
      title={t('type.title', { name: type.name })}
      onClose={onClose}
      onDelete={(queryClient, watch) => removeType(queryClient, type.id, watch)}
      onDeleted={onDeleted}
    >
      {themes.length > 0 && (
        <p>{t('type.themes', { count: themes.length, names: themes.map(({ name }) => name).join(', ') })}</p>
      )}
      {usage !== undefined && usage > 0 && <p>{t('type.used', { count: usage })}</p>}
      {type.isDefault && <p>{t('type.default')}</p>}
      <p>{t('type.past')}</p>
    </DeleteDialog>
  );
}

interface DeleteThemeDialogProps extends DialogProps {
  readonly theme: Theme;
  readonly canSeeQuestions: boolean;
}

export function DeleteThemeDialog({ theme, canSeeQuestions, onClose, onDeleted }: DeleteThemeDialogProps) {
  const t = useTranslations('templates.delete');
  const { data: questions } = useQuery({ ...questionsOptions(theme.id), enabled: canSeeQuestions });
  return (
    <DeleteDialog
      title={t('theme.title', { name: theme.name })}
      onClose={onClose}
      onDelete={(queryClient, watch) => removeTheme(queryClient, theme.id, watch)}
      onDeleted={onDeleted}
    >
      <p>{questions ? t('theme.questions', { count: questions.length }) : t('theme.unknownQuestions')}</p>
      <p>{t('past')}</p>
    </DeleteDialog>
  );
}

interface DeleteQuestionDialogProps extends DialogProps {
  readonly question: Question;
}

export function DeleteQuestionDialog({ question, onClose, onDeleted }: DeleteQuestionDialogProps) {
  const t = useTranslations('templates.delete');
  return (
    <DeleteDialog
      title={t('question.title')}
      onClose={onClose}
      onDelete={(queryClient, watch) => removeQuestion(queryClient, question, watch)}
      onDeleted={onDeleted}
    >
      <blockquote className={`ui-breaks ${classes.quote}`} dir="auto">
        {question.question}
      </blockquote>
      <p>{t('past')}</p>
    </DeleteDialog>
  );
}

interface DeleteDialogProps extends DialogProps {
  readonly title: string;
  /** What goes and what stays. */
  readonly children: Elements;
  readonly onDelete: (queryClient: QueryClient, watch: Watch) => Promise<Certain<void>>;
}

function DeleteDialog({ title, children, onDelete, onDeleted, onClose }: DeleteDialogProps) {
  const t = useTranslations('templates.delete');
  const removing = useWrite<void, void>((queryClient, _, watch) => onDelete(queryClient, watch), onDeleted);
  return (
    <ConfirmDialog
      title={title}
      confirm={t('button')}
      busy={removing.busy}
      onConfirm={removing.run}
      problem={<WriteProblem write={removing} />}
      onClose={onClose}
    >
      {children}
    </ConfirmDialog>
  );
}
