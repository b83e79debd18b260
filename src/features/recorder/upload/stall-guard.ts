import { StalledError } from './failure.ts';

/** Without any progress for this long a connection is considered dead. */
const silenceMs = 30_000;
/** After the last byte the server may take its time to join and check the recording. */
const answerMs = 120_000;

/**
 * Runs a request that reports its progress in bytes and aborts it when it stalls.
 * @throws StalledError when it was aborted; otherwise what the request throws.
 */
export async function withStallGuard<T>(
  totalBytes: number,
  signal: AbortSignal,
  request: (signal: AbortSignal, onProgress: (sentBytes: number) => void) => Promise<T>,
): Promise<T> {
  const guard = new AbortController();
  const giveUp = () => guard.abort(new StalledError('the upload stands still'));
  let timer = setTimeout(giveUp, silenceMs);
  const onProgress = (sentBytes: number) => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, sentBytes < totalBytes ? silenceMs : answerMs);
  };
  try {
    return await request(AbortSignal.any([signal, guard.signal]), onProgress);
  } catch (error) {
    if (guard.signal.aborted && !signal.aborted) throw guard.signal.reason;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
