/** Files that people mistake for lists and that are not text; for each the page says what to do instead. */
export type FileFormat =
  | 'spreadsheet'
  | 'document'
  | 'pdf'
  | 'archive'
  | 'image'
  | 'page'
  | 'contacts'
  | 'unknown';

/** How many bytes of a file show its format. */
export const formatBytes = 4096;

const signatures: readonly (readonly [FileFormat, string])[] = [
  // Excel before 2007, and everything else of that time's Office.
  ['spreadsheet', '\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1'],
  ['pdf', '%PDF-'],
  ['document', '{\\rtf'],
  ['archive', '\u001F\u008B'],
  ['archive', '7z\u00BC\u00AF'],
  ['archive', 'Rar!'],
  ['image', '\u0089PNG'],
  ['image', '\u00FF\u00D8\u00FF'],
  ['image', 'GIF8'],
  ['unknown', 'SQLite format 3\u0000'],
];

/** The format that the beginning of a file shows; undefined for what may be text. */
export function formatOf(begin: Uint8Array): FileFormat | undefined {
  const text = textOf(begin.subarray(0, formatBytes));
  const known = signatures.find(([, signature]) => text.startsWith(signature));
  if (known) return known[0];
  if (/^begin:vcard/i.test(text)) return 'contacts';
  if (text.startsWith('PK\u0003\u0004')) return formatOfZip(text);
  const head = text.slice(0, 1024); // no text of people: only inspected
  const start = head.trimStart();
  // Excel's XML of 2003, and the "xls" that is really a web page.
  if (/^<\?(?:xml|mso)/i.test(start)) return /<(?:ss:)?Workbook/i.test(text) ? 'spreadsheet' : 'page';
  return /^<(?:!doctype html|html|head|body|table|meta)\b/i.test(start) ? 'page' : undefined;
}

/** Bytes as Latin characters, as signatures are written; what has a byte order mark, as the text that it is. */
function textOf(bytes: Uint8Array): string {
  const [first = 0, second = 0, third = 0] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return new TextDecoder().decode(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return String.fromCharCode(...bytes);
}

function formatOfZip(text: string): FileFormat {
  if (/word\/|opendocument\.text/.test(text)) return 'document';
  // Excel (`xl/`), LibreOffice, and Numbers (`.iwa`).
  return /\[Content_Types\]\.xml|xl\/|opendocument\.spreadsheet|\.iwa/.test(text) ? 'spreadsheet' : 'archive';
}
