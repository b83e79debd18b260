import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Certain, PageWatch } from '#src/api/client/certain.ts';
import type { ApiError } from '#src/api/client/errors.ts';
import type { Kept } from '#src/lib/storage/drafts.ts';

/** The state of a write. */
export type WriteState<V, T> =
  | { readonly phase: 'idle' }
  /** Sent. `since`: milliseconds since the epoch. */
  | { readonly phase: 'writing' | 'looking'; readonly since: number; readonly of: V }
  | { readonly phase: 'done'; readonly value: T; readonly found: boolean; readonly of: V }
  | { readonly phase: 'refused'; readonly error: unknown; readonly looked: boolean; readonly of: V }
  /** `error` is missing where it happened to a page that is gone. `untold`: checking again would not help. */
  | {
      readonly phase: 'unknown';
      readonly error: ApiError | undefined;
      readonly of: V;
      readonly untold?: boolean;
    };

/**
 * What is done, and how it ended: a function of a resource, which refreshes what was read before, or `certainOf` for
 * what only this device does. What it throws counts as refused.
 */
export type Work<V, T> = (queryClient: QueryClient, variables: V, watch: PageWatch<V>) => Promise<Certain<T>>;

export interface Write<V, T> {
  readonly state: WriteState<V, T>;
  readonly busy: boolean;
  /** Returns whether it was done. Does nothing while it is being done. */
  readonly run: (variables: V) => Promise<boolean>;
  /** Checks what became of the last try, or of the given one, and sends nothing. */
  readonly look: (variables?: V) => void;
  /** Dismisses the notice. What is not known stays so. */
  readonly clear: () => void;
}

/**
 * Instead of a draft, for what the page shows whenever it is opened: nothing has to be kept, and leaving is not
 * prevented.
 */
export const shownAnyway = { read: () => undefined, write: () => true } as const;

/**
 * Something that a page writes, whatever the form or dialog: once at a time, and never again before it is known what
 * became of the last try (src/api/client/certain.ts).
 *
 * @param onDone called once it was done, as long as the page is there
 * @param kept keeps what was sent until whoever sent it knows what became of it, over a reload too
 */
export function useWrite<V, T>(
  work: Work<V, T>,
  onDone?: (value: T, variables: V, found: boolean) => void,
  kept?: Kept<V>,
): Write<V, T> {
  const queryClient = useQueryClient();
  const [state, setState] = useState<WriteState<V, T>>(() => {
    const of = kept?.read();
    return of === undefined ? { phase: 'idle' } : { phase: 'unknown', of, error: undefined };
  });
  const latest = useRef({ work, onDone, kept });
  const page = useRef(new AbortController());
  const running = useRef(false);
  const earlier = useRef(state.phase === 'unknown' ? { of: state.of } : undefined);
  useEffect(() => {
    latest.current = { work, onDone, kept };
  });
  useEffect(() => {
    const controller = new AbortController();
    page.current = controller;
    return () => controller.abort();
  }, []);
  const begin = useCallback(
    async (of: V, onlyLook: boolean): Promise<boolean> => {
      if (running.current) return false;
      running.current = true;
      const { signal } = page.current;
      const since = Date.now();
      setState({ phase: 'writing', since, of });
      latest.current.kept?.write(earlier.current?.of ?? of);
      /** What was refused when nobody was there to be told. */
      let unheard: V | undefined;
      try {
        const onLooking = () => setState({ phase: 'looking', since, of });
        const watch = { signal, onLooking, onlyLook, earlier: earlier.current?.of };
        const result = await latest.current.work(queryClient, of, watch);
        if (result.kind === 'done') earlier.current = undefined;
        // What was refused at once says nothing about the try before.
        else if (result.kind === 'unknown' ? result.sent : result.looked) earlier.current = { of };
        if (result.kind === 'refused' && signal.aborted) unheard = of;
        setState(stateAfter(result, of));
        if (result.kind === 'done' && !signal.aborted)
          latest.current.onDone?.(result.value, of, result.found);
        return result.kind === 'done';
      } catch (error) {
        if (signal.aborted) unheard = of;
        setState({ phase: 'refused', error, looked: false, of });
        return false;
      } finally {
        latest.current.kept?.write(earlier.current?.of ?? unheard);
        running.current = false;
      }
    },
    [queryClient],
  );
  const run = useCallback((of: V) => begin(of, false), [begin]);
  const look = useCallback(
    (given?: V) => {
      const last = given === undefined ? earlier.current : { of: given };
      if (last) void begin(last.of, true);
    },
    [begin],
  );
  const clear = useCallback(() => {
    if (!running.current) setState({ phase: 'idle' });
  }, []);
  const { phase } = state;
  const busy = phase === 'writing' || phase === 'looking';
  const isKept = kept !== undefined;
  useEffect(() => {
    if (isKept || (!busy && phase !== 'unknown')) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [busy, phase, isKept]);
  return { state, busy, run, look, clear };
}

function stateAfter<V, T>(result: Certain<T>, of: V): WriteState<V, T> {
  switch (result.kind) {
    case 'done':
      return { phase: 'done', value: result.value, found: result.found, of };
    case 'refused':
      return { phase: 'refused', error: result.error, looked: result.looked, of };
    case 'unknown':
      return { phase: 'unknown', error: result.error, untold: result.untold === true, of };
  }
}
