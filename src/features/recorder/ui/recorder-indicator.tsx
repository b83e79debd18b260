import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { formatClock } from '#src/lib/time/stopwatch.ts';
import { paths } from '#src/paths.ts';
import type { RecorderSnapshot } from '../engine/recorder-snapshot.ts';
import { recorderStore } from '../engine/recorder-store.ts';
import classes from './recorder-indicator.module.css';
import { leftBehind } from './recordings/recovery-gate.tsx';
import { useElapsedMs, useRecorder } from './shared/use-recorder.ts';

/** Says on every page that a recording is running or being uploaded, and links to it. Otherwise nothing. */
export function RecorderIndicator() {
  const { data: user } = useQuery(currentUserQuery());
  const userUuid = user?.uuid;
  useEffect(() => {
    if (userUuid !== undefined) recorderStore.serve(userUuid);
  }, [userUuid]);
  const shown = whatToShow(useRecorder());
  return shown && <Indicator shown={shown} />;
}

type Shown =
  | { readonly kind: 'recording' | 'paused' | 'stopping'; readonly name: string }
  | { readonly kind: 'uploading'; readonly fraction: number }
  | { readonly kind: 'waiting' | 'attention' | 'left' };

/** The most urgent thing: a running recording, then a stuck upload, one in progress, an interrupted recording. */
function whatToShow({ recorder, recordings }: RecorderSnapshot): Shown | undefined {
  if (recorder.phase === 'recording' || recorder.phase === 'paused' || recorder.phase === 'stopping') {
    return { kind: recorder.phase, name: recorder.recording.name };
  }
  const uploads = recordings.flatMap(({ upload }) => upload ?? []);
  if (uploads.some(({ phase }) => phase === 'attention')) return { kind: 'attention' };
  for (const upload of uploads) {
    if (upload.phase !== 'sending') continue;
    return {
      kind: 'uploading',
      fraction: upload.progress.sentBytes / Math.max(1, upload.progress.totalBytes),
    };
  }
  const waits = uploads.some(({ phase }) => phase === 'waiting' || phase === 'signed-out');
  if (waits) return { kind: 'waiting' };
  return recorder.phase === 'idle' && recordings.some(leftBehind) ? { kind: 'left' } : undefined;
}

function Indicator({ shown }: { readonly shown: Shown }) {
  const t = useTranslations('recorderIndicator');
  const format = useFormatter();
  const name = 'name' in shown ? shown.name : '';
  return (
    <Link to={paths.record()} className={classes.indicator ?? ''} data-kind={shown.kind}>
      <VisuallyHidden>{t(shown.kind, { name })}</VisuallyHidden>
      <span className={classes.dot} data-kind={shown.kind} aria-hidden />
      {(shown.kind === 'recording' || shown.kind === 'stopping') && (
        <Clock running={shown.kind === 'recording'} />
      )}
      {shown.kind === 'uploading' && (
        <span>
          {t('uploadShort', {
            percent: format.number(Math.floor(shown.fraction * 100) / 100, { style: 'percent' }),
          })}
        </span>
      )}
      {(shown.kind === 'paused' ||
        shown.kind === 'waiting' ||
        shown.kind === 'left' ||
        shown.kind === 'attention') && <span>{t(`${shown.kind}Short`)}</span>}
    </Link>
  );
}

function Clock({ running }: { readonly running: boolean }) {
  return <span className="ui-figures">{formatClock(useElapsedMs(running))}</span>;
}
