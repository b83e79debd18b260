import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { isLeaving } from './current-query.ts';
import { stillAsked } from './still-asked.ts';

/** Milliseconds. To write the address costs more than to search: it waits for a pause in typing. */
const usualPauseMs = 300;

export interface AddressText {
  /** What is in the field. */
  readonly text: string;
  readonly type: (text: string) => void;
  /** Ends the pause without writing: answers the text for an address that the caller is about to write, and shows it. */
  readonly settle: (text?: string) => string;
}

/**
 * A search text that the address keeps. The field shows what was typed, whatever the address still says: the router may
 * wait for what a page needs before it goes where it was asked to.
 *
 * @param kept the text that the address has.
 * @param write puts a text into the address that it is about to have, without spaces around it.
 */
export function useAddressText(
  kept: string,
  write: (text: string) => void,
  pauseMs = usualPauseMs,
): AddressText {
  const { pathname } = useLocation();
  const [text, setText] = useState(kept);
  // Written and not yet seen in the address, oldest first.
  const asked = useRef<readonly string[]>([]);
  const ask = (wanted: string) => {
    asked.current = [...asked.current, wanted];
    return wanted;
  };
  const keep = useDebouncedCallback((typed: string) => {
    const wanted = typed.trim();
    // Another page is loading: this one must not bring its reader back. What was rendered may not know it yet.
    if (isLeaving(pathname)) return;
    if (wanted !== (asked.current.at(-1) ?? kept)) write(ask(wanted));
  }, pauseMs);
  // Not while rendering: a rendering that React abandons for a key would lose the letters of that key.
  useEffect(() => {
    const still = stillAsked(asked.current, kept);
    asked.current = still ?? [];
    if (still) return;
    keep.cancel();
    setText(kept);
  }, [kept, keep]);
  return {
    text,
    type: (typed) => {
      setText(typed);
      keep(typed);
    },
    settle: (settled = text) => {
      keep.cancel();
      setText(settled);
      const wanted = settled.trim();
      return wanted === (asked.current.at(-1) ?? kept) ? wanted : ask(wanted);
    },
  };
}
