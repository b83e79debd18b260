import { ApiError, type ApiErrorKind } from '#src/api/client/errors.ts';

// The queue loads it when there is something to upload, which fake timers would not wait for.
import '../upload/upload-job.ts';
import type { ChatLine } from '#src/api/claritalk/meetings/chat.ts';
import type { RecordedMeeting } from '#src/api/claritalk/meetings/recorded-meeting.ts';
import type { ChunkInput, CreatedMeeting, RecorderServer } from '../upload/server.ts';
import { sha256Now } from './sha256-now.ts';

type Call = keyof RecorderServer;

/** What the next call of a method does instead of succeeding. */
export interface Fault {
  readonly kind: ApiErrorKind;
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly serverMessage?: string;
  /** The server does what was asked, but its response is lost. */
  readonly afterwards?: boolean;
  /** The request neither ends nor makes progress until it is aborted. */
  readonly hang?: boolean;
}

interface Meeting {
  input: RecordedMeeting;
  readonly chat: ChatLine[];
  readonly chunks: Map<number, ArrayBuffer>;
  status: string;
  total?: number;
  finalisations: number;
  ending: Pick<ChunkInput, 'durationSeconds' | 'stopTime'>;
}

/** A server in memory, for specs: it checks checksums and order, and fails as configured. */
export class FakeServer implements RecorderServer {
  readonly meetings = new Map<string, Meeting>();
  /** Every call with the time at which it came. */
  readonly calls: { readonly call: Call; readonly chunk?: number; readonly at: number }[] = [];
  /** Every chunk that arrived, accepted or not. */
  readonly sent: {
    readonly meetingId: string;
    readonly number: number;
    readonly total: number;
    readonly bytes: number;
  }[] = [];
  /** Refuses chunks whose total differs from the first one's. */
  strictTotals = false;
  /** A larger chunk is refused with this status. */
  limit: { readonly bytes: number; readonly status: 400 | 413 } | undefined;
  readonly #faults = new Map<Call, Fault[]>();

  fail(call: Call, ...faults: Fault[]): void {
    this.#faults.set(call, [...(this.#faults.get(call) ?? []), ...faults]);
  }

  /** From now on everything succeeds. */
  forgetFaults(): void {
    this.#faults.clear();
  }

  count(call: Call): number {
    return this.calls.filter((made) => made.call === call).length;
  }

  /** The bytes of a finished meeting, joined. */
  audioOf(id: string): number[] {
    const chunks = [...(this.meetings.get(id)?.chunks ?? [])].sort(([a], [b]) => a - b);
    return chunks.flatMap(([, bytes]) => [...new Uint8Array(bytes)]);
  }

  createMeeting(input: RecordedMeeting, signal: AbortSignal): Promise<CreatedMeeting> {
    return this.#answer('createMeeting', signal, undefined, async () => {
      const id = `meeting-${this.meetings.size + 1}`;
      const numericId = this.meetings.size + 1;
      const fresh = { status: 'draft', finalisations: 0, ending: {} };
      this.meetings.set(id, { input, chat: [], chunks: new Map(), ...fresh });
      return { id, numericId };
    });
  }

  annotateMeeting(id: string, input: RecordedMeeting, signal: AbortSignal): Promise<{ numericId: number }> {
    return this.#answer('annotateMeeting', signal, undefined, async () => {
      const meeting = this.meetings.get(id);
      if (meeting) meeting.input = input;
      return { numericId: [...this.meetings.keys()].indexOf(id) + 1 };
    });
  }

  appendChat(numericId: number, line: ChatLine, signal: AbortSignal): Promise<void> {
    return this.#answer('appendChat', signal, undefined, async () => {
      [...this.meetings.values()][numericId - 1]?.chat.push(line);
    });
  }

  countChat(id: string, { sentence, time }: ChatLine, signal: AbortSignal): Promise<number> {
    return this.#answer('countChat', signal, undefined, async () => {
      const chat = this.meetings.get(id)?.chat ?? [];
      return chat.filter((line) => line.sentence === sentence && line.time === time).length;
    });
  }

  findMeetingByRecording(
    recordingId: string,
    name: string,
    _since: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    return this.#answer('findMeetingByRecording', signal, undefined, async () => {
      const found = [...this.meetings].find(
        ([, { input }]) => input.recordingId === recordingId && input.name === name,
      );
      return found?.[0];
    });
  }

  meetingStatus(id: string, signal: AbortSignal): Promise<string | undefined> {
    return this.#answer('meetingStatus', signal, undefined, async () => this.meetings.get(id)?.status);
  }

  sendChunk(chunk: ChunkInput): Promise<void> {
    return this.#answer('sendChunk', chunk.signal, chunk.chunkNumber, async () => {
      const meeting = this.meetings.get(chunk.meetingId);
      const bytes = chunk.bytes.byteLength;
      const { meetingId, chunkNumber: number, totalChunks: total } = chunk;
      this.sent.push({ meetingId, number, total, bytes });
      if (this.limit && bytes > this.limit.bytes) {
        const { status } = this.limit;
        throw new ApiError({
          kind: status === 413 ? 'too-large' : 'invalid',
          operation: 'sendChunk',
          status,
        });
      }
      if (!meeting) throw new ApiError({ kind: 'not-found', operation: 'sendChunk', status: 404 });
      if (sha256Now(chunk.bytes) !== chunk.checksum) {
        throw new ApiError({ kind: 'invalid', operation: 'sendChunk', status: 400 });
      }
      if (meeting.status === 'processing') {
        throw new ApiError({ kind: 'conflict', operation: 'sendChunk', status: 409 });
      }
      if (this.strictTotals && meeting.total !== undefined && meeting.total !== chunk.totalChunks) {
        throw new ApiError({ kind: 'invalid', operation: 'sendChunk', status: 400 });
      }
      meeting.total = chunk.totalChunks;
      meeting.chunks.set(chunk.chunkNumber, chunk.bytes);
      chunk.onProgress(chunk.bytes.byteLength);
      if (chunk.chunkNumber !== chunk.totalChunks) return;
      if (meeting.chunks.size !== chunk.totalChunks) throw new Error('the final chunk came too early');
      meeting.status = 'processing';
      meeting.finalisations += 1;
      const { durationSeconds, stopTime } = chunk;
      if (durationSeconds !== undefined && stopTime !== undefined)
        meeting.ending = { durationSeconds, stopTime };
    });
  }

  async #answer<T>(
    call: Call,
    signal: AbortSignal,
    chunk: number | undefined,
    act: () => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    this.calls.push({ call, at: Date.now(), ...(chunk === undefined ? {} : { chunk }) });
    const fault = this.#faults.get(call)?.shift();
    if (!fault) return act();
    if (fault.afterwards) await act();
    if (fault.hang) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    throw new ApiError({ operation: call, ...fault, kind: fault.hang ? 'aborted' : fault.kind });
  }
}
