import { TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { indexStore } from '#src/local-index/index-store.ts';
import { useShortcuts } from '#src/ui/shortcuts.ts';
import { followAddress, typedQuery } from './model/typed-query.ts';
import classes from './search-field.module.css';
import type { MeetingSearchState } from './use-meeting-search.ts';

/** Milliseconds without a key after which the search begins. */
const restMs = 120;

/** Searches everything in the meetings; the address follows what is typed. */
export const SearchField = memo(function SearchField({ state }: { readonly state: MeetingSearchState }) {
  const t = useTranslations('searchField');
  const { query } = state.search.index;
  const [typed, setTyped] = useState(() => typedQuery(query));
  const field = useRef<HTMLInputElement>(null);
  if (typed.of !== query) setTyped(followAddress(typed, query));

  const { text } = typed;
  const type = (next: string) => setTyped((now) => ({ ...now, text: next }));
  const asked = useRef(state.ask);
  useEffect(() => {
    asked.current = state.ask;
  });
  useEffect(() => {
    if (text.trim() === query) return;
    // The first letter is a place to come back from; the others are not.
    const timer = setTimeout(() => {
      setTyped((now) => ({ ...now, asked: [...now.asked, text.trim()] }));
      asked.current({ query: text.trim() }, { replace: query !== '' });
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
              type('');
              field.current?.focus();
            }}
          >
            <IconX size={16} aria-hidden />
          </button>
        )
      }
      onFocus={warm}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text === '') field.current?.blur();
      }}
    />
  );
});
