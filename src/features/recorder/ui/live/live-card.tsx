import { Button } from '@mantine/core';
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconQrcode,
  IconShieldCheck,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import type { Mark } from '#src/features/recorder/model/journal.ts';
import type { RecorderState } from '#src/features/recorder/model/state.ts';
import { isStandstill } from '#src/features/recorder/model/warnings.ts';
import { formatClock, isoDuration } from '#src/lib/time/stopwatch.ts';
import { SteadyButton } from '#src/ui/keyboard/steady-button.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import classes from '../../record-page.module.css';
import indicator from '../recorder-indicator.module.css';
import { DiscardDialog } from '../shared/discard-dialog.tsx';
import { LevelBar } from '../shared/level-bar.tsx';
import { useElapsedMs, useRecorder } from '../shared/use-recorder.ts';
import { LiveNotes } from './live-notes.tsx';
import { LiveWarnings } from './live-warnings.tsx';
import { SharedAudioField } from './shared-audio-field.tsx';

const loadConsentAsk = () => import('../consent/consent-ask.tsx').then(({ ConsentAsk }) => ConsentAsk);

interface LiveCardProps {
  readonly recorder: Extract<RecorderState, { phase: 'recording' | 'paused' | 'stopping' }>;
  readonly marks: readonly Mark[];
}

/** The running recording: time, level, and that it is safe. */
export function LiveCard({ recorder, marks }: LiveCardProps) {
  const t = useTranslations('recorder.live');
  const { engine } = recorderStore;
  const { phase, recording, microphone, storage } = recorder;
  const [discarding, setDiscarding] = useState(false);
  const elapsedMs = useElapsedMs(phase === 'recording');
  const label = recording.microphoneLabel;
  const { recordings } = useRecorder();
  const stored = recordings.find((view) => view.stored.id === recording.id)?.stored;
  const uploaded = stored?.acknowledgedChunks ? 'part' : 'nothing';
  return (
    <>
      <section
        className={`ui-card ui-parts ${classes.card}`}
        data-side="main"
        data-live={phase}
        aria-labelledby="recorder-live"
      >
        <div className="ui-between">
          <p className={`ui-line ui-strong ${classes.phase}`} role="status">
            <span className={indicator.dot} data-kind={phase} aria-hidden />
            <span>{t(phase)}</span>
          </p>
          {storage === 'safe' && !recorder.warnings.some(({ kind }) => isStandstill(kind)) && (
            <p className={`ui-line ui-strong ui-small ${classes.done}`} title={t('safeHint')}>
              <IconShieldCheck size={18} aria-hidden />
              <span>{t('safe')}</span>
            </p>
          )}
        </div>
        <h2 id="recorder-live" tabIndex={-1} className={classes.liveName} dir="auto">
          {recording.name}
        </h2>
        <time
          className={`ui-figures ui-bold ${classes.time}`}
          dateTime={isoDuration(elapsedMs)}
          aria-label={t('elapsed')}
          role="timer"
        >
          {formatClock(elapsedMs)}
        </time>
        {!recording.direct && (
          <LevelBar
            meter={engine?.meter}
            label={t('level', { microphone: label })}
            still={phase !== 'recording' || microphone !== 'live'}
          />
        )}
        <p className={`ui-hint ${classes.hint}`} dir="auto">
          {label}
        </p>
        {!recording.direct && (
          <SharedAudioField
            shared={recorder.shared}
            running={phase === 'recording'}
            disabled={phase === 'stopping'}
          />
        )}
        <LiveWarnings />
        <div className={`ui-row ${classes.actions}`}>
          {phase === 'paused' ? (
            <Button
              size="lg"
              variant="default"
              leftSection={<IconPlayerPlay size={20} aria-hidden />}
              onClick={() => engine?.resume()}
            >
              {t('resume')}
            </Button>
          ) : (
            <Button
              size="lg"
              variant="default"
              leftSection={<IconPlayerPause size={20} aria-hidden />}
              onClick={() => engine?.pause()}
              disabled={phase === 'stopping'}
            >
              {t('pause')}
            </Button>
          )}
          <Button
            size="lg"
            leftSection={<IconPlayerStop size={20} aria-hidden />}
            onClick={() => void engine?.stop()}
            loading={phase === 'stopping'}
          >
            {t('stop')}
          </Button>
          <Button
            size="lg"
            variant="subtle"
            className="ui-danger"
            leftSection={<IconTrash size={20} aria-hidden />}
            onClick={() => setDiscarding(true)}
          >
            {t('discard')}
          </Button>
        </div>
        <p className={`ui-hint ${classes.hint}`}>{t('leaveHint')}</p>
        {discarding && (
          <DiscardDialog
            recording={{ id: recording.id, name: recording.name, durationMs: elapsedMs, uploaded }}
            onClose={() => setDiscarding(false)}
          />
        )}
      </section>
      <LiveNotes marks={marks} writable={phase !== 'stopping'} pocketed={stored?.pocketed} />
      {stored?.consent && (
        <LiveConsent
          recording={recording.id}
          asked={stored.consent.asked === true}
          disabled={phase === 'stopping'}
        />
      )}
    </>
  );
}

interface LiveConsentProps {
  readonly recording: string;
  readonly asked: boolean;
  readonly disabled: boolean;
}

/** Those present are asked on their telephones, from the beginning or from now on. */
function LiveConsent({ recording, asked, disabled }: LiveConsentProps) {
  const t = useTranslations('recorder');
  const [opened, setOpened] = useState(false);
  const ConsentAsk = useOnDemand(loadConsentAsk, asked || opened);
  return (
    <section className={`ui-card ui-parts ${classes.card}`} data-side="main" aria-labelledby="recorder-asked">
      <h2 id="recorder-asked" className={classes.heading}>
        {t('live.consent')}
      </h2>
      {ConsentAsk ? (
        <ConsentAsk
          recording={recording}
          asked={asked}
          disabled={disabled}
          onAsk={async () => recorderStore.engine?.noteAsked()}
        />
      ) : (
        <div>
          <SteadyButton
            variant="default"
            leftSection={<IconQrcode size={18} aria-hidden />}
            busy={disabled}
            onClick={() => setOpened(true)}
          >
            {t('setup.byCode')}
          </SteadyButton>
        </div>
      )}
    </section>
  );
}
