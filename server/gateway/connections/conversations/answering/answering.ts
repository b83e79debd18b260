import type { AnsweringState } from '#contract/gateway/answering.ts';
import type { ConversationId } from '#contract/gateway/conversation-id.ts';
import type { Notices, Topic } from '../../../../data/notices.ts';

/** Someone before a page that shows a conversation. */
export interface AnsweringPage {
  readonly organisation: string;
  readonly conversation: ConversationId;
  /** Of the page itself: one person may have several. */
  readonly page: string;
  readonly sessionId: string;
  /** UUID of the person. */
  readonly person: string;
  readonly name: string;
}

/** What other pages are told of one. */
export interface Answering {
  readonly page: string;
  readonly person: string;
  readonly name: string;
  readonly state: AnsweringState;
}

interface Present extends AnsweringPage {
  readonly state: AnsweringState;
  readonly until: number;
}

/** What gateways tell each other. */
interface Noted {
  readonly page: AnsweringPage;
  readonly state: AnsweringState | 'gone';
}

/** Tells the pages of a session that someone answers in a conversation, or no longer does. */
export type TellAnswering = (sessionId: string, conversation: ConversationId, answering: Answering) => void;

/** Browsers wake a page in the background once a minute: it has to miss one turn before it counts as gone. */
export const heldMs = 130_000;
const maxPages = 20_000;
const maxOfSession = 50;

/**
 * Who has begun an answer in which conversation, in the memory of each gateway: that they have, and nothing of what. Only pages that show the
 * same conversation are told; each has shown, when it said so, that its person may see it. What is not repeated expires.
 */
export class AnsweringPages {
  readonly #notices: Notices;
  readonly #topic: Topic<Noted>;
  readonly #now: () => number;
  readonly #pages = new Map<string, Present>();
  #tell: TellAnswering = () => {};

  /** @param now clock in ms. */
  constructor(notices: Notices, now: () => number) {
    this.#notices = notices;
    this.#topic = notices.topic<Noted>('answering');
    this.#now = now;
    // What is missed is said again within a minute, or expires.
    this.#topic.on(({ page, state }) => void this.#keep(page, state));
  }

  onTell(tell: TellAnswering): void {
    this.#tell = tell;
  }

  /** Notes what a page does; its person may see the conversation. Returns what others do there. */
  async note(page: AnsweringPage, state: Noted['state']): Promise<readonly Answering[]> {
    await this.#notices.upToDate();
    const others = this.#keep(page, state);
    await this.#topic.tell({ page, state });
    return others;
  }

  /** Each gateway tells the pages whose streams it has. */
  #keep(page: AnsweringPage, state: Noted['state']): readonly Answering[] {
    this.#sweep();
    const key = `${page.sessionId} ${page.page}`;
    const before = this.#pages.get(key);
    this.#pages.delete(key);
    if (before && before.conversation !== page.conversation) this.#tellOthers(before, 'reading');
    if (state !== 'gone') {
      this.#makeRoom(page.sessionId);
      this.#pages.set(key, { ...page, state, until: this.#now() + heldMs });
    }
    const shown = state === 'gone' ? 'reading' : state;
    const was = before?.conversation === page.conversation ? before.state : 'reading';
    if (shown !== was) this.#tellOthers(page, shown);
    return this.#others(page).flatMap((one) => (one.state === 'reading' ? [] : [shownOf(one, one.state)]));
  }

  #others({ organisation, conversation, page, sessionId }: AnsweringPage): readonly Present[] {
    return [...this.#pages.values()].filter(
      (one) =>
        one.organisation === organisation &&
        one.conversation === conversation &&
        !(one.page === page && one.sessionId === sessionId),
    );
  }

  #tellOthers(page: AnsweringPage, state: AnsweringState): void {
    const sessions = new Set(this.#others(page).map(({ sessionId }) => sessionId));
    for (const sessionId of sessions) this.#tell(sessionId, page.conversation, shownOf(page, state));
  }

  #sweep(): void {
    for (const [key, page] of this.#pages) if (page.until <= this.#now()) this.#pages.delete(key);
  }

  #makeRoom(sessionId: string): void {
    const own = [...this.#pages].filter(([, page]) => page.sessionId === sessionId);
    const [oldest] = own.length >= maxOfSession ? own : this.#pages.size >= maxPages ? this.#pages : [];
    if (oldest) this.#pages.delete(oldest[0]);
  }
}

const shownOf = ({ page, person, name }: AnsweringPage, state: AnsweringState): Answering => ({
  page,
  person,
  name,
  state,
});
