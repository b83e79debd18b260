import { createStore } from './store.ts';

/**
 * The time by the server's clock. A device's own may be wrong by years, so whatever is stored, sent or compared with
 * what the server stored takes its time here; only how long something lasts is measured by the device
 * (`scripts/conventions/server-time.ts`). Until the server has responded, the device's time is used.
 */

/** Bounds, in ms, of what the server's clock is ahead of the device's. */
interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** The header has whole seconds, and Node writes one that it made up to a second ago. */
const headerPrecisionMs = 2_000;

let bounds: Bounds | undefined;
const ahead = createStore(0);

/**
 * Resolves and rejects as `send` does, and records the `Date` of the response.
 *
 * @param sentAt for a request that is already in progress: when it was sent, by the device's clock, in ms.
 */
export async function learningTime(
  send: () => Promise<Response>,
  sentAt: number = Date.now(),
): Promise<Response> {
  const response = await send();
  learnServerTime(response.headers.get('Date'), sentAt);
  return response;
}

/** Between `sentAt`, by the device's clock, and now the server wrote the header. */
function learnServerTime(header: string | null, sentAt: number): void {
  const written = Date.parse(header ?? '');
  const heard = { least: written - Date.now(), most: written + headerPrecisionMs - sentAt };
  // No date; or the device's clock was set back before the server responded.
  if (!(heard.least <= heard.most)) return;
  // Each response narrows the bounds, until one of the two clocks is set.
  const least = Math.max(heard.least, bounds?.least ?? heard.least);
  const most = Math.min(heard.most, bounds?.most ?? heard.most);
  bounds = least <= most ? { least, most } : heard;
  // A clock that may be right is assumed to be.
  const mayBeRight = bounds.least <= 0 && bounds.most >= 0;
  ahead.set(mayBeRight ? 0 : Math.round((bounds.least + bounds.most) / 2));
}

/** The server's time, in ms since the epoch, at an instant of the device's clock, as `Date.now()` gives it. */
export const serverTimeAt = (deviceMs: number): number => deviceMs + ahead.get();

/** The server's time now, in ms since the epoch. */
export const serverNow = (): number => serverTimeAt(Date.now());

/** The server's time now. */
export const serverDate = (): Date => new Date(serverNow());

/** How far the server's clock is ahead of this device's, in ms; negative when it is behind, 0 while that may be right. */
export const serverAheadMs = ahead.get;

/** Calls back when {@link serverAheadMs} changes. Returns how to stop. */
export const onServerAhead = ahead.subscribe;
