import { TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { indexStore } from '#src/local-index/index-store.ts';
import { useShortcuts } from '#src/ui/shortcuts.ts';
import classes from './search-field.module.css';
import type { MeetingSearchState } from './use-meeting-search.ts';

/** Milliseconds without a key after which the search begins. */
const restMs = 120;

/** Searches everything in the meetings; the address follows what is typed. */
export function SearchField({ state }: { readonly state: MeetingSearchState }) {
  const t = useTranslations('searchField');
  const { query } = state.search.index;
  const [draft, setDraft] = useState({ text: query, of: query });
  const field = useRef<HTMLInputElement>(null);
  // The address changed otherwise: Back, a saved view, the reset button.
  if (draft.of !== query) setDraft({ text: draft.text.trim() === query ? draft.text : query, of: query });

  const { text } = draft;
  const asked = useRef(state.ask);
  useEffect(() => {
    asked.current = state.ask;
  });
  useEffect(() => {
    if (text.trim() === query) return;
    // The first letter is a place to come back from; the others are not.
    const timer = setTimeout(() => asked.current({ query: text.trim() }, { replace: query !== '' }), restMs);
    return () => clearTimeout(timer);
  }, [text, query]);

  useShortcuts(t('keys.title'), [
    { keys: ['/'], label: t('keys.focus'), run: () => field.current?.select() },
  ]);

  const warm = () => void indexStore.load().catch(() => undefined);
  return (
    <TextInput
      ref={field}
      type="search"
      size="md"
      className={classes.field ?? ''}
      aria-label={t('label')}
      placeholder={t('placeholder')}
      value={text}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={
        text !== '' && (
          <button
            type="button"
            className={classes.clear}
            aria-label={t('clearQuery')}
            onClick={() => {
              setDraft({ text: '', of: query });
              field.current?.focus();
            }}
          >
            <IconX size={16} aria-hidden />
          </button>
        )
      }
      onFocus={warm}
      onChange={(event) => setDraft({ text: event.currentTarget.value, of: query })}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text === '') field.current?.blur();
      }}
    />
  );
}
