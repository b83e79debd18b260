const longestName = 100;

/**
 * A name for a file that tells what it is: `2026-11-17 Team meeting February - minutes.pdf`. Characters that a
 * file system or a shell could trip over are replaced, device names of Windows are not left alone.
 *
 * @param day `YYYY-MM-DD`, or undefined when nobody knows it.
 */
export function fileName(parts: {
  readonly day: string | undefined;
  readonly name: string;
  readonly kind: string;
  readonly extension: string;
}): string {
  const name = safe(parts.name);
  const stem = [parts.day, name].filter((part) => part !== undefined && part !== '').join(' ');
  const whole = stem === '' ? safe(parts.kind) : `${stem} - ${safe(parts.kind)}`;
  return `${deviceName.test(whole) ? '_' : ''}${whole}.${parts.extension}`;
}

// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)([. ]|$)/i;

function safe(text: string): string {
  const plain = text
    .toWellFormed()
    .normalize('NFC')
    // Controls, and what turns the direction of writing: `exe.fdp` could be read as `pdf.exe`.
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
    .replaceAll(/[<>:"/\\|?*]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const graphemes = [...new Intl.Segmenter().segment(plain)].map(({ segment }) => segment);
  return graphemes
    .slice(0, longestName)
    .join('')
    .replace(/^[. ~-]+|[. ]+$/g, '');
}
