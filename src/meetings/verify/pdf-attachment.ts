import { unzlibSync } from 'fflate';
import { type MinutesFile, readMinutesFile } from '../export/minutes-file.ts';

/** A stream may not grow beyond this when it is inflated. */
const largest = 50_000_000;

/**
 * The minutes inside a PDF; undefined when there are none. Reads embedded files as this application and most
 * others write them; a PDF that another program packed into object streams or encrypted is not understood.
 */
export function attachedMinutes(pdf: Uint8Array): MinutesFile | undefined {
  // One character per byte, so that places in the text are places in the file.
  const text = new TextDecoder('latin1').decode(pdf);
  for (const { index } of text.matchAll(/\/Type\s*\/EmbeddedFile\b/g)) {
    const content = streamAt(pdf, text, index);
    const minutes = content && readMinutesFile(new TextDecoder().decode(content));
    if (minutes) return minutes;
  }
  return undefined;
}

function streamAt(pdf: Uint8Array, text: string, at: number): Uint8Array | undefined {
  const begin = text.lastIndexOf(' obj', at);
  const stream = /stream\r?\n/g;
  stream.lastIndex = at;
  const found = stream.exec(text);
  if (begin === -1 || !found) return undefined;
  const dictionary = text.slice(begin, found.index);
  const length = Number(/\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary)?.[1] ?? Number.NaN);
  const start = found.index + found[0].length;
  const end = Number.isNaN(length) ? text.indexOf('endstream', start) : start + length;
  if (end < start || end > pdf.length || end - start > largest) return undefined;
  const bytes = pdf.subarray(start, end);
  if (!/\/FlateDecode\b/.test(dictionary)) return bytes;
  try {
    const inflated = unzlibSync(bytes);
    return inflated.length > largest ? undefined : inflated;
  } catch {
    return undefined;
  }
}
