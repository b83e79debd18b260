import { fields, list, number, text } from '#src/lib/reader.ts';

/** What a clip belongs to: an answer or a to-do of the minutes, by its key, and the words that it had then. */
export interface ClipTarget {
  readonly kind: 'answer' | 'todo';
  readonly key: string;
  readonly label: string;
}

/** What is known of a piece of sound. Times are those of the recording, in milliseconds, pauses excluded. */
export interface ClipFacts {
  readonly recordingId: string;
  /** The moment it was kept for. */
  readonly atMs: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly mediaType: string;
  readonly bytes: number;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string;
  /** The words of the bookmark. */
  readonly text: string;
  readonly target: ClipTarget | null;
}

/** A clip on this device. */
export interface Clip extends ClipFacts {
  readonly id: string;
  /** Until when it is kept, in milliseconds since 1970. */
  readonly until: number;
}

/** Undefined for what cannot be played. */
export function readFacts(value: unknown): ClipFacts | undefined {
  const one = fields(value);
  const [recordingId, mediaType, sha256] = [text(one.recordingId), text(one.mediaType), text(one.sha256)];
  const [atMs, startMs, endMs] = [number(one.atMs), number(one.startMs), number(one.endMs)];
  if (recordingId === undefined || mediaType === undefined || sha256 === undefined) return undefined;
  if (atMs === undefined || startMs === undefined || endMs === undefined) return undefined;
  return {
    recordingId,
    mediaType,
    sha256,
    atMs,
    startMs,
    endMs,
    bytes: number(one.bytes) ?? 0,
    text: text(one.text) ?? '',
    target: list([one.target], readTarget)[0] ?? null,
  };
}

function readTarget(value: unknown): ClipTarget | undefined {
  const { kind, key, label } = fields(value);
  const known = (['answer', 'todo'] as const).find((one) => one === kind);
  const [name, words] = [text(key), text(label)];
  return known && name !== undefined ? { kind: known, key: name, label: words ?? '' } : undefined;
}

/** In the order of the recording. */
export const inOrder = (clips: readonly Clip[]): Clip[] =>
  clips.toSorted((one, other) => one.atMs - other.atMs || one.id.localeCompare(other.id));

/** Of a clip as a file: the recorder makes two formats. */
export const clipExtension = (mediaType: string): string =>
  mediaType.startsWith('audio/mp4') ? 'm4a' : 'webm';
