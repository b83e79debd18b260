import type { StoredRecording } from './recording.ts';

/** The recording's name without what file systems refuse, with the container's extension. */
export function fileNameOf({ name, mimeType }: Pick<StoredRecording, 'name' | 'mimeType'>): string {
  const safe = name
    .replaceAll(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 120);
  return `${safe === '' || /^\.+$/.test(safe) ? 'recording' : safe}.${mimeType.startsWith('audio/mp4') ? 'm4a' : 'webm'}`;
}
