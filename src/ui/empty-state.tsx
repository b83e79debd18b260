import { Text } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Elements } from './elements.ts';
import classes from './state.module.css';

interface EmptyStateProps {
  readonly icon: Icon;
  readonly text: ReactNode;
  readonly action?: Elements;
}

/** Shown where data could be: one sentence and one action. */
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
