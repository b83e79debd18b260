import type { QueryClient } from '@tanstack/react-query';
import { doneOrThrow } from '#src/api/client/certain.ts';
import { ApiError, isTransient } from '#src/api/client/errors.ts';
import {
  handOverPart,
  type Publication,
  publishIt,
  readPublication,
} from '#src/api/gateway/published/publications.ts';
import { backoffMs, retry } from '#src/lib/retry.ts';
import { online } from '#src/lib/sleep.ts';
import { PartSize } from './part-size.ts';
import type { ReadBytes } from './source.ts';

/** The bytes can no longer be read: the file was changed or moved, the recording removed. */
export class SourceGone extends Error {}

export interface HandOver {
  readonly id: string;
  readonly read: ReadBytes;
  readonly queryClient: QueryClient;
  readonly signal: AbortSignal;
  /** Told how many bytes the gateway has, or has on their way. */
  readonly onProgress: (bytes: number) => void;
  /** Told when nothing gets through for the moment, and when something does again. */
  readonly onWaiting: (waits: boolean) => void;
}

const longestWaitMs = 60_000;

/**
 * Hands a file over to the gateway, from where it stands, and has it published. Lost connections and passing failures
 * are waited out, and each try asks first how it stands. @returns the publication, which needs this page no longer
 * @throws SourceGone; ApiError for what another try would not change; the signal's reason
 */
export async function handOver(options: HandOver): Promise<Publication> {
  const { signal, onWaiting } = options;
  const size = new PartSize();
  // Of those before something got through again.
  let [failed, over] = [0, 0];
  const onArrived = () => {
    over = failed;
    onWaiting(false);
  };
  return retry(() => attempt(options, size, onArrived), {
    signal,
    wakeOn: online,
    waitMs(failures, error) {
      if (!passes(error)) return undefined;
      failed = failures;
      size.failed();
      onWaiting(true);
      const told = error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0;
      return Math.max(told, backoffMs(failures - over, 1_000, longestWaitMs));
    },
  });
}

async function attempt(
  { id, read, queryClient, signal, onProgress }: HandOver,
  size: PartSize,
  onArrived: () => void,
): Promise<Publication> {
  const publication = await readPublication(id, signal);
  const { state, received, bytes } = publication;
  if (state !== 'receiving') return publication;
  for (let offset = received; offset < bytes; ) {
    const from = offset;
    const part = await read(from, Math.min(bytes, from + size.bytes)).catch((cause: unknown) => {
      throw new SourceGone('cannot be read', { cause });
    });
    const startedAt = performance.now();
    const onSent = (sent: number) => onProgress(from + Math.min(sent, part.byteLength));
    offset = await handOverPart({ id, offset: from, bytes: part, signal, onProgress: onSent });
    size.arrived(performance.now() - startedAt);
    onArrived();
    onProgress(offset);
  }
  return doneOrThrow(await publishIt(false)(queryClient, { id }, { signal }));
}

/** Also where another tab has handed over the same, or a part broke on its way. */
const passes = (error: unknown): boolean =>
  isTransient(error) ||
  (error instanceof ApiError &&
    ((error.kind === 'conflict' && error.refusal === undefined) || error.refusal?.code === 'part-damaged'));
