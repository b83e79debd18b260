import type { ServerResponse } from 'node:http';
import { request as ask } from 'undici';
import type { ReceivedRequest } from './upstream.ts';

/** What another server answered. */
export interface PassedOn {
  readonly status: number;
  readonly type: string;
  readonly retryAfter: string | undefined;
  readonly bytes: Buffer;
}

/** Sends a request that was received to another server, as it came. @param to its origin */
export async function passOn({ method, url, headers, body }: ReceivedRequest, to: string): Promise<PassedOn> {
  const { connection: _, 'content-length': __, ...kept } = headers;
  const answer = await ask(to + url, {
    method: method as 'GET',
    headers: kept,
    body: body.length > 0 ? body : null,
  });
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  const { 'content-type': type = '', 'retry-after': retryAfter } = answer.headers;
  return { status: answer.statusCode, type: String(type), retryAfter: retryAfter?.toString(), bytes };
}

/** Answers as the other server did. */
export function giveOn({ status, type, retryAfter, bytes }: PassedOn, response: ServerResponse): void {
  response.writeHead(status, {
    ...(type === '' ? {} : { 'content-type': type }),
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
    'content-length': bytes.length,
  });
  response.end(bytes);
}

/** Something that happens to a request. */
export interface Incident {
  /** Whether the other server has the request by then. */
  readonly isDone: boolean;
  readonly happens: () => void;
}

interface PassOnOptions {
  /** Origin of the other server. */
  readonly to: string;
  readonly incident: Incident | undefined;
  /** Ends while a request to which something happens is held. */
  readonly released: Promise<void>;
}

/** Sends a request that was received to another server and answers as that does, but for what happens to it. */
export async function passOnDespite(
  request: ReceivedRequest,
  response: ServerResponse,
  { to, incident, released }: PassOnOptions,
): Promise<void> {
  const isKept = incident?.isDone === false;
  const told = isKept ? undefined : await passOn(request, to).catch(() => undefined);
  if (incident) {
    incident.happens();
    await released;
  }
  if (told) giveOn(told, response);
  else response.destroy();
}
