import type { ByteRange } from '#src/services/device-recordings/recorded-bytes.ts';
import type { Consent, Mark } from './journal.ts';
import { planChunks } from './upload-plan.ts';

/** What the person chose before pressing Record. */
export interface RecordingSetup {
  /** Of the recording, where people were asked before it begins; otherwise it gets one. */
  readonly id?: string;
  readonly name: string;
  readonly userUuid: string;
  /** Meeting type; null leaves the choice to the server's default. */
  readonly typeId: number | null;
  /** Language spoken in the meeting, as an IETF tag. */
  readonly locale: string;
  /** Microphone; undefined means the system's default. */
  readonly deviceId: string | undefined;
  readonly consent?: Consent;
  readonly agenda?: Agenda;
}

/** Someone in a connected system, by the id that they have there. */
export interface ExpectedRelation {
  readonly id: string | number;
  readonly name: string;
}

/** What is known of the meeting in advance, all of it optional. */
export interface Agenda {
  readonly expectedMinutes?: number;
  readonly topics?: readonly string[];
  readonly attendees?: readonly string[];
  /** Attendees that a connected system knows. */
  readonly relations?: readonly ExpectedRelation[];
  /** None means all themes of the type. */
  readonly themeIds?: readonly number[];
  readonly dossierId?: string;
  readonly teamIds?: readonly string[];
}

/** How much of the notes the meeting has: the metadata, and how many lines of its chat. */
export interface ChatProgress {
  /** The meeting that they were sent to: another one has none of them. */
  readonly meetingId: string;
  /** Claritalk's chat knows meetings by number; null when the server does not tell it. */
  readonly numericId: number | null;
  readonly sent: number;
  /** The next line may have reached the server. */
  readonly attempted: boolean;
}

/**
 * - `open`: being recorded, or left behind by a tab that died.
 * - `sealed`: complete and cut into chunks; waits for upload.
 * - `uploaded`: the server has all of it; kept for a grace period.
 */
export type RecordingStatus = 'open' | 'sealed' | 'uploaded';

/** One recording as the spool keeps it. Instants are ISO 8601 in UTC, lengths are bytes and milliseconds. */
export interface StoredRecording {
  readonly id: string;
  /** Only this user ever sees it. */
  readonly userUuid: string;
  readonly name: string;
  readonly typeId: number | null;
  readonly locale: string;
  readonly mimeType: string;
  /** A file that the person brought; absent for what was recorded here. */
  readonly origin?: 'file';
  readonly startedAt: string;
  readonly status: RecordingStatus;
  readonly sliceCount: number;
  readonly bytes: number;
  /** Length of the audio by the audio clock, pauses excluded. */
  readonly durationMs: number;
  /** When the last slice was recorded: after a crash, the best known end. */
  readonly lastSliceAt: string;
  readonly stoppedAt: string | null;
  /** Whether it is uploaded while it is being made. */
  readonly live: boolean;
  /** Chunks that were cut, and the bytes in them, before it was sealed: these are sent without knowing the total. */
  readonly closedChunks: number;
  readonly closedBytes: number;
  /** Zero until sealed. */
  readonly totalChunks: number;
  /** Chunks go in order, so their number says which ones the server has. */
  readonly acknowledgedChunks: number;
  readonly acknowledgedBytes: number;
  /**
   * Largest size of a chunk, in bytes, whenever the recording is cut: smaller than at first when the server took
   * no chunk that large. Zero until it is cut for the first time.
   */
  readonly chunkBytes: number;
  /** Counts how often it was cut again: what was done for an earlier chunk table says nothing about this one. */
  readonly plan: number;
  /** Names the meeting that is made for it, so that a creation whose answer was lost can be found again. */
  readonly creationKey: string;
  /** A request to create the meeting may have reached the server. */
  readonly creationAttempted: boolean;
  /** The final chunk may have reached the server. */
  readonly finalChunkAttempted: boolean;
  readonly meetingId: string | null;
  readonly uploadedAt: string | null;
  /** Absent: not asked, as with an existing file. */
  readonly consent?: Consent;
  readonly agenda?: Agenda;
  /** What was written down while it was recorded, in the order of the recording. */
  readonly marks?: readonly Mark[];
  readonly chat?: ChatProgress;
  /** The sound that was kept for bookmarks, by their ids, in milliseconds: zero where none could be. */
  readonly pocketed?: Readonly<Record<string, number>>;
}

/** What is known about a recording at its start. */
export type NewRecording = Pick<
  StoredRecording,
  | 'id'
  | 'userUuid'
  | 'name'
  | 'typeId'
  | 'locale'
  | 'mimeType'
  | 'origin'
  | 'startedAt'
  | 'consent'
  | 'agenda'
> &
  Partial<Pick<StoredRecording, 'live'>>;

/** What the uploader may record about a recording. */
export type RecordingChanges = Partial<
  Pick<
    StoredRecording,
    | 'creationAttempted'
    | 'finalChunkAttempted'
    | 'meetingId'
    | 'uploadedAt'
    | 'stoppedAt'
    | 'chunkBytes'
    | 'consent'
    | 'marks'
    | 'chat'
    | 'pocketed'
  > & { readonly status: 'uploaded' }
>;

