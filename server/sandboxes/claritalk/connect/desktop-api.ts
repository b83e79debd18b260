import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { getMeeting, listMeetings, saveMeeting, uploadAudioChunk } from '#contract/claritalk/meetings.ts';
import { maxChunkBytes } from '#contract/claritalk/shapes.ts';
import { getCurrentUser } from '#contract/claritalk/users.ts';
import { fillPath } from '#contract/match.ts';
import type { BodyOf, Operation } from '#contract/operation.ts';

const self = v.object({ user: v.object({ uuid: v.string() }) });
const rows = v.array(v.object({ id: v.string() }));
const failure = v.object({ message: v.string() });
const desktopMeeting = v.object({
  id: v.string(),
  name: v.string(),
  recording_type: v.optional(v.nullable(v.string())),
});

/** What the desktop application needs to know of a meeting. */
export type DesktopMeeting = v.InferOutput<typeof desktopMeeting>;

interface Request {
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: string;
  readonly body?: unknown;
  readonly form?: FormData;
}

/** The API as the simulated desktop application calls it, with its user's token. */
export class DesktopApi {
  readonly #url: string;
  readonly #token: string;

  /** @param url origin of the sandbox */
  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  async userUuid(): Promise<string> {
    return v.parse(self, await this.#call(getCurrentUser)).user.uuid;
  }

  async meeting(id: string): Promise<DesktopMeeting> {
    return v.parse(desktopMeeting, await this.#call(getMeeting, { params: { id } }));
  }

  async recording(): Promise<DesktopMeeting[]> {
    const search = '?status=recording&limit=10';
    const recording = v.parse(rows, await this.#call(listMeetings, { search }));
    return Promise.all(recording.map(({ id }) => this.meeting(id)));
  }

  save(body: BodyOf<typeof saveMeeting>): Promise<unknown> {
    return this.#call(saveMeeting, { body });
  }

  /** Uploads a whole recording chunk by chunk. @param seconds its length */
  async upload(id: string, audio: Buffer, seconds: number): Promise<void> {
    const total = Math.ceil(audio.length / maxChunkBytes);
    for (let number = 1; number <= total; number++) {
      const chunk = audio.subarray((number - 1) * maxChunkBytes, number * maxChunkBytes);
      const form = new FormData();
      form.set('audio_chunk', new Blob([new Uint8Array(chunk)], { type: 'audio/wav' }), 'chunk.wav');
      form.set('chunk_number', String(number));
      form.set('total_chunks', String(total));
      form.set('checksum', createHash('sha256').update(chunk).digest('hex'));
      if (number === total) form.set('duration_in_seconds', String(Math.max(1, Math.round(seconds))));
      await this.#call(uploadAudioChunk, { params: { id }, form });
    }
  }

  async #call(operation: Operation, { params, search = '', body, form }: Request = {}): Promise<unknown> {
    const path = fillPath(operation.path, params);
    const response = await fetch(`${this.#url}/api${path}${search}`, {
      method: operation.method,
      headers: {
        Accept: 'application/json',
        Authorization: `Bearer ${this.#token}`,
        'X-CLARITALK-CONNECT': '1',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(form === undefined ? {} : { body: form }),
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return answer;
    const said = v.safeParse(failure, answer);
    throw new Error(
      `${operation.name}: ${response.status} ${said.success ? said.output.message : ''}`.trim(),
    );
  }
}
