import { useTranslations } from 'use-intl';
import type { LevelMeter } from '#src/features/recorder/capture/level-meter.ts';
import classes from '../../record-page.module.css';
import { LevelBar } from '../shared/level-bar.tsx';
import { MicrophoneSample } from './microphone-sample.tsx';

interface MicrophoneHeardProps {
  readonly meter: LevelMeter | undefined;
  readonly stream: MediaStream;
  /** It is closed by now. */
  readonly released: boolean;
}

/** What an open microphone hears: its level, and a sample to listen to. */
export function MicrophoneHeard({ meter, stream, released }: MicrophoneHeardProps) {
  const t = useTranslations('recorder.setup');
  return (
    <>
      {meter && <LevelBar meter={meter} label={t('level')} still={released} />}
      <p className={`ui-hint ${classes.hint}`} role="status">
        {t(released ? 'preparingHint' : meter ? 'levelHint' : 'levelUnknown')}
      </p>
      <MicrophoneSample stream={stream} released={released} />
    </>
  );
}
