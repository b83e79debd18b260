/**
 * A share of the API's 480 calls in a minute: so many at once, and then so many milliseconds for each further one.
 * Shared by all pages of the list, so that paging fast does not multiply it.
 */
const burst = 30;
const refillMs = 350;

let allowance = burst;
let countedAt = 0;

/** Milliseconds to wait for the next call; it is counted. */
function takeTurn(now: number): number {
  allowance = Math.min(burst, allowance + (now - countedAt) / refillMs) - 1;
  countedAt = now;
  return Math.max(0, -allowance * refillMs);
}

/** Loads things one after the other, at a pace that leaves the API to the person. `load` must not reject. */
export async function loadPolitely(
  ids: readonly string[],
  load: (id: string) => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  for (const id of ids) {
    if (signal.aborted) return;
    const pause = takeTurn(Date.now());
    if (pause > 0) await rest(pause, signal);
    if (signal.aborted) return;
    await load(id);
  }
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
