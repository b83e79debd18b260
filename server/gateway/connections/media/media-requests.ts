import type { IncomingMessage, ServerResponse } from 'node:http';
import { mediaRoot } from '#contract/connected/media.ts';
import { isTimeout, type UpstreamClients, wasNotSent } from '../../../upstreams/client.ts';
import { NotPublic } from '../../../upstreams/public-hosts.ts';
import type { Members } from '../../elevation/members.ts';
import type { SessionCookie } from '../../http/cookies.ts';
import { type LoggedTarget, loggedOperation } from '../../http/logged-target.ts';
import { isForeign, sourceOf } from '../../http/origin.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import { passOn } from '../../proxy/answer.ts';
import { dataHeaders, sendRefusal } from '../../proxy/proxy-response.ts';
import { FairScheduler } from '../../scheduling/fair-scheduler.ts';
import type { SessionStore } from '../../sessions/sessions.ts';
import type { Calls } from '../calls/calls.ts';
import { callInReference, passSound } from '../calls/listen.ts';
import { fileInReference, passChannelFile } from '../channels/channel-files.ts';
import type { Channels } from '../channels/channels.ts';
import { conversationSystem } from '../conversations/conversations.ts';
import { usableBy } from '../find.ts';
import type { OfferedSystem } from '../offered.ts';
import { sharedFileHeaders } from '../shared/serve.ts';
import type { SharedFiles } from '../shared/shared-files.ts';
import type { ConnectionStore } from '../store.ts';
import { askedBytes, bounded, headersOf, textOf } from './answered-file.ts';
import { fileHeaders } from './file-types.ts';
import type { MediaReferences } from './references.ts';

export interface MediaOptions {
  readonly references: MediaReferences;
  readonly store: ConnectionStore;
  readonly members: Members;
  /** For addresses that others gave. */
  readonly publicClients: UpstreamClients;
  readonly shared: SharedFiles;
  readonly calls: Calls;
  readonly channels: Channels;
}

/** How browsers are recognised. */
export interface MediaSessions {
  readonly publicUrl: string;
  readonly cookie: SessionCookie;
  readonly sessions: Pick<SessionStore, 'find'>;
}

/** A file that takes longer than this is ended; players ask for the rest. */
const withinMs = 10 * 60_000;
// A player that is paused keeps its place, and pictures are not to wait for it.
const places = { total: 256, each: 24, waiting: 200 };

/** Where a file may be shown. Frames, scripts and styles are not among these. */
const destinations = ['image', 'audio', 'video', 'empty', 'document'];

