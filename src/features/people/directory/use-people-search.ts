import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useNavigate, useNavigation, useSearchParams } from 'react-router';
import { currentQuery } from '#src/lib/address/current-query.ts';
import { paths } from '#src/paths.ts';
import { type PeopleSearch, readPeopleSearch, writePeopleSearch } from './people-search.ts';

/** Milliseconds. Writing the address costs more than searching: it waits for a pause in typing. */
const pauseMs = 300;

/** What the list shows, kept in the address; what is being typed gets there after a moment. */
export function usePeopleSearch() {
  const navigate = useNavigate();
  const { state: leaving } = useNavigation();
  const [params] = useSearchParams();
  const search = readPeopleSearch(params);
  const [typed, setTyped] = useState({ text: search.text, written: search.text });
  // Back and Forward bring a different text from the one typed here.
  if (search.text !== typed.written) setTyped({ text: search.text, written: search.text });
  const go = async (next: PeopleSearch, replace = false) =>
    navigate(paths.people(writePeopleSearch(next)), { preventScrollReset: replace, replace });
  const write = useDebouncedCallback((text: string) => {
    // Another page is loading: this one must not bring its reader back.
    if (leaving !== 'idle') return;
    const kept = text.trim() === '' ? '' : text;
    setTyped((now) => ({ ...now, written: kept }));
    void go({ ...readPeopleSearch(currentQuery()), text: kept, page: 1 }, true);
  }, pauseMs);
  const typing = typed.text.trim() !== search.text.trim();
  return {
    search,
    /** What is in the field. */
    text: typed.text,
    /** The page that matches what is typed. */
    page: typing ? 1 : search.page,
    type: (text: string) => {
      setTyped((now) => ({ ...now, text }));
      write(text);
    },
    /** To someone's page; Back leads to what was typed. */
    open: async (path: string) => {
      write.cancel();
      if (typing) await go({ ...readPeopleSearch(currentQuery()), text: typed.text, page: 1 }, true);
      await navigate(path);
    },
    sort: (order: PeopleSearch['order']) =>
      void go({ ...readPeopleSearch(currentQuery()), text: typed.text, order, page: 1 }, true),
    goToPage: (page: number) => void go({ ...readPeopleSearch(currentQuery()), page }),
  };
}
