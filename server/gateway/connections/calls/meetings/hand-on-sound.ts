import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { uploadAudioChunk } from '#contract/claritalk/meetings.ts';
import { claritalkName } from '../../../../upstreams/claritalk.ts';
import { type Answer, NoAnswer } from '../../../elevation/claritalk-calls.ts';
import { Refusal, refusal } from '../../../http/refusal.ts';
import type { CallMeetingStore, CallPlace } from './call-meeting-store.ts';
import { type Claritalk, hasRecording, refusedBy } from './claritalk-meeting.ts';
import type { RecordedSound } from './recorded-sound.ts';

/** Below the 5 MiB that Claritalk accepts. */
const partBytes = 4 * 1024 * 1024;
/** Before a part is sent again, which changes nothing where it has arrived. */
const retriesMs = [300, 1_500, 5_000];
const longestWaitMs = 120_000;

export interface HandingOn {
  readonly claritalk: Claritalk;
  readonly store: CallMeetingStore;
  readonly place: CallPlace;
  readonly meeting: string;
  readonly seconds: number;
  /** ISO 8601. */
  readonly endedAt: string;
}

/**
 * Sends the sound of a call to its meeting as it arrives, so that nothing of it stays here. What arrived before is left
 * out, as long as the sound is as long as it was then.
 *
 * @throws Refusal where it stops; asked again, it continues.
 */
export async function handOn(options: HandingOn, sound: RecordedSound): Promise<void> {
  const { store, place } = options;
  const total = Math.ceil(sound.size / partBytes);
  const before = await store.find(place);
  let sent = before?.total === total ? before.sent : 0;
  await store.change(place, { sent, total });
  let number = 0;
  for await (const bytes of sound.parts(partBytes)) {
    number += 1;
    if (number <= sent) continue;
    await sendPart(options, { number, total, bytes, sound });
    sent = number;
    await store.change(place, { sent });
  }
}

interface SentPart {
  readonly number: number;
  readonly total: number;
  readonly bytes: Buffer;
  readonly sound: RecordedSound;
}

async function sendPart(options: HandingOn, part: SentPart): Promise<void> {
  const { claritalk, meeting } = options;
  const isLast = part.number === part.total;
  for (let tries = 0; ; tries += 1) {
    const answer = await tryPart(options, part);
    if (answer.status < 300) return;
    // The last part ends the recording; a server may refuse it where it has arrived before.
    if (isLast && (await hasRecording(claritalk, meeting).catch(() => false))) return;
    const waitMs = retriesMs[tries];
    const isFinal = answer.status < 500 && answer.status !== 429 && answer.status !== 408;
    if (isFinal) throw refusedBy(answer);
    if (waitMs === undefined) {
      throw refusal('upstream-failed', { system: claritalkName, status: String(answer.status) });
    }
    await sleep(Math.min(longestWaitMs, Math.max(waitMs, answer.waitMs ?? 0)));
  }
}

interface Tried extends Answer {
  readonly waitMs?: number;
}

/** A response that never came counts as 504. */
async function tryPart(options: HandingOn, { number, total, bytes, sound }: SentPart): Promise<Tried> {
  const { claritalk, meeting, seconds, endedAt } = options;
  const form = new FormData();
  form.set('chunk_number', String(number));
  form.set('total_chunks', String(total));
  form.set('checksum', createHash('sha256').update(bytes).digest('hex'));
  if (number === total) {
    form.set('duration_in_seconds', String(seconds));
    form.set('stop_time', endedAt);
  }
  const { mime, extension } = sound.type;
  form.set('audio_chunk', new File([new Uint8Array(bytes)], `call-${number}.${extension}`, { type: mime }));
  try {
    return await claritalk.call(uploadAudioChunk, claritalk.token, { params: { id: meeting }, form });
  } catch (error) {
    if (error instanceof NoAnswer) return { status: 504, body: undefined };
    if (!(error instanceof Refusal) || error.status !== 429) throw error;
    const seconds = Number(error.headers['retry-after']);
    return { status: 429, body: undefined, waitMs: Number.isFinite(seconds) ? seconds * 1000 : 0 };
  }
}
