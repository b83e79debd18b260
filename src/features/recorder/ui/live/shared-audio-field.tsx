import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconX } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { canShareAudio } from '#src/features/recorder/capture/shared-audio.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import classes from '../../record-page.module.css';
import { LevelBar } from '../shared/level-bar.tsx';

interface SharedAudioFieldProps {
  readonly shared: boolean;
  /** Sound is being recorded at the moment. */
  readonly running: boolean;
  readonly disabled: boolean;
}

/**
 * Adds and removes the computer's own sound, for the voices of an online meeting. Nothing where that is not possible.
 */
export function SharedAudioField({ shared, running, disabled }: SharedAudioFieldProps) {
  const t = useTranslations('recorder.share');
  const { engine } = recorderStore;
  if (!canShareAudio()) return null;
  if (!shared) {
    return (
      <div className={`ui-column ${classes.share}`}>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconDeviceDesktop size={16} aria-hidden />}
          onClick={() => void engine?.shareAudio()}
          disabled={disabled}
          title={t('hint')}
        >
          {t('start')}
        </Button>
      </div>
    );
  }
  return (
    <div className={`ui-column ${classes.share}`}>
      <LevelBar meter={engine?.sharedMeter} label={t('level')} still={!running} />
      <p className={`ui-hint ${classes.hint}`}>{t('on')}</p>
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconX size={16} aria-hidden />}
        onClick={() => engine?.stopSharing()}
        disabled={disabled}
      >
        {t('stop')}
      </Button>
    </div>
  );
}
