import { normaliseMeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { normaliseMeeting } from '#src/api/claritalk/meetings/whole-meeting.ts';
import { ApiError } from '#src/api/client/errors.ts';
import type { MeetingSource, WalkerClock } from '../walker.ts';

/** A clock that jumps: anyone who sleeps wakes at once, later. It stops the walker at a chosen time. */
export class JumpingClock implements WalkerClock {
  time = 0;
  readonly #stop = new AbortController();
  stopAt = Number.POSITIVE_INFINITY;

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.time += ms;
    if (this.time >= this.stopAt) this.#stop.abort(new Error('stopped'));
    signal.throwIfAborted();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export interface FakeMeeting {
  readonly id: string;
  readonly name: string;
  readonly updatedAt?: string;
  readonly summary?: string;
  readonly [field: string]: unknown;
}

interface Request {
  readonly at: number;
  readonly what: string;
}

/** A server with some meetings, the newest first; it records what is requested when, and fails when told to. */
export class FakeServer implements MeetingSource {
  meetings: FakeMeeting[] = [];
  readonly requests: Request[] = [];
  /** Failures by request (`list 0`, `meeting a`); each is used once. */
  readonly failures = new Map<string, ApiError[]>();
  /** Meetings that lists do not show although they are there. */
  hidden: ReadonlySet<string> = new Set();
  /** Called when the walker asks for its turn. */
  onTurn: () => Promise<void> = async () => undefined;
  readonly #clock: JumpingClock;

  constructor(clock: JumpingClock) {
    this.#clock = clock;
  }

  get asked(): string[] {
    return this.requests.map(({ what }) => what);
  }

  turn(): Promise<void> {
    return this.onTurn();
  }

  async list(offset: number, limit: number) {
    this.#note(`list ${offset}`);
    const listed = this.meetings.filter(({ id }) => !this.hidden.has(id));
    const rows = listed.slice(offset, offset + limit);
    return normaliseMeetingPage(rows, String(this.meetings.length), limit);
  }

  async meeting(id: string) {
    this.#note(`meeting ${id}`);
    const found = this.meetings.find((meeting) => meeting.id === id);
    if (!found) throw new ApiError({ kind: 'not-found', operation: 'getMeeting', status: 404 });
    return normaliseMeeting(found, id);
  }

  #note(what: string): void {
    this.requests.push({ at: this.#clock.time, what });
    const failure = this.failures.get(what)?.shift();
    if (failure) throw failure;
  }
}
