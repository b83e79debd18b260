import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { vi } from 'vitest';

/** A hook in a page that draws nothing. */
export interface Rendered<T> {
  /** What the hook returned in each rendering, without repetitions. */
  readonly seen: readonly T[];
  /** What it returned last. */
  readonly now: () => T;
  /** Does something and waits until React has rendered the result. */
  readonly act: <R>(step: () => R | Promise<R>) => Promise<R>;
  /** Leaves the page. */
  readonly leave: () => Promise<void>;
}

/**
 * Renders a hook with React itself, strictly, so that effects begin, end and begin again. Nothing is drawn, so a window that
 * knows events and timers is all that React asks for; the tests of the interface are in e2e/.
 */
export async function renderHook<T>(hook: () => T, queryClient = new QueryClient()): Promise<Rendered<T>> {
  const page = Object.assign(new EventTarget(), { nodeType: 9, nodeName: '#document', activeElement: null });
  const container = Object.assign(new EventTarget(), {
    nodeType: 1,
    nodeName: 'DIV',
    tagName: 'DIV',
    namespaceURI: 'http://www.w3.org/1999/xhtml',
    ownerDocument: page,
  });
  const timers = {
    setTimeout: (run: () => void, ms?: number) => setTimeout(run, ms),
    clearTimeout: (timer: number | undefined) => clearTimeout(timer),
  };
  const parts = { document: page, HTMLIFrameElement: class {}, ...timers };
  vi.stubGlobal('window', Object.assign(new EventTarget(), parts));
  vi.stubGlobal('document', page);
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const seen: T[] = [];
  const root = createRoot(container as unknown as HTMLElement);
  await act(async () =>
    root.render(
      <StrictMode>
        <QueryClientProvider client={queryClient}>
          <Page hook={hook} seen={seen} />
        </QueryClientProvider>
      </StrictMode>,
    ),
  );
  return {
    seen,
    now: () => {
      const last = seen.at(-1);
      if (last === undefined) throw new Error('nothing was rendered');
      return last;
    },
    act: (step) => act(async () => step()),
    leave: () => act(async () => root.unmount()),
  };
}

interface PageProps {
  readonly hook: () => unknown;
  readonly seen: unknown[];
}

function Page({ hook, seen }: PageProps) {
  const result = hook();
  if (seen.at(-1) !== result) seen.push(result);
  return null;
}
