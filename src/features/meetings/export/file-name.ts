import { safeFileName, safePart } from '#src/lib/file-name.ts';

/**
 * A file name that says what it is: `2026-11-17 Team meeting February - minutes.pdf`.
 *
 * @param day `YYYY-MM-DD`, or undefined when nobody knows it.
 */
export function fileName(parts: {
  readonly day: string | undefined;
  readonly name: string;
  readonly kind: string;
  readonly extension: string;
}): string {
  const day = parts.day ?? '';
  const kind = safePart(parts.kind, '-');
  const name = safePart(parts.name, '-');
  const end = `${kind}.${parts.extension}`;
  if (day === '' && name === '') return safeFileName({ before: '', name: '', after: end, instead: '-' });
  const before = day !== '' && name !== '' ? `${day} ` : day;
  return safeFileName({ before, name, after: ` - ${end}`, instead: '-' });
}
