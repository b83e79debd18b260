import { sleep } from './sleep.ts';

/** Milliseconds. */
const againMs = 1_000;

/**
 * Loads code, and asks for it a second time where it did not arrive. Firefox and Safari end what a page is loading as
 * soon as it begins to leave, and until it has left they refuse every further request for code at once. Safari brings
 * the page back as it was, and then it asks: the second request reaches the server. Firefox loaded such a page as new
 * whenever it was tried. A page that takes more than a second to leave shows for that long that its code is missing.
 * (Chromium answers the second request as the first one.)
 */
export async function secondTry<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await sleep(againMs);
    return load();
  }
}
