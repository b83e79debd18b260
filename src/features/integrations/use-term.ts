import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useLocation, useNavigation, useSearchParams } from 'react-router';
import { queryWith } from '#src/lib/address/current-query.ts';
import { arrived, typedTerm, typing, writing } from './model/typed-term.ts';

/** The pause in typing after which the server is queried, in milliseconds. */
const pauseMs = 300;

/** What is searched for in an integration's data, kept in the address. */
export function useTerm() {
  const [params, setParams] = useSearchParams();
  const { pathname } = useLocation();
  const { location: next } = useNavigation();
  const term = (params.get('term') ?? '').trim();
  const [typed, setTyped] = useState(() => typedTerm(term));
  if (typed.seen !== term) setTyped(arrived(typed, term));
  const write = useDebouncedCallback((text: string) => {
    // Another page is loading: this one must not bring its reader back.
    const wanted = text.trim();
    if (wanted === term || (next && next.pathname !== pathname)) return;
    setTyped((now) => writing(now, wanted));
    setParams(queryWith('term', wanted || undefined), { replace: true, preventScrollReset: true });
  }, pauseMs);
  return {
    /** What is in the field. */
    typed: typed.text,
    term,
    type: (text: string) => {
      setTyped(typing(typed, text));
      write(text);
    },
  };
}
