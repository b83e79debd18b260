import { getMeeting, listMeetings, saveMeeting, uploadAudioChunk } from '#contract/claritalk.ts';
import { call } from '#src/api/client.ts';
import { ApiError } from '#src/api/errors.ts';
import { fetchWithProgress } from '#src/api/fetch-with-progress.ts';
import { fields, text } from '#src/lib/reader.ts';

/** What is known of a meeting when its recording is complete. Instants are ISO 8601. */
export interface MeetingInput {
  readonly recordingId: string;
  readonly userUuid: string;
  readonly name: string;
  readonly typeId: number | null;
  readonly locale: string;
  readonly startedAt: string;
  readonly stoppedAt: string;
}

/** One chunk on its way. */
export interface ChunkInput {
  readonly meetingId: string;
  /** From one. */
  readonly chunkNumber: number;
  readonly totalChunks: number;
  readonly bytes: ArrayBuffer;
  readonly mimeType: string;
  /** SHA-256 in hexadecimal. */
  readonly checksum: string;
  /** Whole seconds; with the final chunk only. */
  readonly durationSeconds?: number;
  /** ISO 8601; with the final chunk only. */
  readonly stopTime?: string;
  readonly signal: AbortSignal;
  onProgress(sentBytes: number): void;
}

/** What the recorder needs of Claritalk. Every method throws ApiError. */
export interface RecorderServer {
  createMeeting(input: MeetingInput, signal: AbortSignal): Promise<{ id: string }>;
  /** The meeting made for this recording by a request whose answer was lost, if there is one. */
  findMeetingByRecording(
    recordingId: string,
    name: string,
    since: string,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** The meeting's status; undefined when the server gives none. */
  meetingStatus(id: string, signal: AbortSignal): Promise<string | undefined>;
  sendChunk(chunk: ChunkInput): Promise<void>;
}

/** Key of the dashboard's own data in a meeting's free `metadata` object. */
const metadataKey = 'claritalk_dashboard';
/** With it, `saveMeeting` answers as it does to Claritalk's own desktop client, numeric id included. */
const asClient = { 'X-CLARITALK-CONNECT': '1' };
/** The meeting was created moments ago, so it is among the newest of the list. */
const newestMeetings = 20;
const clockSkewMs = 24 * 60 * 60 * 1000;
/** Generous, for slow lines: a request that stands still is given up much earlier (stall-guard.ts). */
const chunkTimeoutMs = 15 * 60_000;
const fileExtensions: Readonly<Record<string, string>> = { 'audio/webm': 'webm', 'audio/mp4': 'm4a' };

/** The recorder's server behind the gateway. */
export const recorderServer: RecorderServer = {
  async createMeeting(input, signal) {
    const meeting = await call(saveMeeting, {
      body: {
        name: input.name,
        user_id: input.userUuid,
        type_id: input.typeId,
        locale: input.locale,
        metadata: {
          [metadataKey]: {
            version: 1,
            recording_id: input.recordingId,
            started_at: input.startedAt,
            stopped_at: input.stoppedAt,
          },
        },
      },
      headers: asClient,
      signal,
    });
    const id = text(fields(meeting).id);
    // Without an id nothing can be uploaded; it counts as a failure after which the meeting may exist.
    if (id === undefined) throw new ApiError({ kind: 'server', operation: saveMeeting.name });
    return { id };
  },

  async findMeetingByRecording(recordingId, name, since, signal) {
    const dateStart = new Date(Date.parse(since) - clockSkewMs).toISOString();
    const query = { limit: newestMeetings, offset: 0, order: 'desc', date_start: dateStart } as const;
    const meetings = await call(listMeetings, { query, signal });
    for (const item of Array.isArray(meetings) ? meetings : []) {
      const id = text(item.id);
      if (id === undefined || item.name !== name) continue;
      const meeting = fields(await call(getMeeting, { params: { id }, signal }));
      const ours = fields(fields(meeting.metadata)[metadataKey]);
      if (ours.recording_id === recordingId) return id;
    }
    return undefined;
  },

  async meetingStatus(id, signal) {
    return text(fields(await call(getMeeting, { params: { id }, signal })).status);
  },

  async sendChunk(chunk) {
    const type = chunk.mimeType.split(';', 1)[0] ?? chunk.mimeType;
    const form = new FormData();
    form.set('chunk_number', String(chunk.chunkNumber));
    form.set('total_chunks', String(chunk.totalChunks));
    form.set('checksum', chunk.checksum);
    if (chunk.durationSeconds !== undefined) form.set('duration_in_seconds', String(chunk.durationSeconds));
    if (chunk.stopTime !== undefined) form.set('stop_time', chunk.stopTime);
    const fileName = `chunk-${chunk.chunkNumber}.${fileExtensions[type] ?? 'bin'}`;
    form.set('audio_chunk', new File([chunk.bytes], fileName, { type }));
    await call(uploadAudioChunk, {
      params: { id: chunk.meetingId },
      form,
      signal: chunk.signal,
      timeoutMs: chunkTimeoutMs,
      transport: fetchWithProgress(chunk.onProgress),
    });
    chunk.onProgress(chunk.bytes.byteLength);
  },
};
