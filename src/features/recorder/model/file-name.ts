import { safeFileName, safePart } from '#src/lib/file-name.ts';
import { extensionOf } from './audio-types.ts';
import type { StoredRecording } from './recording.ts';

/**
 * The recording's name without what file systems refuse, the day of its meeting where the reader is, and the
 * container's extension: `Kick-off 2026-11-21.webm`.
 */
export function fileNameOf({
  name,
  mimeType,
  startedAt,
}: Pick<StoredRecording, 'name' | 'mimeType' | 'startedAt'>): string {
  const start = new Date(startedAt);
  const [month, day] = [start.getMonth() + 1, start.getDate()].map((part) => String(part).padStart(2, '0'));
  const after = ` ${start.getFullYear()}-${month}-${day}.${extensionOf(mimeType) ?? 'bin'}`;
  return safeFileName({ before: '', name: safePart(name, ' ') || 'recording', after, instead: ' ' });
}
