import { decode, type Encoding, encodings, isValid } from './encodings.ts';
import { type FileFormat, formatOf } from './file-format.ts';
import { isPlausible } from './plausible.ts';

/** How bytes are to be read as text. */
export type Judgement =
  /** The bytes show it themselves: a byte order mark, or nothing else fits. */
  | { readonly kind: 'certain'; readonly encoding: Encoding }
  /** Every word is one in this encoding, and few are in the others, the likelier first. */
  | { readonly kind: 'likely'; readonly encoding: Encoding; readonly others: readonly Encoding[] }
  /** Only a person can tell: the encodings that read it differently, the likeliest first. */
  | { readonly kind: 'unsure'; readonly encodings: readonly Encoding[] }
  | { readonly kind: 'notText'; readonly format: FileFormat };

/** Decides by evidence how bytes are to be read. Takes linear time. */
export function judgeBytes(bytes: Uint8Array): Judgement {
  const format = formatOf(bytes);
  if (format) return { kind: 'notText', format };
  const marked = markOf(bytes);
  if (marked && (marked !== 'utf-8' || isValid(bytes, 'utf-8'))) return certainIfText(bytes, marked);
  // A file that programs write block by block may end in zeros.
  const filled = bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1);
  if (filled.includes(0)) {
    const wide = wideOf(bytes, filled);
    return wide ? certainIfText(bytes, wide) : { kind: 'notText', format: 'unknown' };
  }
  if (hasControls(filled)) return { kind: 'notText', format: 'unknown' };
  if (isValid(filled, 'utf-8')) return { kind: 'certain', encoding: 'utf-8' };
  return judgeWords(filled);
}

function markOf(bytes: Uint8Array): Encoding | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function certainIfText(bytes: Uint8Array, encoding: Encoding): Judgement {
  const isText = !/[^\P{Cc}\t\n\v\f\r]/u.test(decode(bytes, encoding));
  return isText ? { kind: 'certain', encoding } : { kind: 'notText', format: 'unknown' };
}

/** UTF-16 without a mark: line ends and separators have a zero byte, always on the same side. */
function wideOf(bytes: Uint8Array, filled: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const zeros = [0, 0];
  filled.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  // A character such as U+3000 has its zero on the other side.
  if (Math.min(even, odd) * 8 > Math.max(even, odd)) return undefined;
  const wide = odd > even ? 'utf-16le' : 'utf-16be';
  return bytes.length % 2 === 0 && isValid(bytes, wide) ? wide : undefined;
}

/** Whether there are characters that no text has, except the one that ended files under DOS. */
const hasControls = (bytes: Uint8Array) =>
  bytes.some(
    (byte, at) => byte < 32 && !(byte >= 9 && byte <= 13) && !(byte === 26 && at === bytes.length - 1),
  );

/** An encoding with a larger share of odd words than this is not chosen. */
const maxOdd = 0.1;
/** Nor one that is not at least this much better than the others. */
const minLead = 0.25;

/** Encodings that are considered first: those of Windows and old Macs in the languages of this application. */
const usual: readonly Encoding[] = ['windows-1252', 'macintosh'];

function judgeWords(bytes: Uint8Array): Judgement {
  const words = wordsOf(bytes);
  const lineEnd = lineEndOf(bytes);
  const rate = (encoding: Encoding) => {
    const odd = words.filter((word) => !isPlausible(readWord(word, encoding))).length / words.length;
    // Nothing but an old Mac ends lines by CR alone, and nothing on one by CRLF.
    return {
      encoding,
      odd,
      rate: odd + (lineEnd !== 'lf' && (encoding === 'macintosh') !== (lineEnd === 'cr') ? 0.3 : 0),
    };
  };
  const known = rate('windows-1252').odd <= maxOdd ? usual : encodings.filter(isByteWise);
  const broken = words.some((word) => isValid(word.bytes, 'utf-8')) ? (['utf-8'] as const) : [];
  const readings = [...known, ...broken].map(rate);
  const rated = withoutSame(readings, words).sort((one, other) => one.rate - other.rate);
  const [best, next] = rated;
  const others = encodings.filter((encoding) => isByteWise(encoding) && encoding !== best?.encoding);
  // Damaged UTF-8 loses characters whoever decides, so a person does.
  if (best && best.odd <= maxOdd && best.encoding !== 'utf-8' && (next?.rate ?? 1) - best.rate >= minLead) {
    return { kind: 'likely', encoding: best.encoding, others };
  }
  return { kind: 'unsure', encodings: rated.slice(0, 6).map(({ encoding }) => encoding) };
}

const isByteWise = (encoding: Encoding) => !encoding.startsWith('utf-');

/** The first of those that read all words in the same way. */
function withoutSame<One extends { readonly encoding: Encoding }>(
  readings: readonly One[],
  words: readonly Word[],
): One[] {
  const seen = new Set<string>();
  return readings.filter(({ encoding }) => {
    const text = words.map((word) => readWord(word, encoding).text).join('\n');
    return !seen.has(text) && seen.add(text);
  });
}

interface Word {
  readonly bytes: Uint8Array;
  /** The byte after it. */
  readonly next: number | undefined;
}

const readWord = ({ bytes, next }: Word, encoding: Encoding) => ({
  text: decode(bytes, encoding),
  next: next === undefined ? '' : String.fromCharCode(next),
});

/** The number of words needed to recognise an encoding. */
const maxWords = 2000;

/** Runs of letters with a byte beyond ASCII, each once. */
function wordsOf(bytes: Uint8Array): readonly Word[] {
  const words = new Map<string, Word>();
  let [start, isForeign] = [0, false];
  for (let at = 0; at <= bytes.length && words.size < maxWords; at += 1) {
    const byte = bytes[at];
    if (byte !== undefined && isLetter(byte)) {
      isForeign ||= byte >= 0x80;
      continue;
    }
    const word = bytes.subarray(start, at);
    if (isForeign) words.set(`${word.join()} ${byte === 0x2e}`, { bytes: word, next: byte });
    [start, isForeign] = [at + 1, false];
  }
  return [...words.values()];
}

/** Of ASCII, or beyond it. */
const isLetter = (byte: number) => byte >= 0x80 || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a);

function lineEndOf(bytes: Uint8Array): 'cr' | 'crlf' | 'lf' {
  const at = bytes.findIndex((byte) => byte === 10 || byte === 13);
  if (bytes[at] !== 13) return 'lf';
  return bytes[at + 1] === 10 ? 'crlf' : 'cr';
}
