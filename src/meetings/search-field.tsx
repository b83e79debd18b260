import { TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { indexStore } from '#src/local-index/index-store.ts';
import { useShortcuts } from '#src/ui/shortcuts.ts';
import { stillAsked } from './model/asked-queries.ts';
import classes from './search-field.module.css';
import type { MeetingSearchState } from './use-meeting-search.ts';

/** Milliseconds without a key after which the search begins. */
const restMs = 120;

/** Searches everything in the meetings; the address follows what is typed. */
export const SearchField = memo(function SearchField({ state }: { readonly state: MeetingSearchState }) {
  const t = useTranslations('searchField');
  const { query } = state.search.index;
  const [text, setText] = useState(query);
  const asked = useRef<readonly string[]>([]);
  const field = useRef<HTMLInputElement>(null);
  // Not while rendering: a rendering that React gives up for a key would take the letters of that key along.
  useEffect(() => {
    const still = stillAsked(asked.current, query);
    asked.current = still ?? [];
    if (!still) setText(query);
  }, [query]);

  const ask = useRef(state.ask);
  useEffect(() => {
    ask.current = state.ask;
  });
  useEffect(() => {
    const next = text.trim();
    if (next === query) return;
    const timer = setTimeout(() => {
      asked.current = [...asked.current, next];
      // The first letter is a place to come back from; the others are not.
      ask.current({ query: next }, { replace: query !== '' });
    }, restMs);
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
              setText('');
              field.current?.focus();
            }}
          >
            <IconX size={16} aria-hidden />
          </button>
        )
      }
      onFocus={warm}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text === '') field.current?.blur();
      }}
    />
  );
});
