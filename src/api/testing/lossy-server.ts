import { vi } from 'vitest';
import { setTokenSource } from '../client/client.ts';

/** The fate of a request that changes something. `before`: it never arrives; `after`: its response does not. */
export type Loss = 'none' | 'before' | 'after';

/** Answers requests for specs, and loses those that change something as configured. */
export class LossyServer {
  /** For the next requests that change something, in order. */
  losses: Loss[] = [];
  /** Without it nothing arrives, reading included. */
  reachable = true;
  /** Requests such as `POST /api/types`, in order. */
  readonly sent: string[] = [];
  readonly #answer: (method: string, path: string, body: unknown) => unknown;

  /** `answer` is the server: it does what is requested and returns the body of its response, or a Response. */
  constructor(answer: (method: string, path: string, body: unknown) => unknown) {
    this.#answer = answer;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => this.#fetch(url, init));
    setTokenSource({ accessToken: async () => 'token', sessionEnded: () => undefined });
  }

  async #fetch(url: string, { method = 'GET', body }: RequestInit): Promise<Response> {
    if (!this.reachable) throw new TypeError('fetch failed');
    const { pathname, search } = new URL(url, 'http://claritalk');
    const loss = method === 'GET' ? 'none' : (this.losses.shift() ?? 'none');
    if (method !== 'GET') this.sent.push(`${method} ${pathname}`);
    if (loss === 'before') throw new TypeError('fetch failed');
    const given: unknown = typeof body === 'string' ? JSON.parse(body) : undefined;
    const answer = await this.#answer(method, pathname + search, given);
    if (loss === 'after') throw new TypeError('fetch failed');
    return answer instanceof Response ? answer : Response.json(answer ?? null);
  }
}

/** Waits for work that waits for time: only `setTimeout` is faked. Locks are passed on by another thread. */
export async function passTime<T>(work: Promise<T>): Promise<T> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  work.then(end, end);
  while (!ended) {
    await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(250);
  }
  return work;
}

/** Timers that `passTime` drives. */
export const useQuickTime = (): unknown =>
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
