import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { keys, usualWith } from './connected-world.ts';
import { type Answer, json, type ReceivedRequest, TestUpstream } from './upstream.ts';
import { jwtOf, type World } from './world.ts';

/** A message that a page has sent, and what it was told: undefined where nobody answered. */
export interface SentMessage {
  readonly key: string;
  status: number | undefined;
}

type What = 'renewal' | 'message';
interface Held {
  readonly what: What;
  readonly request: ReceivedRequest;
  readonly answer: () => void;
}

const whatIs = ({ method, url, body }: ReceivedRequest): What | undefined => {
  if (url === '/oauth/token') return body.includes('grant_type=refresh_token') ? 'renewal' : undefined;
  return method === 'POST' && url.startsWith('/chat2desk/v1/messages') ? 'message' : undefined;
};
const refreshIn = ({ body }: ReceivedRequest) =>
  new URLSearchParams(body.toString()).get('refresh_token') ?? '';
const keyIn = ({ body }: ReceivedRequest): string => JSON.parse(body.toString()).external_id;

/**
 * Claritalk and Chat2Desk as two gateways ask them: each has its own server, so that what the one that is killed has asked can
 * be held. Claritalk takes a refresh token once, but gives the same answer again to whoever repeats it: where it does not, a
 * session whose answer is lost has ended (`shared-renewal.spec.ts`).
 */
export class SharedSystems {
  /** How often each refresh token and each message has arrived. */
  readonly renewals = new Map<string, number>();
  readonly messages = new Map<string, number>();
  /** Of the tokens that are given next, in seconds. */
  expiresIn = 3600;
  readonly beside: TestUpstream;
  /** Everyone is the same person. */
  readonly #person = randomUUID();
  readonly #given = new Map<string, object>();
  readonly #sent: { readonly id: number; readonly client_id: unknown; readonly key: string }[] = [];
  readonly #usual = usualWith();
  #held: Held[] | undefined;

