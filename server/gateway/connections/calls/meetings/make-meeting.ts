import type { saveMeeting } from '#contract/claritalk/meetings.ts';
import type { BodyOf } from '#contract/operation.ts';
import { claritalkName } from '../../../../upstreams/claritalk.ts';
import { NoAnswer } from '../../../elevation/claritalk-calls.ts';
import { refusal } from '../../../http/refusal.ts';
import { appendLine, readChat } from '../../chat-lines.ts';
import type { Person } from '../../store.ts';
import type { CallMeeting, CallMeetingStore, CallPlace, Wanted } from './call-meeting-store.ts';
import { type Claritalk, findMeetingOf, metadataOf, save } from './claritalk-meeting.ts';
import { handOn } from './hand-on-sound.ts';
import type { RecordedSound } from './recorded-sound.ts';
import { linesOf } from './transcription-lines.ts';

/** Longer than a request to Claritalk may take: then what has not been seen will not come. */
export const doubtMs = 120_000;

/** A call that is to be a meeting. */
export interface Recorded {
  /** In ms since the epoch. */
  readonly startedAt: number;
  readonly seconds: number;
  readonly transcription: string;
  readonly attendee: { readonly name: string; readonly email: string | null };
  readonly language: string | undefined;
}

export interface MakeOptions {
  readonly claritalk: Claritalk;
  readonly store: CallMeetingStore;
  readonly place: CallPlace;
  /** Who asks; the meeting is theirs. */
  readonly person: Person;
  readonly recorded: Recorded;
  /** Undefined where the call has none. @throws Refusal */
  readonly openSound: () => Promise<RecordedSound | undefined>;
  readonly now: () => number;
}

/**
 * Makes the meeting of a call that is noted in the store, from wherever an earlier try has ended. Each step is noted
 * before the next; a request whose response was lost is looked for and not repeated before it can no longer arrive.
 *
 * @throws Refusal where it stops. Where nothing was made, it is no longer noted.
 */
export async function makeMeeting(options: MakeOptions): Promise<void> {
  const { store, place, recorded, openSound } = options;
  const before = await known(options);
  if (before.state === 'done') return;
  let sound: RecordedSound | undefined;
  try {
    // How it continues depends on it, so it is found out before anything is made.
    sound = before.sound === 'none' ? undefined : await openSound();
    if (!sound && recorded.transcription === '') throw nothing(before);
    if (sound && before.sound === 'pending') await store.change(place, { sound: 'sent' });
    if (!sound) await store.change(place, { sound: 'none' });
    if (before.state === 'creating') await create(options);
    const { meeting = '' } = await known(options);
    if (sound) await handOn({ ...options, ...timesOf(recorded), meeting }, sound);
    else await write(options, meeting);
    await store.change(place, { state: 'done', doubtfulUntil: 0 });
  } catch (error) {
    // Nothing was sent, or it was refused: anyone may begin again.
    if ((await known(options)).doubtfulUntil === 0) await store.undo(place);
    throw error instanceof NoAnswer ? refusal('outcome-unknown', { system: claritalkName }) : error;
  } finally {
    sound?.close();
  }
}

/** A call of which nothing can be had. */
const nothing = ({ state }: CallMeeting) =>
  state === 'creating' ? refusal('call-empty', {}) : refusal('call-sound-gone', {});

/** @throws Error where nobody has begun it */
async function known({ store, place }: MakeOptions): Promise<CallMeeting> {
  const found = await store.find(place);
  if (!found) throw new Error('nobody has begun it');
  return found;
}

const timesOf = ({ startedAt, seconds }: Recorded) => ({
  seconds,
  endedAt: new Date(startedAt + seconds * 1000).toISOString(),
});

/** @throws Refusal, NoAnswer */
async function create(options: MakeOptions): Promise<void> {
  const { claritalk, store, place, person, now } = options;
  const { doubtfulUntil, begunAt, name, type } = await known(options);
  if (doubtfulUntil > 0) {
    const id = await findMeetingOf(claritalk, { id: place.call, name, since: begunAt });
    if (id !== undefined) {
      await store.change(place, { state: 'made', meeting: id, doubtfulUntil: 0 });
      return;
    }
    if (doubtfulUntil > now())
      throw refusal('call-unknown', { seconds: secondsUntil(options, doubtfulUntil) });
  }
  await store.take(place, person);
  await store.change(place, { doubtfulUntil: now() + doubtMs });
  try {
    const { id, number } = await save(claritalk, bodyOf(options, { name, type }));
    await store.change(place, { state: 'made', meeting: id, number, doubtfulUntil: 0 });
  } catch (error) {
    if (!(error instanceof NoAnswer)) {
      await store.change(place, { doubtfulUntil: 0 });
      throw error;
    }
    const id = await findMeetingOf(claritalk, { id: place.call, name, since: begunAt });
    if (id === undefined) throw refusal('call-unknown', { seconds: secondsUntil(options, now() + doubtMs) });
    await store.change(place, { state: 'made', meeting: id, doubtfulUntil: 0 });
  }
}

const secondsUntil = ({ now }: MakeOptions, at: number) => String(Math.ceil((at - now()) / 1000));

function bodyOf(
  { place, person, recorded }: MakeOptions,
  { name, type }: Wanted,
): BodyOf<typeof saveMeeting> {
  const { startedAt, seconds, attendee, language } = recorded;
  return {
    name,
    user_id: person.uuid,
    attendees: [{ ...attendee, integration_id: null }],
    metadata: metadataOf(place.call, startedAt, seconds),
    duration_in_seconds: seconds,
    stop_time: timesOf(recorded).endedAt,
    ...(type === undefined ? {} : { type_id: type }),
    ...(language === undefined ? {} : { locale: language }),
  };
}

/** Adds the transcription to the chat of the meeting, each line once. @throws Refusal, NoAnswer */
async function write(options: MakeOptions, meeting: string): Promise<void> {
  const { claritalk, store, place, recorded, now } = options;
  const before = await known(options);
  // Of a meeting that was found, the number of its chat comes with saving it again as it is.
  const number =
    before.number ??
    (await save(claritalk, { id: meeting, name: before.name, user_id: before.by.uuid })).number;
  if (number === undefined) throw refusal('upstream-unreadable', { system: claritalkName });
  await store.change(place, { number });
  const chat = { ...claritalk, meeting, number };
  const lines = linesOf(recorded.transcription, recorded.startedAt, recorded.seconds);
  await store.change(place, { total: lines.length });
  let isThere = await readChat(chat);
  let { doubtfulUntil } = before;
  for (const [at, line] of lines.entries()) {
    // What is in doubt comes after these.
    if (at < before.sent && isThere(line)) continue;
    if (!isThere(line)) {
      if (doubtfulUntil > now())
        throw refusal('call-unknown', { seconds: secondsUntil(options, doubtfulUntil) });
      await store.change(place, { doubtfulUntil: now() + doubtMs });
      const outcome = await appendLine(chat, line);
      if (outcome === 'refused') {
        await store.change(place, { doubtfulUntil: 0 });
        throw refusal('meeting-missing', {});
      }
      if (outcome === 'lost') {
        isThere = await readChat(chat);
        if (!isThere(line)) throw refusal('call-unknown', { seconds: String(doubtMs / 1000) });
      }
    }
    doubtfulUntil = 0;
    await store.change(place, { sent: at + 1, doubtfulUntil });
  }
}
