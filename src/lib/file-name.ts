import { normalForm } from '#contract/normal-form.ts';
import { wholeCharacters, wholeCharactersInBytes } from '#contract/whole-characters.ts';
import { trimCharacters } from './trim.ts';

/**
 * File systems take 255 bytes (ext4, APFS) or 255 UTF-16 units (NTFS); browsers add ` (12)` to a name that exists and
 * `.crdownload` while they write.
 */
const maxBytes = 220;

interface NameParts {
  /** What people call it. */
  readonly name: string;
  /** What comes before and after it, with the extension: never cut. */
  readonly before: string;
  readonly after: string;
  /** Replacement for a character that no name may have. */
  readonly instead: '-' | ' ';
}

/**
 * Returns a name for a file. Characters that a file system or a shell could trip over are replaced, as are device names
 * of Windows, and the whole fits every file system, cut between characters.
 */
export function safeFileName({ name, before, after, instead }: NameParts): string {
  const room = maxBytes - bytesOf(before + after);
  const whole = `${before}${safePart(name, instead, room)}${after}`;
  return `${deviceName.test(whole) ? '_' : ''}${whole}`;
}

/** A text as part of such a name; empty when nothing of it can be. */
export function safePart(text: string, instead: '-' | ' ', most = maxBytes): string {
  const plain = normalForm(wholeCharacters(text, 1000).toWellFormed(), 'NFC')
    .replaceAll(unseen, ' ')
    .replaceAll(/[<>:"/\\|?*]/g, instead)
    .replaceAll(/\s+/g, ' ');
  const inside = trimCharacters(plain, instead === '-' ? '. ~-' : ' ', instead === '-' ? '. ' : ' ');
  return trimCharacters(wholeCharactersInBytes(inside, Math.max(0, most)), '', '. ');
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

// Control characters, and those that change the direction of writing: `exe.fdp` could be read as `pdf.exe`. What joins
// an emoji or the letters of a Persian word stays.
const unseen = /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)([. ]|$)/i;
