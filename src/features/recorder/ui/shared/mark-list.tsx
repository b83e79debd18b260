import { TextInput } from '@mantine/core';
import {
  IconBookmark,
  IconHandStop,
  IconMessage,
  IconMicrophoneOff,
  IconNote,
  IconPlayerPause,
  IconWaveSine,
  IconX,
  IconZzz,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import {
  type Mark,
  type MarkKind,
  maxMarkLength,
  type WrittenKind,
} from '#src/features/recorder/model/journal.ts';
import type { StoredRecording } from '#src/features/recorder/model/recording.ts';
import { formatClock, isoDuration } from '#src/lib/time/stopwatch.ts';
import { onKeys } from '#src/ui/keyboard/keyboard.ts';
import classes from '../live/live-notes.module.css';

interface MarkListProps {
  readonly marks: readonly Mark[];
  /** Whether what the person wrote can be corrected and removed. */
  readonly editable: boolean;
  /** The sound that is kept for bookmarks, by their ids, in ms. */
  readonly pocketed?: StoredRecording['pocketed'];
}

const icons: Readonly<Record<MarkKind, typeof IconNote>> = {
  bookmark: IconBookmark,
  note: IconNote,
  chat: IconMessage,
  objection: IconHandStop,
  pause: IconPlayerPause,
  interruption: IconZzz,
  'microphone-lost': IconMicrophoneOff,
};

/** The notes and events of a recording, in order. */
export function MarkList({ marks, editable, pocketed = {} }: MarkListProps) {
  const t = useTranslations('recorder.notes');
  if (marks.length === 0) return null;
  return (
    // Notes are on no paper (global.css).
    <ol className={`ui-list ui-stack ui-scrolls ${classes.marks}`} aria-label={t('list')} data-stays="notes">
      {marks.map((mark) => {
        const Icon = icons[mark.kind];
        return (
          <li key={mark.id} className={`ui-line ${classes.mark}`} data-kind={mark.kind}>
            <Icon size={16} className={`ui-dimmed ${classes.icon}`} aria-hidden />
            <time className="ui-hint ui-figures" dateTime={isoDuration(mark.recordedMs)}>
              {formatClock(mark.recordedMs)}
            </time>
            {(pocketed[mark.id] ?? 0) > 0 && (
              <IconWaveSine
                size={16}
                className="ui-accent"
                role="img"
                aria-label={t('soundKept', { length: formatClock(pocketed[mark.id] ?? 0) })}
              />
            )}
            {isWritten(mark) && editable ? <EditableMark mark={mark} /> : <MarkText mark={mark} />}
          </li>
        );
      })}
    </ol>
  );
}

type WrittenMark = Mark & { readonly kind: WrittenKind };

const isWritten = (mark: Mark): mark is WrittenMark =>
  mark.kind === 'bookmark' || mark.kind === 'note' || mark.kind === 'chat';

function MarkText({ mark }: { readonly mark: Mark }) {
  const t = useTranslations('recorder.notes');
  const format = useFormatter();
  const time = (iso: string) => format.dateTime(new Date(iso), { timeStyle: 'medium' });
  const { kind, text, at, until } = mark;
  if (text !== '')
    return (
      <p className="ui-grow" dir="auto">
        {text}
      </p>
    );
  if (kind === 'bookmark' || kind === 'note' || kind === 'chat') return <p>{t(kind)}</p>;
  return (
    <p className="ui-hint">
      {`${t(kind)} ${until === null ? t('since', { at: time(at) }) : t('between', { at: time(at), until: time(until) })}`}
    </p>
  );
}

function EditableMark({ mark }: { readonly mark: WrittenMark }) {
  const t = useTranslations('recorder.notes');
  const [text, setText] = useState(mark.text);
  const at = formatClock(mark.recordedMs);
  const named = { kind: t(mark.kind), at };
  const store = () => recorderStore.engine?.correctMark(mark.id, text);
  return (
    <>
      <TextInput
        size="xs"
        className="ui-grow"
        aria-label={t('edit', named)}
        placeholder={mark.kind === 'bookmark' ? t('label') : ''}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={store}
        onKeyDown={onKeys({ does: { Enter: store } })}
        maxLength={maxMarkLength}
      />
      <button
        type="button"
        className={`ui-sign ui-dimmed ${classes.remove}`}
        aria-label={t('remove', named)}
        title={t('remove', named)}
        onClick={() => recorderStore.engine?.removeMark(mark.id)}
      >
        <IconX size={16} aria-hidden />
      </button>
    </>
  );
}