/** Encoded audio of about a second, as it comes from the microphone. */
export interface CapturedSlice {
  readonly bytes: ArrayBuffer;
  /** Length of the recording at its end, in milliseconds of the audio clock, pauses excluded. */
  readonly durationMs: number;
  /** When it was handed over, ISO 8601. */
  readonly at: string;
}

/** A slice in its place. */
export interface Slice extends CapturedSlice {
  /** Counts from zero; a slice that is appended again under the same index is stored once. */
  readonly index: number;
}

/** One row of the chunk table, written before the chunk is first sent. Byte range `[start, end)`. */
export interface StoredChunk {
  readonly recordingId: string;
  /** Counts from one, as Claritalk does. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
  /** SHA-256 of the bytes in lower-case hexadecimal. */
  readonly sha256: string;
}

/** The row of a recording that has no audio yet. */
export function newStoredRecording(recording: NewRecording): StoredRecording {
  return {
    live: false,
    ...recording,
    status: 'open',
    sliceCount: 0,
    bytes: 0,
    durationMs: 0,
    lastSliceAt: recording.startedAt,
    stoppedAt: null,
    closedChunks: 0,
    closedBytes: 0,
    totalChunks: 0,
    acknowledgedChunks: 0,
    acknowledgedBytes: 0,
    chunkBytes: 0,
    plan: 0,
    creationKey: recording.id,
    creationAttempted: false,
    finalChunkAttempted: false,
    meetingId: null,
    uploadedAt: null,
  };
}

/** The row after a slice was appended. */
export function withSlice(recording: StoredRecording, slice: Slice): StoredRecording {
  return {
    ...recording,
    sliceCount: recording.sliceCount + 1,
    bytes: recording.bytes + slice.bytes.byteLength,
    durationMs: Math.max(recording.durationMs, slice.durationMs),
    lastSliceAt: slice.at,
  };
}

/** The row as this version of the application knows it: what an earlier version did not write is filled in. */
export function upToDate(recording: StoredRecording): StoredRecording {
  return { ...newStoredRecording(recording), ...recording };
}

/**
 * The row after the server acknowledged a chunk. Acknowledging twice, out of order, or for an earlier chunk
 * table changes nothing.
 */
export function withAcknowledged(
  recording: StoredRecording,
  chunk: StoredChunk,
  plan: number,
): StoredRecording {
  if (plan !== recording.plan || chunk.number !== recording.acknowledgedChunks + 1) return recording;
  return { ...recording, acknowledgedChunks: chunk.number, acknowledgedBytes: chunk.end };
}

/** The next chunk of a running recording that is uploaded live, once there is more than one chunk's bytes. */
export function nextLiveChunk(recording: StoredRecording, chunkBytes: number): ByteRange | undefined {
  const { status, live, bytes, closedBytes: start } = recording;
  const end = start + (recording.chunkBytes || chunkBytes);
  // The last byte stays for the end: the final chunk, which tells the total, cannot be empty.
  return status === 'open' && live && bytes > end ? { start, end } : undefined;
}

/** The row after a chunk of the running recording was cut. */
export function withClosedChunk(recording: StoredRecording, chunk: StoredChunk): StoredRecording {
  return { ...recording, closedChunks: chunk.number, closedBytes: chunk.end };
}

/** The ranges that are still to be cut when a recording ends. */
export function rangesAtEnd({ bytes, closedBytes }: StoredRecording, chunkBytes: number): ByteRange[] {
  return planChunks(bytes - closedBytes, chunkBytes).map(({ start, end }) => ({
    start: closedBytes + start,
    end: closedBytes + end,
  }));
}

/** Whether two versions of a recording have the same chunk table. */
export function isSameTable(one: StoredRecording, other: StoredRecording): boolean {
  return one.status === other.status && one.plan === other.plan && one.closedChunks === other.closedChunks;
}

/** A new chunk table. */
export interface NewPlan {
  readonly chunkBytes: number;
  /** Another meeting to upload to, null for a new one; left out, the meeting stays the same. */
  readonly meetingId?: string | null;
  /** False: from now on it waits for the end of the recording. */
  readonly live?: false;
}

/**
 * The row after it was cut again into `totalChunks`, none while it is open: nothing is uploaded under the new table
 * yet.
 */
export function withPlan(
  recording: StoredRecording,
  { chunkBytes, meetingId, live }: NewPlan,
  totalChunks: number,
): StoredRecording {
  const plan = recording.plan + 1;
  const fresh = {
    ...recording,
    plan,
    chunkBytes,
    live: live ?? recording.live,
    closedChunks: 0,
    closedBytes: 0,
    totalChunks,
    acknowledgedChunks: 0,
    acknowledgedBytes: 0,
    finalChunkAttempted: false,
  };
  if (meetingId === undefined) return fresh;
  return { ...fresh, meetingId, creationAttempted: false, creationKey: `${recording.id}.${plan}` };
}

/**
 * Whether a recording may be cut again. Not under a table of which the server has accepted chunks, because the rest
 * would no longer fit; going to another meeting begins from nothing.
 */
export function canPlan({ status, acknowledgedChunks }: StoredRecording, { meetingId }: NewPlan): boolean {
  return status !== 'uploaded' && (acknowledgedChunks === 0 || meetingId !== undefined);
}
