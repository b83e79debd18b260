import { retry } from '#src/lib/retry.ts';
import { importKey } from './vault.ts';

const keyBytes = 32;
const retryMs = 10_000;

/** Why there is no key yet, and after how many ms there may be one; undefined: there never will be. */
class NoKey extends Error {
  readonly waitMs: number | undefined;

  constructor(waitMs: number | undefined) {
    super('no key');
    this.waitMs = waitMs;
  }
}

/**
 * A key that the gateway makes for what is kept on this device (docs/security.md). It goes from the response straight
 * into a CryptoKey that cannot be read out, in this thread's memory.
 *
 * @param path one of those in contract/gateway/session.ts
 * @param ask for the page's turn and its token, renewed if it is the refused one.
 * @throws Error when the gateway gives none, because it is older or the key is not meant for this session; the
 *   signal's reason.
 */
export async function fetchDeviceKey(
  path: string,
  ask: (refused: string | undefined) => Promise<string | undefined>,
  signal: AbortSignal,
): Promise<CryptoKey> {
  let refused: string | undefined;
  const askOnce = async () => {
    const before = refused;
    refused = undefined;
    const token = await ask(before);
    const response = token === undefined ? undefined : await askForKey(path, token, signal);
    if (response?.status === 401) {
      refused = token;
      // Another tab may have renewed the token: then its successor will do.
      throw new NoKey(before === undefined ? 0 : retryMs);
    }
    if (response === undefined || response.status >= 500) throw new NoKey(retryMs);
    const raw = new Uint8Array(await response.arrayBuffer());
    if (response.ok && raw.byteLength === keyBytes) return raw;
    throw new NoKey(undefined);
  };
  const waitMs = (_: number, error: unknown) => (error instanceof NoKey ? error.waitMs : retryMs);
  return importKey(await retry(askOnce, { waitMs, signal }));
}

const askForKey = (path: string, token: string, signal: AbortSignal) =>
  fetch(path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    cache: 'no-store',
    signal,
  });
