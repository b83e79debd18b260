import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '#src/paths.ts';
import { openSignIn } from '#src/services/auth/popup.ts';
import classes from './session-expired.module.css';

/** Says that the session expired, and opens a window to sign in again. */
export function SessionExpired() {
  const t = useTranslations('expired');
  const [waiting, setWaiting] = useState(false);
  const open = () => {
    if (openSignIn()) setWaiting(true);
    else window.location.assign(paths.signIn(`${window.location.pathname}${window.location.search}`));
  };
  return (
    <section className={`ui-between ${classes.bar}`} role="alert" aria-labelledby="session-expired">
      <div>
        <Text id="session-expired" fw={650}>
          {t('title')}
        </Text>
        <Text size="sm">{t(waiting ? 'waiting' : 'body')}</Text>
      </div>
      <Button onClick={open}>{t('action')}</Button>
    </section>
  );
}
