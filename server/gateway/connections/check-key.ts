import * as v from 'valibot';
import { isTimeout, readAnswer, type UpstreamClient, wasNotSent } from '../../upstreams/client.ts';
import { connectedUpstream, keyChecks } from '../../upstreams/connected.ts';
import { NotPublic } from '../../upstreams/public-hosts.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { withCredential } from '../proxy/connection.ts';
import { isJson } from '../proxy/proxy-response.ts';
import { Redaction } from '../proxy/redaction.ts';
import type { OfferedSystem } from './offered.ts';
import type { StoredConnection } from './store.ts';

const maxAnswerBytes = 1024 * 1024;
const withinMs = 15_000;

/** What Chat2Desk says of the month: used, and left of each kind. */
const apiCalls = v.looseObject({
  used_this_month: v.union([v.number(), v.pipe(v.string(), v.transform(Number))]),
  left_free_requests: v.optional(v.nullable(v.union([v.number(), v.pipe(v.string(), v.transform(Number))]))),
  left_paid_requests: v.optional(v.nullable(v.union([v.number(), v.pipe(v.string(), v.transform(Number))]))),
});
const withCalls = v.looseObject({ api_calls: apiCalls });

/**
 * Tries a key with a read that changes nothing.
 * @returns what the answer says of a quota; null when it says nothing.
 * @throws Refusal: `bad` where the key is not accepted.
 */
export async function checkKey(
  { system, operations }: OfferedSystem,
  client: UpstreamClient,
  key: string,
  bad: Refusal,
): Promise<StoredConnection['quota']> {
  const upstream = connectedUpstream(system, operations);
  const check = keyChecks[system.id];
  const row = operations.find(({ name }) => name === check.operation);
  if (!row) throw new Error(`${system.id} has no ${check.operation}`);
  const { path, headers } = withCredential(upstream, key, row.path + check.query);
  const { name } = system;
  try {
    const answer = await client.request({
      method: 'GET',
      path,
      headers: { accept: 'application/json', ...headers },
      signal: AbortSignal.timeout(withinMs),
    });
    const bytes = await readAnswer(answer.body, maxAnswerBytes);
    const type = String(answer.headers['content-type'] ?? '');
    const { statusCode: status } = answer;
    const body = bytes && isJson(type) ? parse(bytes.toString('utf8')) : undefined;
    const known = body === undefined ? undefined : upstream.readError?.(status, body);
    if (status === 401 || status === 403 || known?.status === 401) throw bad;
    if (status === 429) throw refusal('upstream-waits', { system: name });
    if (known?.said !== undefined && known.status < 500) {
      const said = new Redaction(key).text(known.said);
      throw refusal('upstream-refused', { system: name, said });
    }
    if (status >= 400) throw refusal('upstream-failed', { system: name, status: String(status) });
    if (status !== 200 || known || !v.is(row.response, body)) {
      throw refusal('upstream-unreadable', { system: name });
    }
    return quotaIn(body);
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function quotaIn(body: unknown): StoredConnection['quota'] {
  const inside = v.safeParse(v.looseObject({ data: withCalls }), body);
  const bare = inside.success ? inside.output.data : body;
  const found = v.safeParse(withCalls, bare);
  if (!found.success) return null;
  const {
    used_this_month: used,
    left_free_requests: free,
    left_paid_requests: paid,
  } = found.output.api_calls;
  const isTold = typeof free === 'number' || typeof paid === 'number';
  return { used: Math.round(used), of: isTold ? Math.round(used + (free ?? 0) + (paid ?? 0)) : null };
}
