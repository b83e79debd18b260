import { refusal } from '../../../http/refusal.ts';
import { askBytes, type BytesSource, failureOf } from '../../media/ask-bytes.ts';
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

/** Eight hours of uncompressed telephone sound. */
const maxBytes = 512 * 1024 * 1024;
/** Of a length that is not said, as much is held in memory: two hours of MP3. */
const maxHeldBytes = 64 * 1024 * 1024;

/**
 * Begins to fetch the sound of a call. Whether there is any is our guess (the row is `ours`), so a refusal, and anything but
 * sound, means that there is none.
 *
 * @returns undefined where there is none.
 * @throws Refusal where the system fails.
 */
export async function openSound(source: BytesSource, id: string): Promise<RecordedSound | undefined> {
  const { name } = source.offered.system;
  const answer = await askBytes(source, id, { accept: 'audio/*', headers: {}, successes: [200] });
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
