import { Button, TextInput } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from './live-notes.module.css';
import { MarkList } from './mark-list.tsx';
import { type Mark, maxMarkLength } from './model/journal.ts';
import { recorderStore } from './recorder-store.ts';

interface LiveNotesProps {
  readonly marks: readonly Mark[];
  /** The recording still takes notes. */
  readonly writable: boolean;
}

/** Bookmarks, notes and chat lines of the running recording, each with its time. */
export function LiveNotes({ marks, writable }: LiveNotesProps) {
  const t = useTranslations('recorder.notes');
  const [text, setText] = useState('');
  const [kind, setKind] = useState<'note' | 'chat'>('note');
  const field = useRef<HTMLInputElement>(null);
  const bookmark = () => recorderStore.engine?.write('bookmark', '');
  useBookmarkKey(writable);

  const add = (event: SubmitEvent) => {
    event.preventDefault();
    recorderStore.engine?.write(kind, text);
    setText('');
    field.current?.focus();
  };

  return (
    <section className={classes.notes} aria-labelledby="recorder-notes">
      <div className={classes.head}>
        <h3 id="recorder-notes" className={classes.heading}>
          {t('heading')}
        </h3>
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
        <form className={classes.form} onSubmit={add}>
          <fieldset className={classes.kinds}>
            <legend className={classes.legend}>{t('kind')}</legend>
            {(['note', 'chat'] as const).map((value) => (
              <label key={value} className={classes.kind}>
                <input
                  type="radio"
                  name="recorder-note-kind"
                  checked={kind === value}
                  onChange={() => setKind(value)}
                />
                {t(value)}
              </label>
            ))}
          </fieldset>
          <div className={classes.line}>
            <TextInput
              ref={field}
              className={classes.text ?? ''}
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
      <MarkList marks={marks} editable={writable} />
      {marks.length === 0 && <p className={classes.hint}>{t('empty')}</p>}
    </section>
  );
}

/** Ctrl+B or ⌘B adds a bookmark, wherever the focus is: hands stay on the keyboard while somebody speaks. */
function useBookmarkKey(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const press = (event: KeyboardEvent) => {
      const modified = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey;
      if (!modified || event.key.toLowerCase() !== 'b' || event.repeat) return;
      event.preventDefault();
      recorderStore.engine?.write('bookmark', '');
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [active]);
}
