import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useSearchParams } from 'react-router';

/** A pause in typing after which the server is asked. Milliseconds. */
const pauseMs = 300;

/** What is looked for in an integration's data, kept in the address. */
export function useTerm() {
  const [params, setParams] = useSearchParams();
  const term = (params.get('term') ?? '').trim();
  const [draft, setDraft] = useState({ text: term, of: term });
  // Back and forward bring another term than the one that was typed here.
  if (draft.of !== term) setDraft({ text: draft.text.trim() === term ? draft.text : term, of: term });
  const write = useDebouncedCallback((text: string) => {
    setParams(
      (before) => {
        if (text.trim() === '') before.delete('term');
        else before.set('term', text.trim());
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  }, pauseMs);
  return {
    /** What is in the field. */
    typed: draft.text,
    term,
    type: (text: string) => {
      setDraft({ text, of: term });
      write(text);
    },
  };
}
