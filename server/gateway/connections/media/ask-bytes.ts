import type { Dispatcher } from 'undici';
import { fillPath } from '#contract/match.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { isTimeout, type UpstreamClient, wasNotSent } from '../../../upstreams/client.ts';
import { connectedUpstream } from '../../../upstreams/connected.ts';
import { type Refusal, refusal } from '../../http/refusal.ts';
import { withCredential } from '../../proxy/connection.ts';
import type { OfferedSystem } from '../offered.ts';
import type { ConnectionStore } from '../store.ts';
import { askingOf, type SystemClients } from '../system-clients.ts';

/** A file of a system, for which an organisation’s key is needed. */
export interface BytesSource {
  readonly offered: OfferedSystem;
  readonly client: UpstreamClient;
  readonly key: string;
  /** Where the server has it: its path, with a placeholder. */
  readonly template: string;
  /** What to throw where the key is not accepted. */
  readonly bad: Refusal;
}

/** What is asked of a file. */
export interface AskedBytes {
  /** Media types that are of use. */
  readonly accept: string;
  /** Which of its bytes, as HTTP has it. */
  readonly headers: Readonly<Record<string, string>>;
  /** Statuses of an answer that is used; 416 says that there are no such bytes. */
  readonly successes: readonly number[];
  readonly signal?: AbortSignal;
}

/** Asks for a file; undefined where there is none. @throws Refusal where the system fails */
export async function askBytes(
  { offered, client, key, template, bad }: BytesSource,
  id: string,
  { accept, headers, successes, signal }: AskedBytes,
): Promise<Dispatcher.ResponseData | undefined> {
  const { system, operations } = offered;
  const { name } = system;
  const path = fillPath(template, { id });
  const request = withCredential(connectedUpstream(system, operations), key, path);
  try {
    const answer = await client.request({
      method: 'GET',
      path: request.path,
      headers: { accept, ...headers, ...request.headers },
      ...(signal ? { signal } : {}),
    });
    const { statusCode: status, body } = answer;
    if (successes.includes(status)) return answer;
    await body.dump().catch(() => undefined);
    if (status === 401) throw bad;
    if (status === 429) throw refusal('upstream-waits', { system: name });
    if (status >= 500) throw refusal('upstream-failed', { system: name, status: String(status) });
    return undefined;
  } catch (error) {
    throw failureOf(name, error);
  }
}

interface KeyOptions extends SystemClients {
  readonly store: ConnectionStore;
}

/** Asks for a file with an organisation’s key, at the address that its server has for a row. @throws Refusal */
export async function withKey<T>(
  options: KeyOptions,
  offered: OfferedSystem,
  organisation: string,
  row: ConnectedOperation,
  task: (source: BytesSource) => Promise<T>,
): Promise<T> {
  const { store } = options;
  const { refused, ...asking } = await askingOf({ ...options, offered }, organisation);
  store.countRequest(organisation, offered.system.id);
  try {
    const template = await store.paths.templateOf(organisation, row);
    return await task({ offered, ...asking, template });
  } catch (error) {
    if (error === asking.bad) await refused();
    throw error;
  }
}

/** What a broken connection means to whoever asked. */
export function failureOf(system: string, error: unknown): unknown {
  if (isTimeout(error)) return refusal('upstream-silent', { system });
  const isNetwork = error instanceof Error && ('code' in error || 'syscall' in error);
  if (!isNetwork) return error;
  return refusal(wasNotSent(error) ? 'upstream-unreachable' : 'upstream-lost', { system });
}
