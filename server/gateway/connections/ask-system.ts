import * as v from 'valibot';
import { isPathGuessed } from '#contract/system.ts';
import {
  isTimeout,
  readAnswer,
  retryAfterOf,
  type UpstreamClient,
  wasNotSent,
} from '../../upstreams/client.ts';
import { connectedUpstream } from '../../upstreams/connected.ts';
import { NotPublic } from '../../upstreams/public-hosts.ts';
import { type Refusal, type RefusalHeaders, refusal } from '../http/refusal.ts';
import { readAnswerJson } from '../proxy/answer-json.ts';
import { withCredential } from '../proxy/connection.ts';
import { Redaction } from '../proxy/redaction.ts';
import { unknownPath } from '../proxy/unknown-path.ts';
import type { OfferedSystem } from './offered.ts';

const usualAnswerBytes = 1024 * 1024;

/** What the gateway itself requests from a system. */
export interface Question {
  /** Name of the row. */
  readonly operation: string;
  /** Path with its query; without it, the row's. */
  readonly path?: string;
  /** What the path was made of, where the server has another than the row says. */
  readonly template?: string;
  readonly body?: unknown;
  readonly withinMs: number;
  /** Of the longest answer that is read. */
  readonly maxAnswerBytes?: number;
}

/** Whose key to use. */
export interface Asking {
  readonly client: UpstreamClient;
  readonly key: string;
  /** What to throw where the key is not accepted. */
  readonly bad: Refusal;
}

/**
 * Calls a system by a row of its table.
 * @returns the body, as the row says that it is.
 * @throws Refusal
 */
export async function askSystem(
  { system, operations }: OfferedSystem,
  { client, key, bad }: Asking,
  { operation, path: asked, template, body: sent, withinMs, maxAnswerBytes = usualAnswerBytes }: Question,
): Promise<unknown> {
  const upstream = connectedUpstream(system, operations);
  const row = operations.find(({ name }) => name === operation);
  if (!row) throw new Error(`${system.id} has no ${operation}`);
  const { path, headers } = withCredential(upstream, key, asked ?? row.path);
  const { name } = system;
  const type = sent === undefined ? {} : { 'content-type': 'application/json' };
  try {
    const answer = await client.request({
      method: row.upstreamMethod,
      path,
      headers: { accept: 'application/json', ...type, ...headers },
      body: sent === undefined ? null : JSON.stringify(sent),
      signal: AbortSignal.timeout(withinMs),
    });
    const bytes = await readAnswer(answer.body, maxAnswerBytes);
    const { statusCode: status } = answer;
    const kind = String(answer.headers['content-type'] ?? '');
    // It stays here, so nothing has to be removed from it.
    const { body } = readAnswerJson(kind, bytes ?? Buffer.alloc(0), new Redaction(undefined));
    const known = body === undefined ? undefined : upstream.readError?.(status, body);
    if (status === 401 || status === 403 || known?.status === 401) throw bad;
    const wait = retryAfterOf(answer.headers);
    const hold: RefusalHeaders = wait === undefined ? {} : { 'retry-after': wait };
    if (status === 429 && known?.said === undefined) throw refusal('upstream-waits', { system: name }, hold);
    const guessed = { method: row.upstreamMethod, template: template ?? row.path };
    const misnamed = isPathGuessed(row) ? unknownPath(name, guessed, status, known?.said) : undefined;
    if (misnamed) throw misnamed;
    if (known?.said !== undefined && known.status < 500) {
      const said = new Redaction(key).text(known.said);
      if (status === 429) throw refusal('upstream-waits-because', { system: name, said }, hold);
      throw refusal('upstream-refused', { system: name, said });
    }
    if (status >= 400) throw refusal('upstream-failed', { system: name, status: String(status) });
    const isSuccess = row.successStatuses.some((success) => success === status);
    if (!isSuccess || known || !v.is(row.response, body)) {
      throw refusal('upstream-unreadable', { system: name });
    }
    return body;
  } catch (error) {
    throw failureOf(name, error);
  }
}

function failureOf(system: string, error: unknown): unknown {
  if (error instanceof NotPublic) return refusal('address-refused', {});
  if (isTimeout(error)) return refusal('upstream-silent', { system });
  const isNetwork = error instanceof Error && ('code' in error || 'syscall' in error);
  if (!isNetwork) return error;
  return refusal(wasNotSent(error) ? 'upstream-unreachable' : 'upstream-lost', { system });
}
