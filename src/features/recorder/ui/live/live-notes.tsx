import { Button, TextInput } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { onMediaKeys } from '#src/features/recorder/capture/media-keys.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import { type Mark, maxMarkLength } from '#src/features/recorder/model/journal.ts';
import type { StoredRecording } from '#src/features/recorder/model/recording.ts';
import { readClipSettings } from '#src/services/evidence/clip-settings.ts';
import { type Shortcut, useShortcuts } from '#src/ui/keyboard/shortcuts.ts';
import page from '../../record-page.module.css';
import { MarkList } from '../shared/mark-list.tsx';
import { useRecorder } from '../shared/use-recorder.ts';
import classes from './live-notes.module.css';

interface LiveNotesProps {
  readonly marks: readonly Mark[];
  /** The recording still takes notes. */
  readonly writable: boolean;
  /** The sound that is kept for bookmarks, by their ids, in ms. */
  readonly pocketed: StoredRecording['pocketed'];
}

const bookmark = () => recorderStore.engine?.write('bookmark', '');

/** Bookmarks, notes and chat lines of the running recording, each with its time. */
export function LiveNotes({ marks, writable, pocketed }: LiveNotesProps) {
  const t = useTranslations('recorder.notes');
  const { clipBefore: before, clipAfter: after, clipDays } = readClipSettings({ ...useRecorder().settings });
  const [text, setText] = useState('');
  const [kind, setKind] = useState<'note' | 'chat'>('note');
  const field = useRef<HTMLInputElement>(null);
  // Wherever the focus is: hands stay on the keyboard while someone speaks.
  const bookmarkKey: Shortcut = {
    keys: ['Mod+b'],
    label: t('addBookmark'),
    does: 'acts',
    overDialogs: true,
    run: bookmark,
  };
  useShortcuts(t('heading'), writable ? [bookmarkKey] : []);
  useEffect(() => (writable ? onMediaKeys(bookmark) : undefined), [writable]);

  const add = (event: SubmitEvent) => {
    event.preventDefault();
    recorderStore.engine?.write(kind, text);
    setText('');
    field.current?.focus();
  };

  return (
    <section
      className={`ui-card ui-parts ${page.card}`}
      data-side="beside"
      data-held
      aria-labelledby="recorder-notes"
    >
      <div className="ui-between">
        <h2 id="recorder-notes" className={page.heading}>
          {t('heading')}
        </h2>
        <Button
          variant="default"
          leftSection={<IconBookmark size={18} aria-hidden />}
          onClick={bookmark}
          disabled={!writable}
          title={t('bookmarkKey')}
          aria-keyshortcuts="Control+B Meta+B"
        >
          {t('addBookmark')}
        </Button>
      </div>
      {writable && (
        <form className="ui-stack" onSubmit={add}>
          <fieldset className="ui-row">
            <legend className={`ui-dimmed ${classes.legend}`}>{t('kind')}</legend>
            {(['note', 'chat'] as const).map((value) => (
              <label key={value} className="ui-check">
                <input
                  type="radio"
                  name="recorder-note-kind"
                  checked={kind === value}
                  onChange={() => setKind(value)}
                />
                <span>{t(value)}</span>
              </label>
            ))}
          </fieldset>
          <div className="ui-line">
            <TextInput
              ref={field}
              className="ui-grow"
              aria-label={t(kind === 'note' ? 'noteText' : 'chatText')}
              placeholder={t(kind === 'note' ? 'noteText' : 'chatText')}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              maxLength={maxMarkLength}
            />
            <Button type="submit" variant="default">
              {t('add')}
            </Button>
          </div>
        </form>
      )}
      <MarkList marks={marks} editable={writable} pocketed={pocketed} />
      {marks.length === 0 && <p className="ui-hint">{t('empty')}</p>}
      {clipDays > 0 && <p className="ui-note">{t('pocket', { before, after })}</p>}
    </section>
  );
}
