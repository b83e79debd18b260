import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { paths } from '#src/app/paths.ts';
import classes from './integrations.module.css';

/** The way back to the list. */
export function BackLink() {
  const t = useTranslations('integrations');
  return (
    <Link to={paths.integrations()} className={classes.back ?? ''}>
      <IconArrowLeft size={16} aria-hidden />
      {t('back')}
    </Link>
  );
}
