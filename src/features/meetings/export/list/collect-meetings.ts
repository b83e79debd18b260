import type { MeetingListItem, MeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { ApiError, isTransient } from '#src/api/client/errors.ts';
import { retry } from '#src/lib/retry.ts';
import type { Limiter } from '#src/services/quota/limiter.ts';

interface CollectOptions {
  /** Asks for meetings from `offset` on. @throws ApiError */
  readonly fetchPage: (offset: number, limit: number, signal: AbortSignal) => Promise<MeetingPage>;
  readonly signal: AbortSignal;
  /** `total` is undefined when the server does not say. */
  readonly onProgress: (collected: number, total: number | undefined) => void;
  /** For requests that share the quota with others. */
  readonly limiter?: Limiter;
}

const pageSize = 100;
const attempts = 5;
/** The wait in milliseconds if the server does not state one. */
const patience = 2_000;

/**
 * All meetings of a list, page by page. A meeting that appears twice, because the list grew in the meantime, is counted
 * once.
 *
 * @throws ApiError when a page does not arrive after several attempts; the signal's reason
 */
export async function collectMeetings(options: CollectOptions): Promise<MeetingListItem[]> {
  const { signal, onProgress, limiter } = options;
  const found = new Map<string, MeetingListItem>();
  for (let offset = 0; ; offset += pageSize) {
    await limiter?.turn(signal);
    const page = await retry(() => options.fetchPage(offset, pageSize, signal), { waitMs, signal });
    for (const item of page.items) found.set(item.id, item);
    onProgress(found.size, page.total);
    const last = page.total === undefined ? !page.full : offset + pageSize >= page.total;
    if (last || page.items.length === 0) return [...found.values()];
  }
}

function waitMs(failures: number, error: unknown): number | undefined {
  if (!isTransient(error) || failures === attempts) return undefined;
  const asked = error instanceof ApiError ? error.retryAfterMs : undefined;
  // Jitter, so that several tabs do not come back in step.
  return (asked ?? patience * failures) + Math.random() * 500;
}
