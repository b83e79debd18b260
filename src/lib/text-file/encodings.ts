import { trimCharacters } from '../trim.ts';

/** How programs write text as bytes, by the names of the Encoding Standard; `cp850` is what Excel calls MS-DOS. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'macintosh',
  'cp850',
  'iso-8859-15',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
] as const;
export type Encoding = (typeof encodings)[number];

/** The upper half of code page 850 (https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/PC/CP850.TXT). */
const upperHalfOf850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0';

/**
 * Returns bytes as text, without what no reader should see: a byte order mark, the character that ended files under
 * DOS, and zeros with which programs fill a block.
 */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  const text = encoding === 'cp850' ? decode850(bytes) : new TextDecoder(encoding).decode(bytes);
  return trimCharacters(text, '', '\u0000\u001A');
}

function decode850(bytes: Uint8Array): string {
  // Each byte is a character: Latin-1 keeps its number, whatever Windows has there.
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += 4096) {
    pieces.push(String.fromCharCode(...bytes.subarray(from, from + 4096)));
  }
  return pieces
    .join('')
    .replace(/[\u0080-\u00FF]/g, (char) => upperHalfOf850.charAt(char.charCodeAt(0) - 128));
}

/** Whether bytes are text in an encoding without anything that is not. */
export function isValid(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
