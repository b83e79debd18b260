import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { useAddressText } from '#src/lib/address/use-address-text.ts';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { SearchBox } from '#src/ui/list/search-box.tsx';
import type { MeetingSearchState } from '../use-meeting-search.ts';

/** Milliseconds without a key after which the search begins. */
const restMs = 120;

/** Searches everything in the meetings; the address is updated as someone types. */
export const SearchField = memo(function SearchField({ state }: { readonly state: MeetingSearchState }) {
  const t = useTranslations('searchField');
  const { query } = state.search.index;
  const { text, type } = useAddressText(
    query,
    // Only the first letter adds an entry to the history.
    (wanted) => state.ask({ query: wanted }, { replace: query !== '' }),
    restMs,
  );
  const warm = () => void indexStore.load().catch(() => undefined);
  return (
    <SearchBox
      label={t('label')}
      placeholder={t('placeholder')}
      value={text}
      onFocus={warm}
      onChange={type}
    />
  );
});
