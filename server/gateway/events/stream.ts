import type { IncomingMessage, ServerResponse } from 'node:http';
import { lastEventIdHeader } from '#contract/gateway/push.ts';
import type { SessionCookie } from '../http/cookies.ts';
import { Refusal, refusalFor } from '../http/refusal.ts';
import { splitTarget } from '../proxy/proxy-request.ts';
import { sendRefusal } from '../proxy/proxy-response.ts';
import { fromOwnPage, ownClaim } from '../sessions/own-request.ts';
import type { SessionStore } from '../sessions/sessions.ts';
import type { Beginning, EventHub } from './event-hub.ts';

export interface StreamOptions {
  readonly publicUrl: string;
  readonly cookie: SessionCookie;
  readonly sessions: SessionStore;
  readonly hub: EventHub;
}

/**
 * `GET /events`: the stream of a signed-in page, which sends its token as for any data. It continues after the event in
 * `Last-Event-ID`; without one it starts `within` seconds (0 to 120) before now, so nothing is missed between the
 * page's first request for data and its stream.
 */
export function createStream({ publicUrl, cookie, sessions, hub }: StreamOptions) {
  async function open(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers, url = '' } = request;
    if (request.method !== 'GET') throw new Refusal(405, 'Only GET is taken here.', { allow: 'GET' });
    fromOwnPage(request, publicUrl);
    const beginning = readBeginning(headers[lastEventIdHeader], splitTarget(url).query);
    const { sessionId, subjectKey: person } = await ownClaim({ cookie, sessions }, request);
    if (hub.full) throw new Refusal(503, 'Too many pages are connected.', { 'retry-after': '60' });
    // The page left while it was looked up whose it is.
    if (response.destroyed) return;
    await hub.connect({ sessionId, person }, response, beginning);
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    open(request, response).catch((error: unknown) => sendRefusal(response, refusalFor(error)));
  };
}

function readBeginning(lastEventId: string | string[] | undefined, query: string | undefined): Beginning {
  const within = query === undefined ? '0' : /^within=(\d{1,3})$/.exec(query)?.[1];
  if (within === undefined || Number(within) > 120) throw new Refusal(400, 'The query is not known here.');
  return typeof lastEventId === 'string'
    ? { kind: 'after', lastEventId }
    : { kind: 'within', ms: Number(within) * 1000 };
}
