import { Button } from '@mantine/core';
import { IconEar } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { recordSample } from '#src/features/recorder/capture/record-sample.ts';
import classes from '../../record-page.module.css';

type Sample =
  | { readonly phase: 'none' | 'recording' | 'failed' }
  | { readonly phase: 'ready'; readonly url: string };

interface MicrophoneSampleProps {
  readonly stream: MediaStream;
  /** It is closed by now. */
  readonly released: boolean;
}

/** Lets people hear themselves as they will be recorded, before the meeting. */
export function MicrophoneSample({ stream, released }: MicrophoneSampleProps) {
  const t = useTranslations('recorder.sample');
  const [sample, setSample] = useState<Sample>({ phase: 'none' });
  const running = useRef<AbortController>(undefined);
  const url = sample.phase === 'ready' ? sample.url : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a closed microphone is heard no longer.
  useEffect(() => () => running.current?.abort(), [released]);
  useEffect(() => () => (url === undefined ? undefined : URL.revokeObjectURL(url)), [url]);

  const record = async () => {
    if (sample.phase === 'recording' || released) return;
    const controller = new AbortController();
    running.current = controller;
    setSample({ phase: 'recording' });
    try {
      const sound = await recordSample(stream, controller.signal);
      setSample({ phase: 'ready', url: URL.createObjectURL(sound) });
    } catch {
      if (!controller.signal.aborted) setSample({ phase: 'failed' });
    }
  };

  return (
    <div className="ui-row ui-full">
      <Button
        variant="default"
        size="xs"
        leftSection={<IconEar size={16} aria-hidden />}
        onClick={() => void record()}
        {...((sample.phase === 'recording' || released) && { 'aria-disabled': true, 'data-disabled': true })}
      >
        {t(sample.phase === 'ready' ? 'again' : 'record')}
      </Button>
      <p className={`ui-hint ${classes.hint}`} role="status">
        {sample.phase === 'recording' && <span>{t('speak')}</span>}
        {sample.phase === 'ready' && <span>{t('listen')}</span>}
        {sample.phase === 'failed' && <span>{t('failed')}</span>}
      </p>
      {url !== undefined && (
        // biome-ignore lint/a11y/useMediaCaption: a person's own voice of a moment ago has no captions.
        <audio className={`ui-full ${classes.player}`} src={url} controls autoPlay aria-label={t('player')} />
      )}
    </div>
  );
}
