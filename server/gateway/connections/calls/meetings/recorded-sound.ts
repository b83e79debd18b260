import type { Dispatcher } from 'undici';
import { fillPath } from '#contract/match.ts';
import { isTimeout, type UpstreamClient, wasNotSent } from '../../../../upstreams/client.ts';
import { connectedUpstream } from '../../../../upstreams/connected.ts';
import { type Refusal, refusal } from '../../../http/refusal.ts';
import { withCredential } from '../../../proxy/connection.ts';
import type { OfferedSystem } from '../../offered.ts';
import { type SoundType, soundTypeOf, tellingBytes } from './sound-types.ts';

/** The sound of a call, as it arrives. */
export interface RecordedSound {
  readonly type: SoundType;
  /** Bytes. */
  readonly size: number;
  /** Returns it in parts of this many bytes; the last one may be shorter. @throws Refusal where it ends too early */
  parts(bytes: number): AsyncIterable<Buffer>;
  /** Nothing more of it is needed. */
  close(): void;
}

export interface SoundSource {
  readonly offered: OfferedSystem;
  readonly client: UpstreamClient;
  readonly key: string;
  /** Where the server has it: its path, with a placeholder. */
  readonly template: string;
  /** What to throw where the key is not accepted. */
  readonly bad: Refusal;
}

/** Eight hours of uncompressed telephone sound. */
const maxBytes = 512 * 1024 * 1024;
/** Of a length that is not said, as much is held in memory: two hours of MP3. */
const maxHeldBytes = 64 * 1024 * 1024;

/** What is asked of a sound. */
export interface SoundBytes {
  /** Which of its bytes, as HTTP has it. */
  readonly headers: Readonly<Record<string, string>>;
  /** Statuses of an answer that is used; 416 says that there are no such bytes. */
  readonly successes: readonly number[];
  readonly signal?: AbortSignal;
}

/** Asks for a sound; undefined where there is none. @throws Refusal where the system fails */
export async function askSound(
  { offered, client, key, template, bad }: SoundSource,
  id: string,
  { headers, successes, signal }: SoundBytes,
): Promise<Dispatcher.ResponseData | undefined> {
  const { system, operations } = offered;
  const { name } = system;
  const path = fillPath(template, { id });
  const request = withCredential(connectedUpstream(system, operations), key, path);
  try {
    const answer = await client.request({
      method: 'GET',
      path: request.path,
      headers: { accept: 'audio/*', ...headers, ...request.headers },
      ...(signal ? { signal } : {}),
    });
    const { statusCode: status, body } = answer;
    if (successes.includes(status)) return answer;
    await body.dump().catch(() => undefined);
    if (status === 401) throw bad;
    if (status === 429) throw refusal('upstream-waits', { system: name });
    if (status >= 500) throw refusal('upstream-failed', { system: name, status: String(status) });
    return undefined;
  } catch (error) {
    throw failureOf(name, error);
  }
}

/**
 * Begins to fetch the sound of a call. Whether there is any is our guess (the row is `ours`), so a refusal, and anything but
 * sound, means that there is none.
 *
 * @returns undefined where there is none.
 * @throws Refusal where the system fails.
 */
export async function openSound(source: SoundSource, id: string): Promise<RecordedSound | undefined> {
  const { name } = source.offered.system;
  const answer = await askSound(source, id, { headers: {}, successes: [200] });
  if (!answer) return undefined;
  const { headers, body } = answer;
  try {
    const said = Number(headers['content-length']);
    const iterator = body[Symbol.asyncIterator]();
    const close = () => void body.destroy();
    const isKnown = headers['content-length'] !== undefined && Number.isSafeInteger(said);
    const head = await pull(iterator, isKnown ? tellingBytes : maxHeldBytes + 1);
    const type = soundTypeOf(head);
    const size = isKnown ? said : head.length;
    if (!type || size > maxBytes || (!isKnown && size > maxHeldBytes)) {
      close();
      return undefined;
    }
    return { type, size, close, parts: (bytes) => partsOf(name, { head, iterator, size }, bytes) };
  } catch (error) {
    throw failureOf(name, error);
  }
}

type Pieces = AsyncIterator<Buffer, unknown>;

/** Returns at least this many bytes, or all that there are. */
async function pull(iterator: Pieces, least: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let length = 0; length < least; ) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    pieces.push(value);
    length += value.length;
  }
  return Buffer.concat(pieces);
}

async function* partsOf(
  system: string,
  { head, iterator, size }: { readonly head: Buffer; readonly iterator: Pieces; readonly size: number },
  bytes: number,
): AsyncIterable<Buffer> {
  let rest = head;
  for (let given = 0; given < size; ) {
    const wanted = Math.min(bytes, size - given);
    try {
      if (rest.length < wanted) rest = Buffer.concat([rest, await pull(iterator, wanted - rest.length)]);
    } catch (error) {
      throw failureOf(system, error);
    }
    if (rest.length < wanted) throw refusal('upstream-lost', { system });
    yield rest.subarray(0, wanted);
    rest = rest.subarray(wanted);
    given += wanted;
  }
}

function failureOf(system: string, error: unknown): unknown {
  if (isTimeout(error)) return refusal('upstream-silent', { system });
  const isNetwork = error instanceof Error && ('code' in error || 'syscall' in error);
  if (!isNetwork) return error;
  return refusal(wasNotSent(error) ? 'upstream-unreachable' : 'upstream-lost', { system });
}
