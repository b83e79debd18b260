import { serverNow } from '#src/lib/clock.ts';
import { cutClip } from '#src/lib/container/clip.ts';
import type { ClipSettings } from '#src/services/evidence/clip-settings.ts';
import type { NewClip } from '#src/services/evidence/evidence.ts';
import type { Mark } from '../model/journal.ts';
import type { StoredRecording } from '../model/recording.ts';
import { SpoolError } from '../model/spool-error.ts';
import type { Spool } from '../spool/spool.ts';

/** Where pieces of sound are kept. */
export interface ClipKeeper {
  keep(clip: NewClip): Promise<void>;
  removeAll(ids: readonly string[]): Promise<void>;
  /** Removes what has been kept long enough. */
  sweep(): Promise<void>;
}

const dayMs = 24 * 60 * 60_000;
const msPerSecond = 1000;

interface Means {
  readonly spool: Pick<Spool, 'readBytes'>;
  readonly settings: ClipSettings;
  readonly evidence: ClipKeeper | undefined;
}

/** Keeps the sound around a bookmark. Returns how much, in ms; zero where there is no sound that can be cut. */
export async function keepSound(
  row: StoredRecording,
  { id, recordedMs: atMs, text, at }: Mark,
  { spool, settings: { clipBefore, clipAfter, clipDays }, evidence }: Means,
): Promise<number> {
  const sound = {
    mimeType: row.mimeType,
    bytes: row.bytes,
    read: (start: number, end: number) => spool.readBytes(row.id, start, end),
  };
  const [fromMs, toMs] = [atMs - clipBefore * msPerSecond, atMs + clipAfter * msPerSecond];
  const clip = await cutClip(sound, fromMs, toMs).catch((error: unknown) => {
    if (error instanceof SpoolError) throw error;
    return undefined;
  });
  if (!clip) return 0;
  const { startMs, endMs, bytes } = clip;
  const recorded = { recordingId: row.id, mediaType: row.mimeType };
  await evidence?.keep({
    id,
    owner: row.userUuid,
    until: Math.max(Date.parse(at), serverNow()) + clipDays * dayMs,
    facts: { ...recorded, atMs, startMs, endMs, text, target: null },
    sound: bytes,
  });
  return endMs - startMs;
}
