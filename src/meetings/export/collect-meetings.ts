import { ApiError, isTransient } from '#src/api/errors.ts';
import type { MeetingListItem, MeetingPage } from '#src/api/meetings-normalise.ts';

interface CollectOptions {
  /** Asks for meetings from `offset` on. @throws ApiError */
  readonly fetchPage: (offset: number, limit: number, signal: AbortSignal) => Promise<MeetingPage>;
  readonly signal: AbortSignal;
  /** `total` is undefined when the server does not say. */
  readonly onProgress: (collected: number, total: number | undefined) => void;
  /** Resolves after some milliseconds; rejects with the signal's reason. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const pageSize = 100;
/** Between two requests, in milliseconds: far below the API's limit, so that the list stays quick meanwhile. */
const pace = 400;
const attempts = 5;
/** Whoever does not say how long to wait, in milliseconds. */
const patience = 2_000;

/**
 * All meetings of a list, page by page. What appears twice, because the list grew meanwhile, is taken once.
 *
 * @throws ApiError when a page does not arrive after several attempts; the signal's reason
 */
export async function collectMeetings(options: CollectOptions): Promise<MeetingListItem[]> {
  const { signal, onProgress, wait = pause } = options;
  const found = new Map<string, MeetingListItem>();
  for (let offset = 0; ; offset += pageSize) {
    if (offset > 0) await wait(pace, signal);
    const page = await patiently(() => options.fetchPage(offset, pageSize, signal), signal, wait);
    for (const item of page.items) found.set(item.id, item);
    onProgress(found.size, page.total);
    const last = page.total === undefined ? !page.full : offset + pageSize >= page.total;
    if (last || page.items.length === 0) return [...found.values()];
  }
}

async function patiently<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  wait: (ms: number, signal: AbortSignal) => Promise<void>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (!isTransient(error) || attempt === attempts) throw error;
      const asked = error instanceof ApiError ? error.retryAfterMs : undefined;
      // Jitter, so that several tabs do not come back in step.
      await wait((asked ?? patience * attempt) + Math.random() * 500, signal);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
