import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { Connection } from '#src/api/gateway/connections.ts';
import classes from './connections.module.css';

const icons = {
  connected: IconCircleCheck,
  'quota-low': IconAlertTriangle,
  'webhook-off': IconAlertTriangle,
  'key-refused': IconCircleX,
  none: IconCircleDashed,
};

/** The state of a connection, or that there is none, as a word, a shape and a colour. */
export function ConnectionBadge({ state }: { readonly state: Connection['state'] | 'none' }) {
  const t = useTranslations('connections.states');
  const Icon = icons[state];
  return (
    <span className={`ui-line ui-small ${classes.state}`} data-state={state}>
      <Icon size={15} aria-hidden />
      <span>{t(state)}</span>
    </span>
  );
}
