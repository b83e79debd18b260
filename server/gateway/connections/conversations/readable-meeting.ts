import { getMeeting } from '#contract/claritalk/meetings.ts';
import { claritalkName } from '../../../upstreams/claritalk.ts';
import { type ClaritalkCall, NoAnswer } from '../../elevation/claritalk-calls.ts';
import { refusal } from '../../http/refusal.ts';
import type { Viewer } from './sights.ts';

const heldMs = 60_000;
const maxHeld = 20_000;

interface Held {
  readonly token: string;
  readonly at: number;
  readonly mayRead: Promise<boolean>;
}

/** Whether people may read single meetings, asked at Claritalk with their own tokens and remembered for a minute. */
export class ReadableMeeting {
  readonly #call: ClaritalkCall;
  readonly #now: () => number;
  readonly #held = new Map<string, Held>();

  /** @param now clock in ms. */
  constructor(call: ClaritalkCall, now: () => number) {
    this.#call = call;
    this.#now = now;
  }

  /** @throws Refusal where Claritalk does not say. */
  by({ sessionId, accessToken }: Viewer, meeting: string): Promise<boolean> {
    const key = `${sessionId} ${meeting.toLowerCase()}`;
    const held = this.#held.get(key);
    if (held?.token === accessToken && held.at > this.#now() - heldMs) return held.mayRead;
    const mayRead = this.#ask(accessToken, meeting);
    this.#held.delete(key);
    this.#held.set(key, { token: accessToken, at: this.#now(), mayRead });
    mayRead.catch(() => {
      if (this.#held.get(key)?.mayRead === mayRead) this.#held.delete(key);
    });
    const [oldest] = this.#held.keys();
    if (oldest !== undefined && this.#held.size > maxHeld) this.#held.delete(oldest);
    return mayRead;
  }

  async #ask(token: string, id: string): Promise<boolean> {
    try {
      const { status } = await this.#call(getMeeting, token, { params: { id } });
      if (status === 200) return true;
      if (status === 403 || status === 404) return false;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
    }
    throw refusal('rights-unknown', { system: claritalkName });
  }
}
