import { Button, Loader, Text, Title } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type CurrentUser, currentUserQuery } from '#src/api/claritalk/users.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import { useElapsedMs, useRecorder } from '#src/features/recorder/ui/shared/use-recorder.ts';
import { draftsOf } from '#src/lib/storage/drafts.ts';
import { formatClock } from '#src/lib/time/stopwatch.ts';
import { paths } from '#src/paths.ts';
import { AuthPage } from '#src/services/auth/auth-page.tsx';
import { session } from '#src/services/auth/session.ts';
import { useSignOutEnd } from '#src/services/auth/use-sign-out-end.ts';
import { presentBatches } from '#src/services/jobs/batch-presence.ts';
import { forgetInTab, forgetPersonForGood } from './forget-person.ts';

/** What the page was about, kept from before its data are forgotten. */
interface Left {
  readonly name: string | undefined;
  readonly userUuid: string | undefined;
  readonly recordings: number;
}

/**
 * Takes the place of the whole application once its person is gone: they signed out, here or in another tab, or
 * someone else signed in. Nothing of them is shown any longer, and what was theirs is removed.
 */
export function LeftPage({ queryClient }: { readonly queryClient: QueryClient }) {
  const [left] = useState(() => whatWasLeft(queryClient));
  const [status] = useState(() => session.getSnapshot());
  useEffect(() => {
    queryClient.clear();
    presentBatches.get()?.clear();
  }, [queryClient]);
  return status === 'replaced' ? <Replaced left={left} /> : <SignedOut />;
}

function whatWasLeft(queryClient: QueryClient): Left {
  const user = queryClient.getQueryData<CurrentUser>(currentUserQuery().queryKey);
  const { recordings } = recorderStore.getSnapshot();
  return {
    name: user?.name,
    userUuid: user?.uuid,
    recordings: recordings.filter(({ stored }) => stored.status !== 'uploaded').length,
  };
}

/** Ends what is to be ended, and continues to the sign-in page: a fresh document, with nothing in its memory. */
function SignedOut() {
  const t = useTranslations('left');
  const [forgotten, setForgotten] = useState(false);
  const { ending, tried, again } = useSignOutEnd(0);
  useEffect(() => {
    const recorded = recorderStore.engine?.stop().catch(() => undefined);
    void Promise.all([recorded, forgetPersonForGood(session.discardedDraftsOf)]).then(() =>
      setForgotten(true),
    );
  }, []);
  useEffect(() => {
    if (forgotten && !ending) window.location.assign(paths.signIn());
  }, [forgotten, ending]);
  if (!forgotten || !tried || !ending) {
    return (
      <AuthPage title={t('signingOut')}>
        <Text role="status">{t('signingOut')}</Text>
        <Loader aria-hidden />
      </AuthPage>
    );
  }
  return (
    <AuthPage title={t('unfinished.title')}>
      <Title order={1}>{t('unfinished.title')}</Title>
      <Text role="alert">{t('unfinished.body')}</Text>
      <Button onClick={again}>{t('unfinished.again')}</Button>
    </AuthPage>
  );
}

/** Says whose the page was and what becomes of what they had begun. Continues only when it was read. */
function Replaced({ left }: { readonly left: Left }) {
  const t = useTranslations('left.replaced');
  const { recorder } = useRecorder();
  const records = ['recording', 'paused', 'stopping'].includes(recorder.phase);
  const [recorded] = useState(records);
  const name = left.name ?? t('nobody');
  const drafts = left.userUuid === undefined ? 0 : draftsOf(left.userUuid).length;
  useEffect(forgetInTab, []);
  return (
    <AuthPage title={t('title')}>
      <Title order={1}>{t('title')}</Title>
      <Text role="alert">{t('body', { name })}</Text>
      {recorded && <RunningRecording records={records} stopping={recorder.phase === 'stopping'} />}
      {left.recordings > 0 && <Text>{t('recordings', { count: left.recordings, name })}</Text>}
      {drafts > 0 && <Text>{t('drafts', { count: drafts, name })}</Text>}
      <Text>{t('rest')}</Text>
      {!records && <Button onClick={() => window.location.assign(paths.home())}>{t('go')}</Button>}
    </AuthPage>
  );
}

/** A recording outlives its page's person: what is being said cannot be repeated. */
function RunningRecording({ records, stopping }: { readonly records: boolean; readonly stopping: boolean }) {
  const t = useTranslations('left.recording');
  const elapsed = formatClock(useElapsedMs(records));
  if (!records) return <Text role="status">{t('stopped')}</Text>;
  return (
    <section aria-labelledby="running-recording">
      <Title order={2} size="h4" id="running-recording">
        {t('title', { elapsed })}
      </Title>
      <Text mb="sm">{t('body')}</Text>
      <Button variant="default" loading={stopping} onClick={() => void recorderStore.engine?.stop()}>
        {t('stop')}
      </Button>
    </section>
  );
}
