import { InflateBudget, inflate } from '../export/bounded-inflate.ts';
import { type MinutesFile, readMinutesFile } from '../export/minutes-file.ts';

/** Limit in bytes for embedded files, packed and unpacked, all together. */
const largest = 100_000_000;
/** No dictionary of an embedded file is longer than this, in characters. */
const longestDictionary = 10_000;

/**
 * The minutes inside a PDF; undefined when there are none. Reads embedded files as this application and most others
 * write them; a PDF that another program packed into object streams or encrypted is not understood. Takes linear time,
 * whatever is in the file.
 */
export function attachedMinutes(pdf: Uint8Array): MinutesFile | undefined {
  // One character per byte, so that positions in the text are positions in the file.
  const text = new TextDecoder('latin1').decode(pdf);
  const budget = new InflateBudget(largest);
  for (const { start, end, dictionary } of streamsOf(text)) {
    if (!/\/Type\s*\/EmbeddedFile\b/.test(dictionary)) continue;
    const bytes = pdf.subarray(start, end);
    const content = /\/FlateDecode\b/.test(dictionary)
      ? inflate(bytes, budget)
      : budget.take(bytes.length)
        ? bytes
        : undefined;
    const minutes = content && readMinutesFile(new TextDecoder().decode(content));
    if (minutes) return minutes;
  }
  return undefined;
}

/** The streams of a PDF: where their bytes are, and what their dictionaries say. */
function* streamsOf(text: string) {
  let before = 0;
  let next = 0;
  for (const { 0: keyword, index } of text.matchAll(/\bstream\r?\n/g)) {
    const start = index + keyword.length;
    const near = text.slice(Math.max(before, index - longestDictionary), index);
    before = start;
    // Searched for once, however many streams precede it.
    if (next < start && next >= 0) next = text.indexOf('endstream', start);
    const object = near.lastIndexOf(' obj');
    if (object < 0) continue;
    const dictionary = near.slice(object);
    const stated = lengthIn(dictionary);
    const end = stated === undefined ? next : start + stated;
    if (end >= start && end <= text.length) yield { start, end, dictionary };
  }
}

/** The length that a dictionary states, in bytes; undefined when it refers to another object. */
function lengthIn(dictionary: string): number | undefined {
  const [, digits] = /\/Length\s+(\d+)(?!\d|\s+\d+\s+R)/.exec(dictionary) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
