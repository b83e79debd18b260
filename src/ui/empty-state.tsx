import { Text } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import classes from './state.module.css';

interface EmptyStateProps {
  readonly icon: Icon;
  readonly text: ReactNode;
  /** What to do next; null where the text says it, because it is not done here. */
  readonly action: ReactElement | null;
}

/** Shown where data could be: one sentence, and one action that leads on. */
export function EmptyState({ icon: Icon, text, action }: EmptyStateProps) {
  return (
    <div className={`ui-column ${classes.state}`}>
      <span className={`ui-sign ui-accent ${classes.medallion}`} aria-hidden>
        <Icon size={32} stroke={1.5} />
      </span>
      <Text maw={460} c="dimmed" dir="auto">
        {text}
      </Text>
      {action}
    </div>
  );
}
