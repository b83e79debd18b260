import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { removeQuestion, removeTheme, removeType } from '#src/api/edit-templates.ts';
import { type Question, questionsOptions } from '#src/api/questions.ts';
import type { MeetingType, Theme } from '#src/api/templates.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { useUsage } from './use-usage.ts';

interface DialogProps {
  readonly onClose: () => void;
  /** It is gone: what was chosen below it is no choice any more. */
  readonly onDeleted: () => void;
}

interface DeleteTypeDialogProps extends DialogProps {
  readonly type: MeetingType;
  readonly themes: readonly Theme[];
}

export function DeleteTypeDialog({ type, themes, onClose, onDeleted }: DeleteTypeDialogProps) {
  const t = useTranslations('templates.delete');
  const usage = useUsage(type.id);
  const queryClient = useQueryClient();
  return (
    <DeleteDialog
      title={t('type.title', { name: type.name })}
      onClose={onClose}
      onDelete={async () => {
        await removeType(queryClient, type.id);
        onDeleted();
      }}
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
  const queryClient = useQueryClient();
  const { data: questions } = useQuery({ ...questionsOptions(theme.id), enabled: canSeeQuestions });
  return (
    <DeleteDialog
      title={t('theme.title', { name: theme.name })}
      onClose={onClose}
      onDelete={async () => {
        await removeTheme(queryClient, theme.id);
        onDeleted();
      }}
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
  const queryClient = useQueryClient();
  return (
    <DeleteDialog
      title={t('question.title')}
      onClose={onClose}
      onDelete={async () => {
        await removeQuestion(queryClient, question);
        onDeleted();
      }}
    >
      <blockquote>{question.question}</blockquote>
      <p>{t('past')}</p>
    </DeleteDialog>
  );
}
