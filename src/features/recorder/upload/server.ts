import { appendChatLine, type ChatLine, countChatLines } from '#src/api/claritalk/meetings/chat.ts';
import { findMarked } from '#src/api/claritalk/meetings/find-marked.ts';
import { readStatus } from '#src/api/claritalk/meetings/read-meetings.ts';
import {
  type RecordedMeeting,
  recordedMeetingBody,
  withRecording,
} from '#src/api/claritalk/meetings/recorded-meeting.ts';
import { numericIdOf, postMeeting, updateMeeting } from '#src/api/claritalk/meetings/save-meeting.ts';
import { type AudioChunk, sendAudio } from '#src/api/claritalk/meetings/send-audio.ts';
import { withPriority } from '#src/api/client/priority.ts';
import { noteMeeting, readConsent } from '#src/api/gateway/consents/consents.ts';
import { extensionOf } from '../model/audio-types.ts';

/** One chunk on its way. */
export interface ChunkInput extends Omit<AudioChunk, 'audio'> {
  readonly bytes: ArrayBuffer;
  readonly mimeType: string;
}

export interface CreatedMeeting {
  readonly id: string;
  /** The identifier of its chat; undefined when the server does not send it. */
  readonly numericId: number | undefined;
}

/** What the recorder needs from Claritalk. Every method throws ApiError. */
export interface RecorderServer {
  createMeeting(input: RecordedMeeting, signal: AbortSignal): Promise<CreatedMeeting>;
  /** The meeting created for this recording by a request whose response was lost, if there is one. */
  findMeetingByRecording(
    recordingId: string,
    name: string,
    since: string,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** Adds the recording's metadata to a meeting that was not made with it; nothing else of it changes. */
  annotateMeeting(
    id: string,
    input: RecordedMeeting,
    signal: AbortSignal,
  ): Promise<Pick<CreatedMeeting, 'numericId'>>;
  /** Adds a line to the meeting's chat. */
  appendChat(numericId: number, line: ChatLine, signal: AbortSignal): Promise<void>;
  /** How often the meeting's chat has this line. */
  countChat(id: string, line: ChatLine, signal: AbortSignal): Promise<number>;
  /** The meeting's status; undefined when the server gives none. */
  meetingStatus(id: string, signal: AbortSignal): Promise<string | undefined>;
  sendChunk(chunk: ChunkInput): Promise<void>;
}

/** The upload waits on its own and says so: it is told to retry later instead of being delayed. */
const task = (signal: AbortSignal) => withPriority(signal, 'task');

/** With what those present answered on their telephones, where they were asked. @throws ApiError */
async function withAnswers(input: RecordedMeeting, signal: AbortSignal): Promise<RecordedMeeting> {
  const [recording = ''] = input.recordingId.split('.', 1);
  const round = input.consent?.asked ? await readConsent(recording, task(signal)) : null;
  return round ? { ...input, round } : input;
}

/** Whoever withdraws from now on withdraws at this meeting. */
function noteRound({ recordingId, round }: RecordedMeeting, meeting: string): void {
  const [recording = ''] = recordingId.split('.', 1);
  if (round) void noteMeeting(recording, meeting, round);
}

/** The recorder's server behind the gateway. */
export const recorderServer: RecorderServer = {
  async createMeeting(given, signal) {
    const input = await withAnswers(given, signal);
    const { id } = await postMeeting(recordedMeetingBody(input), task(signal));
    noteRound(input, id);
    return { id, numericId: numericIdOf(id) };
  },

  async annotateMeeting(id, given, signal) {
    const input = await withAnswers(given, signal);
    const change = ({ metadata }: { readonly metadata: unknown }) => ({
      metadata: withRecording(metadata, input),
    });
    await updateMeeting(id, change, task(signal), input);
    noteRound(input, id);
    return { numericId: numericIdOf(id) };
  },

  appendChat: (numericId, line, signal) => appendChatLine(numericId, line, task(signal)),

  countChat: (id, line, signal) => countChatLines(id, line, task(signal)),

  findMeetingByRecording: (recordingId, name, since, signal) =>
    findMarked({ field: 'recording_id', value: recordingId }, [name], since, task(signal)),

  meetingStatus: (id, signal) => readStatus(id, task(signal)),

  async sendChunk({ bytes, mimeType, ...chunk }) {
    const type = mimeType.split(';', 1)[0] ?? mimeType;
    const name = `chunk-${chunk.chunkNumber}.${extensionOf(type) ?? 'bin'}`;
    await sendAudio({ ...chunk, audio: new File([bytes], name, { type }), signal: task(chunk.signal) });
    chunk.onProgress(bytes.byteLength);
  },
};
