import {
  appendChatMessage,
  getMeeting,
  listMeetings,
  saveMeeting,
  uploadAudioChunk,
} from '#contract/claritalk.ts';
import { call } from '#src/api/client.ts';
import { ApiError } from '#src/api/errors.ts';
import { fetchWithProgress } from '#src/api/fetch-with-progress.ts';
import { withPriority } from '#src/api/priority.ts';
import { dashboardKey } from '#src/lib/dashboard-metadata.ts';
import { fields, list, number, text } from '#src/lib/reader.ts';
import { type MeetingInput, meetingBody, recordingMetadata } from './meeting-body.ts';
import { extensionOf } from './model/audio-types.ts';

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

export interface CreatedMeeting {
  readonly id: string;
  /** By which its chat knows it; undefined when the server does not tell. */
  readonly numericId: number | undefined;
}

/** What the recorder needs of Claritalk. Every method throws ApiError. */
export interface RecorderServer {
  createMeeting(input: MeetingInput, signal: AbortSignal): Promise<CreatedMeeting>;
  /** The meeting made for this recording by a request whose answer was lost, if there is one. */
  findMeetingByRecording(
    recordingId: string,
    name: string,
    since: string,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** Adds the recording's metadata to a meeting that was not made with it; nothing else of it changes. */
  annotateMeeting(
    id: string,
    input: MeetingInput,
    signal: AbortSignal,
  ): Promise<Pick<CreatedMeeting, 'numericId'>>;
  /** Adds a line to the meeting's chat. `time` in Unix seconds. */
  appendChat(numericId: number, sentence: string, time: number, signal: AbortSignal): Promise<void>;
  /** How often the meeting's chat has this line. */
  countChat(id: string, sentence: string, time: number, signal: AbortSignal): Promise<number>;
  /** The meeting's status; undefined when the server gives none. */
  meetingStatus(id: string, signal: AbortSignal): Promise<string | undefined>;
  sendChunk(chunk: ChunkInput): Promise<void>;
}

/** With it, `saveMeeting` answers as it does to Claritalk's own desktop client, numeric id included. */
const asClient = { 'X-CLARITALK-CONNECT': '1' };
/** The meeting was created moments ago, so it is among the newest of the list. */
const newestMeetings = 20;
const clockSkewMs = 24 * 60 * 60 * 1000;
/** Generous, for slow lines: a request that stands still is given up much earlier (stall-guard.ts). */
const chunkTimeoutMs = 15 * 60_000;

/** The upload waits by itself and says so: it is told to come back instead of being kept. */
const task = (signal: AbortSignal) => withPriority(signal, 'task');

/** The recorder's server behind the gateway. */
export const recorderServer: RecorderServer = {
  async createMeeting(input, signal) {
    const meeting = fields(
      await call(saveMeeting, { body: meetingBody(input), headers: asClient, signal: task(signal) }),
    );
    const id = text(meeting.id);
    // Without an id nothing can be uploaded; it counts as a failure after which the meeting may exist.
    if (id === undefined) throw new ApiError({ kind: 'server', operation: saveMeeting.name });
    return { id, numericId: number(meeting.numeric_id) };
  },

  async annotateMeeting(id, input, signal) {
    const before = fields(await call(getMeeting, { params: { id }, signal: task(signal) }));
    const stored = fields(before.metadata);
    const metadata = {
      ...stored,
      [dashboardKey]: { ...fields(stored[dashboardKey]), ...recordingMetadata(input) },
    };
    // Name and owner are required; other ones than its own would be a change. `userId` may be a number.
    const owner = [before.userUuid, before.userId].map(text).find((value) => value?.includes('-'));
    const name = text(before.name) ?? input.name;
    const body = { id, name, user_id: owner ?? input.userUuid, metadata };
    const meeting = fields(await call(saveMeeting, { body, headers: asClient, signal: task(signal) }));
    return { numericId: number(meeting.numeric_id) };
  },

  async appendChat(numericId, sentence, time, signal) {
    await call(appendChatMessage, {
      params: { id: String(numericId) },
      body: { sentence, time },
      signal: task(signal),
    });
  },

  async countChat(id, sentence, time, signal) {
    const options = { params: { id }, query: { detail: 'true' }, signal: task(signal) } as const;
    const meeting = fields(await call(getMeeting, options));
    const lines = list(fields(meeting.metadata).chat, fields);
    return lines.filter((line) => line.sentence === sentence && number(line.time) === time).length;
  },

  async findMeetingByRecording(recordingId, name, since, signal) {
    const dateStart = new Date(Date.parse(since) - clockSkewMs).toISOString();
    const query = { limit: newestMeetings, offset: 0, order: 'desc', date_start: dateStart } as const;
    const meetings = await call(listMeetings, { query, signal: task(signal) });
    for (const item of Array.isArray(meetings) ? meetings : []) {
      const id = text(item.id);
      if (id === undefined || item.name !== name) continue;
      const meeting = fields(await call(getMeeting, { params: { id }, signal: task(signal) }));
      const ours = fields(fields(meeting.metadata)[dashboardKey]);
      if (ours.recording_id === recordingId) return id;
    }
    return undefined;
  },

  async meetingStatus(id, signal) {
    return text(fields(await call(getMeeting, { params: { id }, signal: task(signal) })).status);
  },

  async sendChunk(chunk) {
    const type = chunk.mimeType.split(';', 1)[0] ?? chunk.mimeType;
    const form = new FormData();
    form.set('chunk_number', String(chunk.chunkNumber));
    form.set('total_chunks', String(chunk.totalChunks));
    form.set('checksum', chunk.checksum);
    if (chunk.durationSeconds !== undefined) form.set('duration_in_seconds', String(chunk.durationSeconds));
    if (chunk.stopTime !== undefined) form.set('stop_time', chunk.stopTime);
    const fileName = `chunk-${chunk.chunkNumber}.${extensionOf(type) ?? 'bin'}`;
    form.set('audio_chunk', new File([chunk.bytes], fileName, { type }));
    await call(uploadAudioChunk, {
      params: { id: chunk.meetingId },
      form,
      signal: task(chunk.signal),
      timeoutMs: chunkTimeoutMs,
      transport: fetchWithProgress(chunk.onProgress),
    });
    chunk.onProgress(chunk.bytes.byteLength);
  },
};
