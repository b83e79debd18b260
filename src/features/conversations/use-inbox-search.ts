import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useNavigate, useNavigation, useSearchParams } from 'react-router';
import { paths } from '#src/paths.ts';
import { type InboxSearch, readInboxSearch, writeInboxSearch } from './inbox-search.ts';

/** Milliseconds: the gateway is asked when the typing pauses. */
const pauseMs = 250;

/** What the inbox shows, kept in the address; what is being typed gets there after a moment. */
export function useInboxSearch() {
  const navigate = useNavigate();
  const { state: leaving } = useNavigation();
  const [params] = useSearchParams();
  const search = readInboxSearch(params);
  const [typed, setTyped] = useState({ text: search.text, written: search.text });
  // Back and Forward bring a different text from the one typed here.
  if (search.text !== typed.written) setTyped({ text: search.text, written: search.text });
  const write = useDebouncedCallback((text: string) => {
    // Another page is loading: this one must not bring its reader back.
    if (leaving !== 'idle') return;
    const kept = text.trim() === '' ? '' : text;
    setTyped((now) => ({ ...now, written: kept }));
    const now = readInboxSearch(new URLSearchParams(window.location.search));
    const address = paths.conversations(writeInboxSearch({ ...now, text: kept, page: 1 }));
    void navigate(address, { replace: true, preventScrollReset: true });
  }, pauseMs);
  return {
    search,
    /** What is in the field. */
    text: typed.text,
    type: (text: string) => {
      setTyped((now) => ({ ...now, text }));
      write(text);
    },
    /** Shows something else; a new filter begins at its first page. */
    go: (change: Partial<InboxSearch>) => {
      write.cancel();
      const next = { ...search, text: typed.text, page: 1, ...change };
      void navigate(paths.conversations(writeInboxSearch(next)));
    },
    reset: () => {
      write.cancel();
      void navigate(paths.conversations());
    },
  };
}
