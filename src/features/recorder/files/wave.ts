import { type FileBytes, tagAt, viewOf } from './file-bytes.ts';

/** A WAV file as its bytes are, whatever its header says. */
export interface Wave {
  readonly format: WaveFormat;
  /** Where the sound lies. */
  readonly start: number;
  readonly end: number;
  /** Chunks before the sound that are kept when the header is written again: where they begin and end. */
  readonly chunks: readonly (readonly [start: number, end: number])[];
  /** What is wrong with the header: sizes that were never written, or that exceed what is there. */
  readonly problem: 'unwritten' | 'cut' | undefined;
  /** Milliseconds that the header promises but that are missing, as far as it can be trusted. */
  readonly missingMs: number;
  /** It is one of the forms for more than 4 GiB, which fewer programs read. */
  readonly long: boolean;
}

export interface WaveFormat {
  /** https://www.rfc-editor.org/rfc/rfc2361 */
  readonly tag: number;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bytesPerSecond: number;
  /** Bytes of a sample of all channels. */
  readonly blockAlign: number;
}

const headBytes = 12;
const chunkHeadBytes = 8;
const extensible = 0xfffe;
const msPerSecond = 1000;
/**
 * Whether a size means "not known yet", or "look elsewhere": the largest possible one, or in programs that count with
 * a sign (SoX, ALSA, GStreamer) half of it, less the header or a block.
 */
const isUnknownSize = (size: number): boolean =>
  size >= 0xffff_ff00 || Math.abs(size - 0x8000_0000) <= 0x1000;
/** Chunks with nothing that a listener wants. */
const useless: readonly string[] = ['JUNK', 'junk', 'PAD ', 'FLLR', 'ds64', 'fact'];

interface Chunk {
  readonly id: string;
  readonly start: number;
  readonly size: number;
}

/**
 * Returns the chunks of a WAV file. Undefined when no sound can be found: the recording ended before its header did, or
 * the file is damaged.
 */
export async function readWave(bytes: FileBytes): Promise<Wave | undefined> {
  const long = tagAt(await bytes.read(0, headBytes), 0) !== 'RIFF';
  let longSize: number | undefined;
  let format: WaveFormat | undefined;
  const chunks: (readonly [number, number])[] = [];
  for (let at = headBytes; ; ) {
    const chunk = await chunkAt(bytes, at);
    if (!chunk) return undefined;
    const body = at + chunkHeadBytes;
    if (chunk.id === 'data') {
      return (
        format && { format, chunks, long, ...(await soundOf(bytes, body, chunk.size, longSize, format)) }
      );
    }
    if (chunk.id === 'fmt ') format = formatOf(await bytes.read(body, chunk.size));
    if (chunk.id === 'ds64') longSize = longSizeOf(await bytes.read(body, chunk.size));
    const next = await nextChunk(bytes, chunk);
    if (next === undefined) return undefined;
    if (!useless.includes(chunk.id)) chunks.push([at, body + chunk.size]);
    at = next;
  }
}

/** The same sound after a correct header. Its bytes are not copied. */
export function mendedWave(file: Blob, { chunks, start, end }: Wave): Blob {
  const parts = chunks.flatMap(([from, to]) => [file.slice(from, to), new Uint8Array((to - from) % 2)]);
  const padding = (end - start) % 2;
  const before = chunks.reduce((sum, [from, to]) => sum + to - from + ((to - from) % 2), 0);
  const length = 4 + before + chunkHeadBytes + (end - start) + padding;
  return new Blob(
    [
      ...head('RIFF', length),
      'WAVE',
      ...parts,
      ...head('data', end - start),
      file.slice(start, end),
      new Uint8Array(padding),
    ],
    { type: 'audio/wav' },
  );
}

function head(id: string, size: number): [string, Uint8Array<ArrayBuffer>] {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, size, true);
  return [id, bytes];
}

async function chunkAt(bytes: FileBytes, at: number): Promise<Chunk | undefined> {
  const head = await bytes.read(at, chunkHeadBytes);
  if (head.length < chunkHeadBytes || !isId(head)) return undefined;
  return { id: tagAt(head, 0), start: at, size: viewOf(head).getUint32(4, true) };
}

