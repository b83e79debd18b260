import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useNavigate, useNavigation, useSearchParams } from 'react-router';
import { currentQuery } from '#src/lib/address/current-query.ts';

/** Milliseconds: the server is asked when the typing pauses. */
const pauseMs = 250;

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
  const { state: leaving } = useNavigation();
  const [params] = useSearchParams();
  const search = read(params);
  const [typed, setTyped] = useState({ text: search.text, written: search.text });
  // Back and Forward bring a different text from the one typed here.
  if (search.text !== typed.written) setTyped({ text: search.text, written: search.text });
  const now = () => read(currentQuery());
  const keep = useDebouncedCallback((text: string) => {
    // Another page is loading: this one must not bring its reader back.
    if (leaving !== 'idle') return;
    const kept = text.trim() === '' ? '' : text;
    setTyped((before) => ({ ...before, written: kept }));
    const address = path(write({ ...now(), text: kept, page: 1 }));
    void navigate(address, { replace: true, preventScrollReset: true });
  }, pauseMs);
  return {
    search,
    /** What is in the field. */
    text: typed.text,
    type: (text: string) => {
      setTyped((before) => ({ ...before, text }));
      keep(text);
    },
    /** Shows something else; a new filter begins at its first page. */
    go: (change: Partial<S>) => {
      keep.cancel();
      void navigate(path(write({ ...now(), text: typed.text, page: 1, ...change })));
    },
    reset: () => {
      keep.cancel();
      void navigate(path());
    },
    /** Whether it shows less than everything. */
    isFiltered: write({ ...search, page: 1 }) !== '',
  };
}
