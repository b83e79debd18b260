import { Button } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { Elements } from './elements.ts';
import classes from './notice.module.css';

interface NoticeProps {
  /** `warning` asks for attention, `danger` says that something failed. */
  readonly kind: 'info' | 'warning' | 'danger';
  readonly title?: string;
  readonly children: Elements;
  readonly action?: { readonly label: string; readonly onClick: () => void };
}

/** A few sentences above what they concern. */
export function Notice({ kind, title, children, action }: NoticeProps) {
  const Icon = kind === 'info' ? IconInfoCircle : IconAlertTriangle;
  return (
    <div className={`ui-box ui-small ${classes.notice}`} data-kind={kind} role="note">
      <Icon size={20} className={`ui-accent ${classes.icon}`} aria-hidden />
      <div className={classes.body}>
        {title && (
          <p className="ui-bold" dir="auto">
            {title}
          </p>
        )}
        {children}
      </div>
      {action && (
        <Button size="xs" variant="default" onClick={action.onClick} dir="auto">
          {action.label}
        </Button>
      )}
    </div>
  );
}
