import { useNavigate, useSearchParams } from 'react-router';
import { currentQuery } from './current-query.ts';
import { useAddressText } from './use-address-text.ts';
import type { Going } from './use-shown.ts';

interface Searched {
  /** 1-based. */
  readonly page: number;
  readonly text: string;
}

/** How a page's address says what it shows. */
export interface AddressSearchOptions<S extends Searched> {
  /** Whatever is missing or odd becomes the default. */
  readonly read: (query: URLSearchParams) => S;
  /** The query with its question mark; empty where everything is the default. */
  readonly write: (search: S) => string;
  readonly path: (query?: string) => string;
}

/** What a list shows, kept in the address; what is being typed gets there after a moment. */
export function useAddressSearch<S extends Searched>({ read, write, path }: AddressSearchOptions<S>) {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const search = read(params);
  const now = () => read(currentQuery());
  const { text, type, settle } = useAddressText(search.text, (wanted) => {
    const address = path(write({ ...now(), text: wanted, page: 1 }));
    void navigate(address, { replace: true, preventScrollReset: true });
  });
  return {
    search,
    /** What is in the field. */
    text,
    type,
    /** Shows something else; a new filter begins at its first page. */
    go: (change: Partial<S>): Going => {
      const changed = { ...now(), text: settle(change.text), page: 1, ...change };
      return navigate(path(write(changed)));
    },
    reset: () => {
      settle('');
      void navigate(path());
    },
    /** Whether it shows less than everything. */
    isFiltered: write({ ...search, page: 1 }) !== '',
  };
}
