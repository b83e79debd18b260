import { useTranslations } from 'use-intl';
import { LevelBar } from './level-bar.tsx';
import type { LevelMeter } from './level-meter.ts';
import { MicrophoneSample } from './microphone-sample.tsx';
import classes from './record-page.module.css';

interface MicrophoneHeardProps {
  readonly meter: LevelMeter;
  readonly stream: MediaStream;
}

/** What an open microphone hears: its level, and a sample to listen to. */
export function MicrophoneHeard({ meter, stream }: MicrophoneHeardProps) {
  const t = useTranslations('recorder.setup');
  return (
    <>
      <LevelBar meter={meter} label={t('level')} />
      <p className={classes.hint}>{t('levelHint')}</p>
      <MicrophoneSample stream={stream} />
    </>
  );
}
