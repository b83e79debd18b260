import { Button } from '@mantine/core';
import { IconDownload, IconPlayerPlay, IconTrash, IconWaveSine } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { saveFile } from '#src/lib/save-file.ts';
import { formatClock } from '#src/lib/time/stopwatch.ts';
import { type Clip, clipExtension } from '#src/services/evidence/clip-facts.ts';
import { evidence } from '#src/services/evidence/evidence.ts';
import type { Elements } from '#src/ui/elements.ts';

/** Waits for a change of what this device keeps. */
export type Change = (work: Promise<unknown>) => void;

/** A piece that was removed, and the way to bring it back. */
export interface Restorable {
  readonly id: string;
  readonly restore: () => Promise<void>;
}

interface ClipItemProps {
  readonly clip: Clip;
  readonly user: string;
  /** Says so where this device refuses a change. */
  readonly change: Change;
  /** What is removed can be brought back where this is shown. */
  readonly onRemoved: (restorable: Restorable) => void;
  readonly children?: Elements;
}

/** A piece of sound: played here, saved as a file, removed with one press. */
export function ClipItem({ clip, user, change, onRemoved, children }: ClipItemProps) {
  const t = useTranslations('evidence');
  const [url, setUrl] = useState<string>();
  const [failed, setFailed] = useState(false);
  const { id, startMs, endMs, atMs, mediaType, text } = clip;
  const range = { from: formatClock(startMs), to: formatClock(endMs) };
  useEffect(() => () => URL.revokeObjectURL(url ?? ''), [url]);

  const read = async () => {
    const sound = await evidence.sound(clip, user).catch(() => undefined);
    setFailed(sound === undefined);
    return sound;
  };
  const play = async () => {
    const sound = await read();
    if (sound) setUrl(URL.createObjectURL(sound));
  };
  const save = async () => {
    const sound = await read();
    if (sound) saveFile(sound, `${formatClock(atMs).replaceAll(':', '-')}.${clipExtension(mediaType)}`);
  };
  const remove = async () => {
    const removed = await evidence.remove(id);
    if (removed) onRemoved({ id, restore: () => evidence.restore(removed) });
  };
  return (
    <li className="ui-stack ui-tight" data-clip={id}>
      <div className="ui-row ui-tight">
        <IconWaveSine size={18} className="ui-dimmed" aria-hidden />
        <span className="ui-figures">{t('range', range)}</span>
        {text !== '' && <span dir="auto">{text}</span>}
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          aria-label={t('playOf', range)}
          onClick={() => void play()}
        >
          {t('play')}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconDownload size={16} aria-hidden />}
          aria-label={t('saveOf', range)}
          onClick={() => void save()}
        >
          {t('save')}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          className="ui-danger"
          leftSection={<IconTrash size={16} aria-hidden />}
          aria-label={t('removeOf', range)}
          onClick={() => change(remove())}
        >
          {t('remove')}
        </Button>
      </div>
      {url !== undefined && (
        // biome-ignore lint/a11y/useMediaCaption: nobody has transcribed it; the answer beside it says what was understood.
        <audio controls autoPlay src={url} aria-label={t('range', range)} />
      )}
      {failed && (
        <p className="ui-problem" role="alert">
          {t('unreadable')}
        </p>
      )}
      {children}
    </li>
  );
}
