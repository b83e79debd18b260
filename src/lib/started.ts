/** A request that the document itself has sent, before the application's code was there (src/head-start/). */
export interface Started {
  readonly response: Promise<Response>;
  /** By the device's clock, in ms. */
  readonly sentAt: number;
}

declare global {
  interface Window {
    /** What head-start.ts has sent, by address with the query. */
    claritalkStarted?: Map<string, Started> | undefined;
    /** Resolves when head-start.ts has shown the names of meetings; undefined where it shows none. */
    claritalkNames?: Promise<void> | undefined;
  }
}

/** A response that nobody has taken by then is outdated. */
const freshMs = 10_000;

const all = () => (typeof window === 'undefined' ? undefined : window.claritalkStarted);

/** @returns the request of this address that is under way, once; undefined when the document has sent none. */
export function takeStarted(url: string): Started | undefined {
  const started = all()?.get(url);
  all()?.delete(url);
  return started && Date.now() - started.sentAt < freshMs ? started : undefined;
}

/** Something has been changed: whoever asks from now on wants to see that. */
export const forgetStarted = (): void => all()?.clear();
