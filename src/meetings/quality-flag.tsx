import { Tooltip } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import classes from './quality-flag.module.css';

/** Marks a summary that the assistant itself doubts, and explains what that means. */
export function QualityFlag() {
  const t = useTranslations('meetings.quality');
  return (
    <Tooltip label={t('hint')} multiline w={280} events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className={classes.flag} aria-label={t('label')}>
        <IconAlertTriangle size={17} aria-hidden />
      </button>
    </Tooltip>
  );
}
