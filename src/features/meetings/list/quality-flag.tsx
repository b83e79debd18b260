import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { Hint } from '#src/ui/hint.tsx';
import classes from './quality-flag.module.css';

/** Marks a summary that the assistant itself doubts, and explains what that means. */
export function QualityFlag() {
  const t = useTranslations('meetings.quality');
  return (
    <Hint text={t('hint')}>
      {(description) => (
        <button type="button" className={`ui-fixed ${classes.flag}`} aria-label={t('label')} {...description}>
          <IconAlertTriangle size={17} aria-hidden />
        </button>
      )}
    </Hint>
  );
}
