import { fillPath } from '#contract/match.ts';
import type { BodyOf, Operation, ParamsOf, QueryOf } from '#contract/operation.ts';
import { apiRoot } from '../proxy-request.ts';
import { Refusal } from '../refusal.ts';
import { isTimeout, retryAfterOf, type Upstream } from '../upstream.ts';

const maxAnswerBytes = 16 * 1024 * 1024;

export interface CallInput<O extends Operation> {
  readonly params?: ParamsOf<O>;
  readonly query?: QueryOf<O>;
  readonly body?: BodyOf<O>;
}

export interface Answer {
  readonly status: number;
  /** Undefined when it was no JSON. */
  readonly body: unknown;
}

/** Calls one operation of the contract with a bearer token. Redirects are not followed. */
export type ClaritalkCall = <O extends Operation>(
  operation: O,
  token: string,
  input: CallInput<O>,
) => Promise<Answer>;

/** The answer did not come: whether the request was carried out is unknown. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly timedOut: boolean;

  constructor(cause: unknown) {
    super('no answer', { cause });
    this.timedOut = isTimeout(cause);
  }
}

/**
 * Makes the function that the elevation calls Claritalk with. A 429 is passed on.
 * The function throws NoAnswer, or Refusal with 429.
 */
export function claritalkCalls(upstream: Upstream): ClaritalkCall {
  return async (operation, token, { params, query, body }) => {
    const path = apiRoot + fillPath(operation.path, params as Record<string, string> | undefined);
    const search = query ? `?${new URLSearchParams(query as Record<string, string>)}` : '';
    try {
      const answer = await upstream.request({
        method: operation.method,
        path: path + search,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(upstream.timeouts.headers),
      });
      const text = await readText(answer.body);
      if (answer.statusCode === 429) {
        const headers = { 'retry-after': retryAfterOf(answer.headers) ?? '60' };
        throw new Refusal(429, 'Claritalk asks to wait.', headers);
      }
      return { status: answer.statusCode, body: parse(text) };
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new NoAnswer(error);
    }
  };
}

async function readText(body: AsyncIterable<unknown>): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    pieces.push(piece as Buffer);
    size += (piece as Buffer).length;
    if (size > maxAnswerBytes) throw new Error('answer too long');
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
