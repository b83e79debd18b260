import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

/** Milliseconds. Writing the address costs more than searching: it waits for a pause in typing. */
const pauseMs = 300;

/** The text of a search that the address keeps; what is being typed gets there after a moment. */
export function useFinder(text: string, onText: (text: string) => void) {
  const [typed, setTyped] = useState({ text, written: text });
  // Back and Forward, or another choice, bring a different text from the one typed here.
  if (text !== typed.written) setTyped({ text, written: text });
  const write = useDebouncedCallback((next: string) => {
    const kept = next.trim() === '' ? '' : next;
    setTyped((now) => ({ ...now, written: kept }));
    onText(kept);
  }, pauseMs);
  return {
    text: typed.text,
    type: (next: string) => {
      setTyped((now) => ({ ...now, text: next }));
      write(next);
    },
  };
}
