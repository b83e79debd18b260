import { randomUUID } from 'node:crypto';
import { dashboardOrigin } from '../../sandboxes/claritalk/contract/world.ts';
import type { SignedIn } from './admin-world.ts';

/** A request of a page. `key` is its idempotency key: one of its own where none is given, none for null. */
export interface AskOptions {
  /** Bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back; `body` is parsed where it is JSON. */
export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
  readonly headers: Headers;
}

/**
 * Calls a connected system through the gateway, as a page does.
 * @param path from the system's id on; or one of the gateway's own, below `/admin`
 */
export async function askConnected(
  gateway: string,
  { cookie, token }: SignedIn,
  method: string,
  path: string,
  { body, key = randomUUID(), headers }: AskOptions = {},
): Promise<Answered> {
  const isBytes = body instanceof Uint8Array;
  const root = path.startsWith('/admin/') ? '' : '/connected';
  const response = await fetch(gateway + root + path, {
    method,
    headers: {
      origin: dashboardOrigin,
      'sec-fetch-site': 'same-origin',
      'sec-fetch-dest': 'empty',
      cookie,
      authorization: `Bearer ${token}`,
      ...(method === 'GET' || key === null ? {} : { 'idempotency-key': key }),
      ...(body === undefined || isBytes ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = text.startsWith('{') || text.startsWith('[');
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
}
