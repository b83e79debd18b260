import { IconBellRinging } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { FollowUpButton } from './follow-up-button.tsx';
import type { FollowedTodo } from './followed-todo.ts';

const load = async () => (await import('./remind-dialog.tsx')).RemindDialog;

interface RemindButtonProps {
  /** To-dos to choose from. */
  readonly todos: readonly FollowedTodo[];
  /** The one that it is about, where it is about one. */
  readonly of?: FollowedTodo;
}

/** Opens the dialog that reminds clients of their to-dos. */
export function RemindButton({ todos, of }: RemindButtonProps) {
  const t = useTranslations('followUp');
  return (
    <FollowUpButton
      icon={IconBellRinging}
      text={t(of ? 'remind' : 'remindAll')}
      label={of && t('remindOf', { what: of.description })}
      load={load}
      dialog={{ todos, of }}
    />
  );
}
