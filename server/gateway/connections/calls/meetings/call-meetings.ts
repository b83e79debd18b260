import { setTimeout as sleep } from 'node:timers/promises';
import type * as v from 'valibot';
import type { callMeeting } from '#contract/gateway/calls.ts';
import type { Member } from '../../../elevation/members.ts';
import { refusal } from '../../../http/refusal.ts';
import type { CallMeeting, CallMeetingStore, CallPlace, Wanted } from './call-meeting-store.ts';
import { type MakeOptions, makeMeeting } from './make-meeting.ts';

export type CallMeetingView = v.InferOutput<typeof callMeeting>;

/** Then the response says how far it is. */
const answeredWithinMs = 15_000;

/** Well before others may believe that this gateway is gone. */
const holdEveryMs = 20_000;

const keyOf = ({ organisation, call }: CallPlace) => `${organisation} ${call}`;

/** Makes meetings of calls, each once: what is being worked on is joined, what has stopped is continued. */
export class CallMeetings {
  readonly #store: CallMeetingStore;
  readonly #running = new Map<string, Promise<void>>();

  constructor(store: CallMeetingStore) {
    this.#store = store;
  }

  /**
   * Begins or continues; returns when it is done, or after a while.
   * @throws Refusal
   */
  async make(member: Member, wanted: Wanted, options: MakeOptions): Promise<void> {
    const { place, person } = options;
    const isOurs = await this.#store.begin(place, person, wanted);
    const known = await this.#store.find(place);
    if (!isOurs && known && known.state !== 'done' && !mayContinue(member, known)) {
      throw refusal('call-taken', { name: known.by.name });
    }
    const key = keyOf(place);
    const running = this.#running.get(key) ?? this.#start(key, options);
    await Promise.race([running, sleep(answeredWithinMs, undefined, { ref: false })]);
  }

  #start(key: string, options: MakeOptions): Promise<void> {
    const running = this.#work(options).finally(() => this.#running.delete(key));
    this.#running.set(key, running);
    // Whoever still waits is told; the page sees that it has stopped.
    running.catch(() => undefined);
    return running;
  }

  /** Nothing where another gateway is working on it: how far that is can be seen. */
  async #work(options: MakeOptions): Promise<void> {
    const { place } = options;
    if (!(await this.#store.hold(place))) return;
    const holding = setInterval(() => void this.#store.hold(place).catch(() => undefined), holdEveryMs);
    try {
      await makeMeeting(options);
    } finally {
      clearInterval(holding);
      // Where that fails, it is free after a while.
      await this.#store.release(place).catch(() => undefined);
    }
  }

  /** What someone may know of it. @param reads whether they may read a meeting */
  viewOf(
    member: Member,
    place: CallPlace,
    known: CallMeeting,
    reads: (meeting: string) => boolean,
  ): CallMeetingView {
    const { state, meeting, by, sound, sent, total } = known;
    const isDone = state === 'done';
    return {
      state: isDone ? 'done' : 'begun',
      running: known.isHeld || this.#running.has(keyOf(place)),
      meeting: meeting !== undefined && reads(meeting) ? meeting : null,
      by: by.name,
      own: mayContinue(member, known),
      sound: sound === 'sent' && !isDone ? 'pending' : sound,
      parts: { sent, total },
    };
  }
}

/** Only the token of whoever began it sees what may have been made; admins see all meetings. */
const mayContinue = ({ uuid, isAdmin }: Member, { by }: CallMeeting) => isAdmin || by.uuid === uuid;
