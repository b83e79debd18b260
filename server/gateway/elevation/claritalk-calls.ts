import { fillPath, queryString } from '#contract/match.ts';
import type { BodyOf, Operation, ParamsOf, QueryOf } from '#contract/operation.ts';
import { apiRoot, claritalkName } from '../../upstreams/claritalk.ts';
import { isTimeout, readAnswer, retryAfterOf, type UpstreamClient } from '../../upstreams/client.ts';
import { Refusal, refusal } from '../http/refusal.ts';

const maxAnswerBytes = 16 * 1024 * 1024;

export interface CallInput<O extends Operation> {
  readonly params?: ParamsOf<O>;
  readonly query?: QueryOf<O>;
  readonly body?: BodyOf<O>;
  /** Of a multipart operation, instead of `body`. */
  readonly form?: FormData;
  /** Of those that the operation takes. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  /** Undefined when it was not JSON. */
  readonly body: unknown;
}

/** Calls one operation of the contract with a bearer token. Redirects are not followed. */
export type ClaritalkCall = <O extends Operation>(
  operation: O,
  token: string,
  input: CallInput<O>,
) => Promise<Answer>;

/** The response never came: whether the request was carried out is unknown. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly timedOut: boolean;

  constructor(cause: unknown) {
    super('no answer', { cause });
    this.timedOut = isTimeout(cause);
  }
}

/**
 * Creates the function with which the elevation calls Claritalk. A 429 is passed on. The function throws NoAnswer, or
 * Refusal with 429.
 */
export function claritalkCalls(upstream: UpstreamClient): ClaritalkCall {
  return async (operation, token, { params, query, body, form, headers }) => {
    const path = apiRoot + fillPath(operation.path, params) + queryString(query);
    try {
      const sent = await bytesOf(body, form);
      const answer = await upstream.request({
        method: operation.method,
        path,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          ...headers,
          ...(sent ? { 'content-type': sent.type } : {}),
        },
        body: sent?.bytes ?? null,
        signal: AbortSignal.timeout(upstream.timeouts.headers),
      });
      const bytes = await readAnswer(answer.body, maxAnswerBytes);
      if (!bytes) throw new Error('answer too long');
      if (answer.statusCode === 429) {
        const headers = { 'retry-after': retryAfterOf(answer.headers) ?? '60' };
        throw refusal('upstream-waits', { system: claritalkName }, headers);
      }
      return { status: answer.statusCode, body: parse(bytes.toString('utf8')) };
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new NoAnswer(error);
    }
  };
}

async function bytesOf(body: unknown, form: FormData | undefined) {
  if (form) {
    const encoded = new Response(form);
    const type = encoded.headers.get('content-type') ?? '';
    return { type, bytes: Buffer.from(await encoded.arrayBuffer()) };
  }
  return body === undefined ? undefined : { type: 'application/json', bytes: JSON.stringify(body) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
