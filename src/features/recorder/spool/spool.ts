import type {
  NewPlan,
  NewRecording,
  RecordingChanges,
  Slice,
  StoredChunk,
  StoredRecording,
} from '../model/recording.ts';

/** When and how a recording ended. */
export interface Ending {
  /** ISO 8601. */
  readonly stoppedAt: string;
  /** By the audio clock, pauses excluded. */
  readonly durationMs: number;
}

/**
 * Durable storage of recordings on this device. A promise that resolves means that the data is on disk, not
 * in a cache of the system (IndexedDB's strict durability): what was acknowledged survives a power cut.
 * Every method throws SpoolError.
 */
export interface Spool {
  create(recording: NewRecording): Promise<StoredRecording>;
  /** Adds the next slice. Appending the same index again is acknowledged without storing it twice. */
  append(id: string, slice: Slice): Promise<void>;
  /**
   * Cuts the chunks that a running live recording has filled, each written before it is first sent; returns the row.
   * Without effect for other recordings.
   */
  closeChunks(id: string, chunkBytes: number): Promise<StoredRecording>;
  /**
   * Completes a recording: writes its chunk table with the SHA-256 of every chunk. From here on its bytes never change,
   * and its table only by `replan`, so every attempt to upload a chunk sends the same bytes. Sealing again returns the
   * same as the first time.
   */
  seal(id: string, ending: Ending, chunkBytes: number): Promise<StoredRecording>;
  /** One chunk (from 1), checked against its SHA-256. */
  readChunk(id: string, number: number): Promise<{ chunk: StoredChunk; bytes: ArrayBuffer }>;
  /** The bytes `[start, end)` of a recording, sealed or not. */
  readBytes(id: string, start: number, end: number): Promise<ArrayBuffer>;
  /**
   * Writes a new chunk table and forgets what was uploaded under the old one. @throws SpoolError `conflict` when the
   * server has accepted chunks of the old table and the meeting stays the same.
   */
  replan(id: string, plan: NewPlan): Promise<StoredRecording>;
  /** Records that the server has a chunk of the chunk table `plan`; without effect once it was cut again. */
  acknowledge(id: string, number: number, plan: number): Promise<StoredRecording>;
  /** @throws SpoolError `conflict` when `plan` is given and the recording was cut again since. */
  update(id: string, changes: RecordingChanges, plan?: number): Promise<StoredRecording>;
  get(id: string): Promise<StoredRecording | undefined>;
  /** The recordings of one user, the newest first. */
  list(userUuid: string): Promise<StoredRecording[]>;
  remove(id: string): Promise<void>;
  /** The recordings of any user that the server has all of. */
  listUploaded(): Promise<StoredRecording[]>;
}
