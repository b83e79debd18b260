import { Button, Text } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type CurrentUser, currentUserQuery } from '#src/api/users.ts';
import { session } from '#src/auth/session.ts';
import { useSessionStatus } from '#src/auth/use-session.ts';
import { presentBatches } from '#src/ui/batch-presence.ts';
import { paths } from './paths.ts';
import classes from './session-guard.module.css';

/**
 * Watches the session. When it ends by itself the page stays as it is, with a bar that opens a sign-in window;
 * once signed in again (here or in another tab) everything that failed is asked for again. When the person
 * signs out, in whichever tab, nothing stays.
 */
export function SessionGuard({ queryClient }: { readonly queryClient: QueryClient }) {
  const status = useSessionStatus();
  useEffect(() => watchSession(queryClient), [queryClient]);
  useEffect(() => {
    // Whoever comes back to a page that was left open sees at once that they were signed out elsewhere.
    const look = () => {
      if (document.visibilityState === 'visible') void session.check();
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return status === 'expired' ? <SessionExpired /> : null;
}

function watchSession(queryClient: QueryClient): () => void {
  let previous = session.getSnapshot();
  return session.subscribe(() => {
    const status = session.getSnapshot();
    if (status === 'signed-out' && previous !== 'unknown') leave();
    if (status === 'signed-in' && previous === 'expired') void resume(queryClient);
    previous = status;
  });
}

/** A fresh document: no data of the person stays in memory. */
function leave(): void {
  presentBatches()?.clear();
  if (window.location.pathname !== paths.signIn()) window.location.assign(paths.signIn());
}

async function resume(queryClient: QueryClient): Promise<void> {
  const { queryKey } = currentUserQuery();
  const before = queryClient.getQueryData<CurrentUser>(queryKey);
  const now = await queryClient.fetchQuery({ ...currentUserQuery(), staleTime: 0 }).catch(() => undefined);
  // Somebody else signed in: this page's data are not theirs to see.
  if (before && now && before.uuid !== now.uuid) {
    presentBatches()?.clear();
    window.location.assign(paths.home());
  } else await queryClient.invalidateQueries();
}

function SessionExpired() {
  const t = useTranslations('auth');
  const [waiting, setWaiting] = useState(false);
  const open = () => {
    const opened = window.open(paths.signInPopup(), '_blank', 'popup,width=520,height=720');
    if (opened) setWaiting(true);
    else window.location.assign(paths.signIn(`${window.location.pathname}${window.location.search}`));
  };
  return (
    <section className={classes.bar} role="alert" aria-labelledby="session-expired">
      <div>
        <Text id="session-expired" fw={650}>
          {t('expiredTitle')}
        </Text>
        <Text size="sm">{waiting ? t('expiredWaiting') : t('expiredBody')}</Text>
      </div>
      <Button onClick={open}>{t('expiredAction')}</Button>
    </section>
  );
}
