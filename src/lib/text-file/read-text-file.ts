import { decode, type Encoding } from './encodings.ts';
import { type FileFormat, formatBytes, formatOf } from './file-format.ts';
import { judgeBytes } from './judge-bytes.ts';

/** A file that someone chose, as text in one of its encodings. */
export interface TextFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
  /** Alternative encodings; none when the file itself says which it is. */
  readonly others: readonly Encoding[];
}

export type ReadFile =
  | { readonly kind: 'read'; readonly file: TextFile }
  /** The first encoding is the likeliest; a person has to decide. */
  | { readonly kind: 'unsure'; readonly file: TextFile }
  | { readonly kind: 'notText'; readonly format: FileFormat }
  /** It is larger than was allowed, or the browser could not open it. */
  | { readonly kind: 'tooLarge' | 'failed' };

/** Returns the text of a file of at most this many bytes. Never throws. */
export async function readTextFile(file: File, maxBytes: number): Promise<ReadFile> {
  try {
    // Its format matters more than its size: nobody should shrink a spreadsheet only to learn that it is not text.
    const format = formatOf(new Uint8Array(await file.slice(0, formatBytes).arrayBuffer()));
    if (format) return { kind: 'notText', format };
    if (file.size > maxBytes) return { kind: 'tooLarge' };
    const bytes = new Uint8Array(await file.arrayBuffer());
    const judgement = judgeBytes(bytes);
    if (judgement.kind === 'notText') return judgement;
    if (judgement.kind === 'unsure') {
      const [encoding = 'windows-1252', ...others] = judgement.encodings;
      return { kind: 'unsure', file: { name: file.name, bytes, encoding, others } };
    }
    const others = judgement.kind === 'likely' ? judgement.others : [];
    return { kind: 'read', file: { name: file.name, bytes, encoding: judgement.encoding, others } };
  } catch {
    return { kind: 'failed' };
  }
}

/** The text of a file. */
export const textOf = ({ bytes, encoding }: TextFile): string => decode(bytes, encoding);

/** How many bytes of a line are shown. */
const sampleBytes = 60;

/** Lines of a file that differ between encodings, as far as they fit, at most this many. */
export function samplesOf({ bytes, encoding }: TextFile, count: number): readonly string[] {
  const samples: string[] = [];
  let start = 0;
  let foreign: number | undefined;
  for (let at = 0; at <= bytes.length && samples.length < count; at += 1) {
    const byte = bytes[at];
    if (byte !== undefined && byte !== 10 && byte !== 13) {
      if (byte >= 0x80) foreign ??= at;
      continue;
    }
    if (foreign !== undefined) {
      const from = Math.max(start, foreign - sampleBytes / 2);
      const piece = decode(bytes.subarray(from, Math.min(at, from + sampleBytes)), encoding).trim();
      samples.push(`${from > start ? '… ' : ''}${piece}${from + sampleBytes < at ? ' …' : ''}`);
    }
    [start, foreign] = [at + 1, undefined];
  }
  return samples;
}
