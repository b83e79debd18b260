import { memo, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { SearchBox } from '#src/ui/list/search-box.tsx';
import { stillAsked } from '../model/asked-queries.ts';
import type { MeetingSearchState } from '../use-meeting-search.ts';

/** Milliseconds without a key after which the search begins. */
const restMs = 120;

/** Searches everything in the meetings; the address is updated as someone types. */
export const SearchField = memo(function SearchField({ state }: { readonly state: MeetingSearchState }) {
  const t = useTranslations('searchField');
  const { query } = state.search.index;
  const [text, setText] = useState(query);
  const asked = useRef<readonly string[]>([]);
  // Not while rendering: a rendering that React abandons for a key would lose the letters of that key.
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
      // Only the first letter adds an entry to the history.
      ask.current({ query: next }, { replace: query !== '' });
    }, restMs);
    return () => clearTimeout(timer);
  }, [text, query]);

  const warm = () => void indexStore.load().catch(() => undefined);
  return (
    <SearchBox
      label={t('label')}
      placeholder={t('placeholder')}
      value={text}
      onFocus={warm}
      onChange={setText}
    />
  );
});
