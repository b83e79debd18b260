import { sleep } from './sleep.ts';

/** Milliseconds. */
const againMs = 1_000;

/**
 * Loads code, and asks for it a second time where it did not arrive. Firefox ends what a page is loading as soon as it
 * begins to leave it, though it may come back as it was: then the second time is when it does. (Chromium answers the second
 * request as the first one.)
 */
export async function secondTry<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await sleep(againMs);
    return load();
  }
}
