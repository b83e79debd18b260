import { Button } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import type { FollowedTodo } from './followed-todo.ts';

const load = async () => (await import('./remind-dialog.tsx')).RemindDialog;

interface RemindButtonProps {
  /** To-dos to choose from. */
  readonly todos: readonly FollowedTodo[];
  /** The one that it is about, where it is about one. */
  readonly of?: FollowedTodo;
}

/** Opens the dialog that reminds clients of their to-dos. Its code comes when it is first wanted. */
export function RemindButton({ todos, of }: RemindButtonProps) {
  const t = useTranslations('followUp');
  const [isOpen, setOpen] = useState(false);
  const Dialog = useOnDemand(load, isOpen);
  return (
    <>
      <Button
        {...(of ? ({ size: 'compact-sm', variant: 'subtle', px: 0 } as const) : { variant: 'default' })}
        leftSection={<IconBellRinging size={15} aria-hidden />}
        aria-label={of && t('remindOf', { what: of.description })}
        onClick={() => setOpen(true)}
        dir="auto"
      >
        {t(of ? 'remind' : 'remindAll')}
      </Button>
      {isOpen && Dialog && <Dialog todos={todos} of={of} onClose={() => setOpen(false)} />}
    </>
  );
}
