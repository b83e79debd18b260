import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/Progress.layer.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { LoaderFunctionArgs } from 'react-router';
import { useTranslations } from 'use-intl';
import { meetingTypesOptions } from '#src/api/claritalk/templates.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { recorderStore } from './engine/recorder-store.ts';
import { initialState, isLive } from './model/state.ts';
import classes from './record-page.module.css';
import { lazyCards, prefetchLazyCards } from './ui/lazy-cards.ts';
import { SetupCard } from './ui/setup/setup-card.tsx';
import { useRecorder } from './ui/shared/use-recorder.ts';

/** Prefetches what the page needs; recording itself waits only for the recorder's code. */
export async function loader({ context }: LoaderFunctionArgs) {
  const queryClient = context.get(queryClientContext);
  void queryClient.prefetchQuery(meetingTypesOptions());
  void queryClient.prefetchQuery(currentUserQuery());
  await recorderStore.load().catch(() => undefined);
  return null;
}

/** Records a meeting and shows its progress to Claritalk; lists what is kept on this device. */
export function Component() {
  const t = useTranslations('recorder');
  const { recorder, marks, recordings, loaded } = useRecorder();
  const user = useQuery(currentUserQuery());
  const shownId = isLive(recorder)
    ? recorder.recording.id
    : recorder.phase === 'sealed'
      ? recorder.recordingId
      : undefined;
  const shown = recordings.find(({ stored }) => stored.id === shownId);
  const others = recordings.filter(({ stored }) => stored.id !== shownId);

  // A finished recording that was discarded in another tab disappears.
  const gone = recorder.phase === 'sealed' && loaded && !shown;
  const setup = gone
    ? initialState
    : recorder.phase === 'idle' || recorder.phase === 'preparing'
      ? recorder
      : undefined;

  useEffect(prefetchLazyCards, []);
  const live = isLive(recorder);
  const listed = loaded && others.length > 0;
  const LiveCard = useOnDemand(lazyCards.liveCard, live);
  const FinishedCard = useOnDemand(lazyCards.finishedCard, recorder.phase === 'sealed');
  const DeviceRecordings = useOnDemand(lazyCards.deviceRecordings, listed);
  const DeviceSettings = useOnDemand(lazyCards.deviceSettings, loaded && !live);
  const FileSection = useOnDemand(lazyCards.fileSection, !live);
  const LowStorageNotice = useOnDemand(lazyCards.lowStorageNotice, setup !== undefined || live);
  const card = useFocusOnNewCard(setup ? 'setup' : LiveCard ? 'live' : FinishedCard && 'finished');

  if (!recorderStore.engine) return <NotLoaded />;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className={classes.room} role="status">
        {LowStorageNotice && <LowStorageNotice />}
      </div>
      <div className={classes.page} ref={card}>
        {setup && (
          <SetupCard
            recorder={setup}
            user={user.data}
            userFailed={user.isError}
            onUserRetry={() => void user.refetch()}
          />
        )}
        {live && LiveCard && <LiveCard recorder={recorder} marks={marks} />}
        {recorder.phase === 'sealed' && shown && FinishedCard && (
          <FinishedCard view={shown} reason={recorder.reason} />
        )}
        {FileSection && user.data && (
          <div data-side={setup ? 'main' : 'beside'}>
            <FileSection user={user.data} />
          </div>
        )}
        <div className={classes.device} data-side="beside">
          {listed && DeviceRecordings && <DeviceRecordings recordings={others} />}
          {DeviceSettings && <DeviceSettings />}
        </div>
      </div>
    </>
  );
}

function NotLoaded() {
  const t = useTranslations('recorder');
  const retry = () => void recorderStore.load().catch(() => undefined);
  return (
    <>
      <PageHeader title={t('title')} />
      <ErrorState error={undefined} title={t('loadFailed')} onRetry={retry} />
    </>
  );
}

/**
 * When one card takes the place of another, the control that had the focus is gone: the heading of the new card
 * takes it, so that keyboard and screen reader continue there.
 */
function useFocusOnNewCard(name: string | undefined) {
  const container = useRef<HTMLDivElement>(null);
  const shown = useRef(name);
  useEffect(() => {
    if (name === undefined || shown.current === name) return;
    shown.current = name;
    container.current?.querySelector('h2')?.focus({ preventScroll: true });
  }, [name]);
  return container;
}
