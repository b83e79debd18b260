import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import classes from './integrations.module.css';

/** Whether the organisation is connected to a system. Nothing when the server does not say. */
export function ConnectionState({ connected }: { readonly connected: boolean | undefined }) {
  const t = useTranslations('integrations');
  if (connected === undefined) return null;
  const Icon = connected ? IconCircleCheck : IconCircleDashed;
  return (
    <span className={classes.state} data-connected={connected}>
      <Icon size={15} aria-hidden />
      <span>{t(connected ? 'connected' : 'notConnected')}</span>
    </span>
  );
}
