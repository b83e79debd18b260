import { type FileBytes, tagAt } from './file-bytes.ts';

const headBytes = 27;
/** The longest possible page: its head, the lengths of 255 parts, and those parts. https://www.rfc-editor.org/rfc/rfc3533 */
const maxPage = headBytes + 255 + 255 * 255;
const stepBytes = 1024 * 1024;

/**
 * Where the last whole page of an Ogg file ends: before the size of the file when it was cut, or when reserved space
 * follows. Searched from the end; undefined when there is no page.
 */
export async function endOfPages(bytes: FileBytes): Promise<number | undefined> {
  for (let until = bytes.size; until > 0; until -= stepBytes) {
    const from = Math.max(0, until - stepBytes);
    // A page of this step may end in the next one.
    const window = await bytes.read(from, until - from + maxPage);
    const end = lastEnd(window);
    if (end !== undefined) return from + end;
  }
  return undefined;
}

function lastEnd(window: Uint8Array): number | undefined {
  for (let at = window.length - headBytes; at >= 0; at--) {
    if (window[at] !== 0x4f || tagAt(window, at, 5) !== 'OggS\0') continue;
    const parts = window.subarray(at + headBytes, at + headBytes + (window[at + 26] ?? 0));
    const end = at + headBytes + parts.length + parts.reduce((sum, length) => sum + length, 0);
    if (parts.length === window[at + 26] && end <= window.length) return end;
  }
  return undefined;
}