/** Someone's request for a file of a system. */
interface MediaRequest {
  readonly offered: OfferedSystem;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * `GET /connected/<system>/media/<reference>`: a picture, sound or file that an answer had an address of. Elements of
 * a page cannot send a token, so the session's cookie is enough; the reference says that its own page got it.
 */
export function mediaRequests(options: MediaOptions, sessions: MediaSessions, offered: OfferedSystem) {
  const scheduler = new FairScheduler(places);
  const root = mediaRoot(offered.system.id);
  const template = loggedOperation({ root, path: '/:reference' });
  const forward = (request: IncomingMessage, response: ServerResponse): LoggedTarget => {
    const asked: MediaRequest = { offered, request, response };
    send(options, sessions, scheduler, asked).catch((error: unknown) =>
      sendRefusal(response, refusalOf(offered, error)),
    );
    return template;
  };
  return { root, forward };
}

async function send(
  options: MediaOptions,
  { publicUrl, cookie, sessions }: MediaSessions,
  scheduler: FairScheduler,
  asked: MediaRequest,
): Promise<void> {
  const { offered, request, response } = asked;
  const reference = referenceIn(asked);
  const source = sourceOf(request.headers);
  if (isForeign(source, publicUrl) || !destinations.includes(source.destination ?? 'empty')) {
    throw refusal('not-our-page', {});
  }
  const sessionId = cookie.read(request.headers.cookie);
  const session = sessionId === undefined ? undefined : await sessions.find(sessionId);
  if (!session || sessionId === undefined || session.refused) throw refusal('not-signed-in', {});
  const abort = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) abort.abort();
  });
  const leave = await scheduler.enter(session.subjectKey, 3, abort.signal);
  const late = setTimeout(() => abort.abort(new DOMException('it took too long', 'TimeoutError')), withinMs);
  try {
    const member = await options.members.of(sessionId, session.accessToken, false);
    const { organisation, uuid: person } = member;
    const { id: system, name } = offered.system;
    const owned = options.references.addressIn({ organisation, system, person, own: true }, reference);
    const call = owned === undefined ? undefined : callInReference(owned);
    const file = owned === undefined ? undefined : fileInReference(owned);
    const viewer = { member, sessionId, accessToken: session.accessToken };
    const bytes = { request, response, signal: abort.signal, system: name };
    if (call) return await passSound(options.calls, viewer, call, bytes);
    if (file) return await passChannelFile(options.channels, viewer, file, bytes);
    // Whoever has a reference got it with something that they may see.
    const mayBeTheirs = system === conversationSystem;
    const opened = await usableBy(options.store, offered, member, mayBeTheirs);
    if (!opened) throw refusal('not-connected', { system: name });
    const everyones = { organisation, system, person, own: false };
    const mayAll = opened.connection.isOpen || member.isAdmin;
    const address = owned ?? (mayAll ? options.references.addressIn(everyones, reference) : undefined);
    if (address === undefined) throw new Refusal(404, 'There is no such file for you, or no longer.');
    await pass(options, asked, new URL(address), abort.signal);
  } finally {
    clearTimeout(late);
    leave();
  }
}

/** @throws Refusal for what is not a request for a file. */
function referenceIn({ offered, request }: MediaRequest): string {
  const { method, url = '' } = request;
  const reference = url.slice(mediaRoot(offered.system.id).length + 1);
  if (!/^[\w-]{40,4000}$/.test(reference)) throw new Refusal(404, 'There is nothing here.');
  if (method !== 'GET') throw new Refusal(405, 'This method is not allowed here.', { allow: 'GET' });
  return reference;
}

async function pass(
  { publicClients, shared }: MediaOptions,
  { offered, request, response }: MediaRequest,
  address: URL,
  signal: AbortSignal,
): Promise<void> {
  const link = shared.linkIn(address.href);
  if (link !== undefined) {
    // Our own: colleagues who look at what was sent do not use up the client's fetches.
    const file = await shared.store.look(link);
    if (!file) throw new Refusal(404, 'There is no such file for you, or no longer.');
    response.writeHead(200, sharedFileHeaders(file)).end(file.content);
    return;
  }
  const { origin, pathname, search, username, password } = address;
  if (username + password !== '') throw new NotPublic('more than an address');
  const { range, headers: asking } = askedBytes(request);
  const answer = await publicClients.at(origin).request({
    method: 'GET',
    path: pathname + search,
    headers: { accept: '*/*', ...asking },
    signal,
  });
  answer.body.on('error', () => {});
  const headers = headersOf(answer, range !== undefined);
  if (!headers) {
    answer.body.destroy();
    throw refusal('upstream-unreadable', { system: offered.system.name });
  }
  response.writeHead(answer.statusCode, {
    ...dataHeaders,
    'accept-ranges': 'bytes',
    ...headers,
    ...fileHeaders(textOf(answer, 'content-type'), pathname),
  });
  await passOn(bounded(answer.body), response);
}

function refusalOf({ system: { name: system } }: OfferedSystem, error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof NotPublic) return refusal('address-not-public', { system });
  if (isTimeout(error)) return refusal('upstream-silent', { system });
  return refusal(wasNotSent(error) ? 'upstream-unreachable' : 'upstream-lost', { system });
}