  private constructor(beside: TestUpstream) {
    this.beside = beside;
    beside.answer = (request, response) => {
      const what = whatIs(request);
      const answer = () => this.answer(request, response);
      if (what && this.#held) this.#held.push({ what, request, answer });
      else answer();
    };
  }

  static async start(): Promise<SharedSystems> {
    return new SharedSystems(await TestUpstream.start());
  }

  readonly answer: Answer = (request, response) => {
    const { method, url, body } = request;
    if (url === '/oauth/token') return json(response, 200, this.#tokens(request));
    if (url === '/api/user/me') return json(response, 200, { user: { uuid: this.#person, role: 'admin' } });
    if (url === '/api/organisations/list') return json(response, 200, [{ uuid: 'o' }]);
    if (url.startsWith('/api/')) return json(response, 200, { name: 'Weekly' });
    if (!url.startsWith('/chat2desk/v1/messages')) return this.#usual(request, response);
    if (method === 'GET') {
      const data = this.#sent.map(({ key, ...rest }) => ({ ...rest, extra_data: { external_id: key } }));
      return json(response, 200, { data: data.toReversed(), status: 'success' });
    }
    const { client_id } = JSON.parse(body.toString());
    const [key, id] = [keyIn(request), this.#sent.length + 1];
    this.messages.set(key, (this.messages.get(key) ?? 0) + 1);
    this.#sent.push({ id, client_id, key });
    json(response, 200, { data: { message_id: id, client_id }, status: 'success' });
  };

  /** Holds what the other gateway asks from now on, and waits until a renewal and a message are under way there. */
  async hold(): Promise<void> {
    const held: Held[] = [];
    this.#held = held;
    const isThere = (what: What) => held.some((one) => one.what === what);
    while (!(isThere('renewal') && isThere('message'))) await pause(5);
  }

  /**
   * Continues after whoever asked has died. @param isDone whether messages that were held are carried out all the same; renewals are
   * @returns the refresh tokens and the messages that were held
   */
  release(isDone: boolean): { readonly renewals: readonly string[]; readonly messages: readonly string[] } {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const { what, answer } of held) if (what === 'renewal' || isDone) answer();
    const of = (what: What) => held.filter((one) => one.what === what).map(({ request }) => request);
    return { renewals: of('renewal').map(refreshIn), messages: of('message').map(keyIn) };
  }

  #tokens(request: ReceivedRequest): object {
    if (whatIs(request) === undefined) return this.#pair();
    const token = refreshIn(request);
    this.renewals.set(token, (this.renewals.get(token) ?? 0) + 1);
    const given = this.#given.get(token) ?? this.#pair();
    this.#given.set(token, given);
    return given;
  }

  #pair(): object {
    const [access_token, refresh_token] = [jwtOf(this.#person, randomUUID()), randomUUID()];
    return { token_type: 'Bearer', expires_in: this.expiresIn, access_token, refresh_token };
  }
}

/** Connects Chat2Desk for the organisation of someone. @returns the status */
export async function connectDesk(world: World, cookie: string): Promise<number> {
  const { status } = await world.ask('/admin/connections/chat2desk', cookie, {
    method: 'PUT',
    headers: { origin: world.url, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ key: keys.own, version: null }),
  });
  return status;
}

/** Pages that renew tokens and send messages at either of two gateways until it is over. */
export class SharedLoad {
  readonly sent: SentMessage[] = [];
  /** What pages were told that renewed a token, other than a new one; undefined where nobody answered. */
  readonly unrenewed: (number | undefined)[] = [];
  readonly #world: World;
  readonly #otherUrl: () => string | undefined;
  readonly #running: Promise<void>[] = [];
  #isOver = false;

  constructor(world: World, otherUrl: () => string | undefined) {
    [this.#world, this.#otherUrl] = [world, otherUrl];
  }

  /** Two pages of one session ask for its token, one at each gateway, until both are closed. */
  renew(cookie: string, isClosed: () => boolean): void {
    for (const at of [() => this.#world.url, this.#otherUrl])
      this.#repeat(
        at,
        20,
        async (url) => {
          const status = await this.renewAt(url, cookie);
          if (status !== 200) this.unrenewed.push(status);
        },
        isClosed,
      );
  }

  /** Asks for a session's token. @returns the status */
  renewAt(url: string, cookie: string): Promise<number | undefined> {
    return statusOf(
      fetch(`${url}/oauth/token`, {
        method: 'POST',
        headers: {
          origin: url,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
          cookie,
        },
        body: 'grant_type=refresh_token&refresh_token=server-held',
      }),
    );
  }

  /** Someone sends messages, some at each gateway. */
  send(cookie: string, everyMs: number): void {
    for (const at of [() => this.#world.url, this.#otherUrl])
      this.#repeat(at, everyMs, async (url) => {
        const message: SentMessage = { key: randomUUID(), status: undefined };
        this.sent.push(message);
        message.status = await this.sendAt(url, cookie, message.key);
      });
  }

  /** Sends a message, whose key is its id at the system, too. @returns the status */
  sendAt(url: string, cookie: string, key: string): Promise<number | undefined> {
    const authorization = `Bearer ${this.#world.tokenOf(cookie)}`;
    return statusOf(
      fetch(`${url}/connected/chat2desk/v1/messages`, {
        method: 'POST',
        headers: {
          origin: url,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/json',
          'idempotency-key': key,
          cookie,
          authorization,
        },
        body: JSON.stringify({ client_id: 1, text: 'On my way', external_id: key }),
      }),
    );
  }

  /** Ends all pages. */
  end(): Promise<unknown> {
    this.#isOver = true;
    return Promise.all(this.#running);
  }

  #repeat(
    at: () => string | undefined,
    everyMs: number,
    work: (url: string) => Promise<void>,
    isClosed: () => boolean = () => false,
  ): void {
    const run = async () => {
      while (!(this.#isOver || isClosed())) {
        const url = at();
        if (url !== undefined) await work(url);
        await pause(url === undefined ? 10 : everyMs);
      }
    };
    this.#running.push(run());
  }
}

const statusOf = (asked: Promise<Response>) =>
  asked.then(
    async (response) => {
      await response.text();
      return response.status;
    },
    () => undefined,
  );