/** Letters, digits and spaces; samples of sound are hardly ever that. */
const isId = (head: Uint8Array): boolean =>
  /^[\x20-\x7e]{4}$/.test(tagAt(head, 0)) && /\w/.test(tagAt(head, 0));

/** Chunks begin at even places; some programs forget that. */
async function nextChunk(bytes: FileBytes, { start, size }: Chunk): Promise<number | undefined> {
  const end = start + chunkHeadBytes + size;
  for (const at of size % 2 === 0 ? [end] : [end + 1, end]) {
    if (isId(await bytes.read(at, chunkHeadBytes))) return at;
  }
  return undefined;
}

function formatOf(body: Uint8Array): WaveFormat | undefined {
  if (body.length < 16) return undefined;
  const view = viewOf(body);
  const tag = view.getUint16(0, true);
  return {
    // The real one is at the beginning of a GUID.
    tag: tag === extensible && body.length >= 26 ? view.getUint16(24, true) : tag,
    channels: view.getUint16(2, true),
    sampleRate: view.getUint32(4, true),
    bytesPerSecond: view.getUint32(8, true),
    blockAlign: view.getUint16(12, true),
  };
}

/** Of the sound, in an RF64 or BW64. https://tech.ebu.ch/docs/tech/tech3306.pdf */
const longSizeOf = (body: Uint8Array): number | undefined =>
  body.length < 16 ? undefined : Number(viewOf(body).getBigUint64(8, true));

async function soundOf(
  bytes: FileBytes,
  start: number,
  written: number,
  longSize: number | undefined,
  { bytesPerSecond, blockAlign }: WaveFormat,
): Promise<Pick<Wave, 'start' | 'end' | 'problem' | 'missingMs'>> {
  const told = isUnknownSize(written) && longSize !== undefined ? longSize : written;
  const there = bytes.size - start;
  const whole = (length: number) => start + length - (length % Math.max(1, blockAlign));
  if (told > there) {
    // Written by a program that did not know yet, or correct until the copy was cut.
    const unwritten = isUnknownSize(told) || told > Number.MAX_SAFE_INTEGER;
    const missingMs = unwritten || bytesPerSecond === 0 ? 0 : ((told - there) / bytesPerSecond) * msPerSecond;
    return { start, end: whole(there), problem: unwritten ? 'unwritten' : 'cut', missingMs };
  }
  if (await endsInOrder(bytes, start + told)) {
    return { start, end: start + told, problem: undefined, missingMs: 0 };
  }
  const used = await withoutZeros(bytes, start);
  // After the sound there is only reserved space that was never filled.
  if (told > 0 && used <= start + told) {
    return { start, end: start + told, problem: undefined, missingMs: 0 };
  }
  // A short silence at the end was recorded; a long one is such space.
  const isRoom = bytes.size - used > reservedSeconds * bytesPerSecond;
  const end = whole((isRoom ? used : bytes.size) - start);
  return { start, end, problem: 'unwritten', missingMs: 0 };
}

/** Whether the sound is followed by the end of the file or other chunks: otherwise it is sound as well. */
async function endsInOrder(bytes: FileBytes, end: number): Promise<boolean> {
  for (let at = end; ; ) {
    // Padding, and the few bytes that some programs leave.
    if (bytes.size - at <= chunkHeadBytes) return true;
    const chunk = (await chunkAt(bytes, at)) ?? (await chunkAt(bytes, at + 1));
    if (!chunk) return at > end || (await isTag(bytes, at));
    at = chunk.start + chunkHeadBytes + chunk.size;
    if (at > bytes.size + 1) return false;
    at += chunk.size % 2;
  }
}

/** Of other kinds of files, which some programs append. */
const isTag = async (bytes: FileBytes, at: number): Promise<boolean> =>
  ['ID3', 'TAG', 'APE'].includes(tagAt(await bytes.read(at, 3), 0, 3));

const stepBytes = 1024 * 1024;
const reservedSeconds = 10;

/** Where the last non-zero byte ends; the end of the file when there are only zeros. */
async function withoutZeros(bytes: FileBytes, start: number): Promise<number> {
  for (let end = bytes.size; end > start; ) {
    const from = Math.max(start, end - stepBytes);
    const last = (await bytes.read(from, end - from)).findLastIndex((byte) => byte !== 0);
    if (last >= 0) return from + last + 1;
    end = from;
  }
  return bytes.size;
}
