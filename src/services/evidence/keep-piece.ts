import { serverNow } from '#src/lib/clock.ts';
import { cutClip } from '#src/lib/container/clip.ts';
import type { DeviceRecording } from '../device-recordings/device-recordings.ts';
import { readRecording } from '../device-recordings/device-recordings.ts';
import type { ClipTarget } from './clip-facts.ts';
import { type ClipSettings, defaultClips } from './clip-settings.ts';
import { evidence } from './evidence.ts';

const dayMs = 24 * 60 * 60_000;
const msPerSecond = 1000;

interface Piece extends ClipSettings {
  readonly owner: string;
  readonly recording: Pick<DeviceRecording, 'id' | 'mediaType' | 'bytes'>;
  readonly atMs: number;
  readonly target: ClipTarget | null;
}

/**
 * Keeps the sound around a moment of a recording that is still on this device.
 * @throws Error where there is no sound, the recording is gone or none of the recorder's, or there is no key.
 */
export async function keepPiece(piece: Piece): Promise<void> {
  const { owner, recording, atMs, target, clipBefore, clipAfter, clipDays } = piece;
  const sound = {
    mimeType: recording.mediaType,
    bytes: recording.bytes,
    read: (start: number, end: number) => readRecording(recording.id, start, end),
  };
  const [fromMs, toMs] = [atMs - clipBefore * msPerSecond, atMs + clipAfter * msPerSecond];
  const { startMs, endMs, bytes } = await cutClip(sound, fromMs, toMs);
  await evidence.keep({
    id: crypto.randomUUID(),
    owner,
    // Whoever keeps nothing of bookmarks still wants this.
    until: serverNow() + (clipDays || defaultClips.clipDays) * dayMs,
    facts: {
      recordingId: recording.id,
      mediaType: recording.mediaType,
      atMs,
      startMs,
      endMs,
      text: '',
      target,
    },
    sound: bytes,
  });
}
