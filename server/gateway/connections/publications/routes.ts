import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { payloadFormatOf, payloadFormats, payloadTypeOf } from '#contract/claap/payload-format.ts';
import * as contract from '#contract/claap/publications.ts';
import { adminRoot } from '#contract/gateway/admin.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { paramsOf } from '../../http/params.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import { checkBodyHead, rebuildBody, rebuildQuery, splitTarget } from '../../proxy/proxy-request.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { ReadAs } from '../conversations/read-as.ts';
import type { Viewer } from '../conversations/sights.ts';
import { usableBy } from '../find.ts';
import { authorAt } from './author.ts';
import { authorFacts } from './author-quota.ts';
import { leaveNothing } from './leave-nothing.ts';
import type { Publication } from './publication-store.ts';
import type { Publisher } from './publisher.ts';
import { askOf, type Publishing } from './publishing.ts';
import { publicationView } from './view.ts';

/** What a gateway that can publish has for it. */
export interface PublicationParts {
  readonly publishing: Publishing;
  readonly publisher: Publisher;
}

export interface PublicationRoutesOptions extends PublicationParts {
  readonly conversations: Pick<Conversations, 'meetings'>;
  readonly readAs: ReadAs;
  /** The same for parts of files, of which there are many. */
  readonly partAs: ReadAs;
  /** The sender of this request is known: its body may arrive slowly. */
  readonly trust: (request: IncomingMessage) => void;
}

const usualList = 50;
const longestList = 200;
const dismissible = ['receiving', 'sending', 'stopped', 'failed', 'expired'];

/** `/admin/publications…`: recordings on their way from a browser to a system. */
export function addPublicationRoutes(app: Hono<GatewayEnv>, options: PublicationRoutesOptions): void {
  const { publishing, publisher, conversations, readAs, partAs, trust } = options;
  const { publications, spool, store, ledger, offered } = publishing;
  const { name: system } = offered.system;

  /** @throws Refusal where the person may not use the connection, or publishes as nobody */
  async function authorOf({ member }: Viewer): Promise<string> {
    if (!(await usableBy(store, offered, member, false))) throw refusal('not-connected', { system });
    const author = await authorAt(store, member);
    if (author === undefined) throw refusal('not-linked', { system });
    return author;
  }

  async function checkMeeting(viewer: Viewer, meeting: string): Promise<void> {
    if (!(await conversations.meetings.by(viewer, meeting))) throw refusal('meeting-hidden', {});
  }

  /** @throws Refusal for what does not exist, and for what is someone else's, alike. */
  async function find({ member }: Viewer, id: string, isOwn = false): Promise<Publication> {
    const found = await publications.find(id);
    const isTheirs = found?.person.uuid === member.uuid || (member.isAdmin && !isOwn);
    if (found?.organisation !== member.organisation || !isTheirs) throw refusal('publication-missing', {});
    return found;
  }

  app.get(adminRoot + contract.getPublishing.path, (context) =>
    readAs(context, async (viewer) => {
      const { meeting } = paramsOf(contract.getPublishing, context);
      const author = await authorOf(viewer);
      await checkMeeting(viewer, meeting);
      const { organisation } = viewer.member;
      const of = { organisation, author, now: Date.now() };
      const facts = await authorFacts(askOf(publishing, organisation), ledger, of);
      const ofMeeting = await publications.ofMeeting(organisation, meeting);
      return { author, ...facts, publications: ofMeeting.map(publicationView) };
    }),
  );

  app.get(adminRoot + contract.listPublications.path, (context) =>
    readAs(context, async ({ member }) => {
      const { only, before, limit } = queryOf(contract.listPublications, context);
      const { organisation, isAdmin, uuid } = member;
      const filter = { organisation, person: isAdmin ? undefined : uuid };
      const most = Math.min(longestList, Number(limit ?? usualList));
      const found = await publications.list(filter, {
        before: before === undefined ? undefined : Date.parse(before),
        onlyFailed: only === 'failed',
        limit: most + 1,
      });
      const shown = found.slice(0, most).map(publicationView);
      return {
        publications: shown,
        more: found.length > most,
        failed: await publications.countFailed(filter),
      };
    }),
  );

  app.get(adminRoot + contract.getPublication.path, (context) =>
    readAs(context, async (viewer) =>
      publicationView(await find(viewer, paramsOf(contract.getPublication, context).id)),
    ),
  );

  app.put(adminRoot + contract.startPublication.path, (context) =>
    readAs(context, async (viewer) => {
      const { id } = paramsOf(contract.startPublication, context);
      const { incoming } = context.env;
      checkBodyHead(contract.startPublication, incoming.headers);
      const text = await rebuildBody(contract.startPublication, incoming);
      const content = v.parse(contract.startPublication.body, JSON.parse(text.toString('utf8')));
      const author = await authorOf(viewer);
      await checkMeeting(viewer, content.meeting);
      const { organisation, uuid, name } = viewer.member;
      await publications.add({ id, organisation, person: { uuid, name }, author }, content, (held) => {
        const reserved = held.map((one) => ({ ...one, person: one.person.uuid }));
        spool.checkRoom(reserved, uuid, content.bytes);
      });
      // Someone may have used this id before.
      const known = await find(viewer, id, true);
      if (!isDeepStrictEqual(known.content, content)) throw refusal('key-used', {});
      return publicationView(known);
    }),
  );

  app.put(adminRoot + contract.sendPart.path, (context) =>
    partAs(context, async (viewer) => {
      const { incoming } = context.env;
      trust(incoming);
      const { id, offset: given } = paramsOf(contract.sendPart, context);
      const length = checkBodyHead(contract.sendPart, incoming.headers);
      const digest = digestOf(incoming);
      const publication = await find(viewer, id, true);
      const { received, bytes, state } = publication;
      const offset = Number(given);
      if (offset + length <= received) return { received };
      if (state !== 'receiving') throw refusal('publication-over', {});
      if (offset !== received || length === 0 || offset + length > bytes) {
        throw new Refusal(409, 'These are not the next bytes.');
      }
      const part = await spool.write(incoming, { id: publication.id, offset, length, digest });
      if (offset === 0) await checkFormat(publication, part.head);
      const isNews = await publications.received(publication.id, offset, offset + length, part.keep);
      if (!isNews) throw refusal('publication-over', {});
      return { received: offset + length };
    }),
  );

  /** What it is counts, not what it is called. @throws Refusal */
  async function checkFormat({ id, content }: Publication, head: Uint8Array): Promise<void> {
    const format = payloadFormatOf(head);
    if (format && payloadTypeOf(format, content?.mediaType ?? '') === content?.mediaType) return;
    await publications.change(id, { state: 'cancelled' });
    await spool.delete(id);
    throw refusal('format-refused', { system, formats: payloadFormats.join(', ') });
  }

  app.post(adminRoot + contract.publish.path, (context) =>
    readAs(context, async (viewer) => {
      const { id } = paramsOf(contract.publish, context);
      const text = await rebuildBody(contract.publish, context.env.incoming);
      const { newRecording } = v.parse(contract.publish.body, JSON.parse(text.toString('utf8')));
      await authorOf(viewer);
      const publication = await find(viewer, id);
      const { state, bytes, received, needsNew } = publication;
      if (['sending', 'handed-over', 'ready'].includes(state)) return publicationView(publication);
      if (state !== 'receiving' && state !== 'stopped') throw refusal('publication-over', {});
      if (received < bytes) throw refusal('publication-unfinished', {});
      if (newRecording && !needsNew) throw refusal('publication-over', {});
      // What the system refused is asked again as something new; it did nothing.
      const creation = await ledger.byKey({ ...publication, key: publication.creation });
      const isRefused = creation?.state === 'refused';
      const begun = await publications.changeFrom(['receiving', 'stopped'], publication.id, {
        state: 'sending',
        problem: undefined,
        isToRenew: newRecording,
        ...(isRefused ? { creation: randomUUID() } : {}),
      });
      // Another tab was faster.
      if (!begun) return publicationView(await find(viewer, id));
      await publisher.begun();
      return publicationView(begun);
    }),
  );

  app.delete(adminRoot + contract.cancelPublication.path, (context) =>
    readAs(context, async (viewer) => {
      const { id } = paramsOf(contract.cancelPublication, context);
      const before = await find(viewer, id);
      const isOver = before.state === 'cancelled' || before.state === 'expired';
      if (before.state === 'cancelled' && !before.leftover) return publicationView(before);
      if (!isOver && !dismissible.includes(before.state)) throw refusal('publication-over', {});
      const publication = await publisher.halt(before.id);
      if (!isOver && !dismissible.includes(publication.state)) throw refusal('publication-over', {});
      // A recording that stays empty would only be in the way at the system. What failed there is the system's.
      const leftover =
        publication.state === 'failed' ? undefined : await leaveNothing(publishing, publication);
      await spool.delete(publication.id);
      return publicationView(
        await publications.change(publication.id, { state: 'cancelled', needsNew: false, leftover }),
      );
    }),
  );
}

/** SHA-256 of a part, in base64, as RFC 9530 writes it. @throws Refusal */
function digestOf({ headers }: IncomingMessage): string {
  const [, digest] = /^sha-256=:([A-Za-z0-9+/]{43}=):$/.exec(String(headers['content-digest'] ?? '')) ?? [];
  if (digest === undefined) throw new Refusal(400, 'The header content-digest must have a sha-256.');
  return digest;
}

function queryOf(operation: typeof contract.listPublications, { env }: Context<GatewayEnv>) {
  const { query } = splitTarget(env.incoming.url ?? '');
  const rebuilt = new URLSearchParams(rebuildQuery(operation, query));
  return v.parse(operation.query, Object.fromEntries(rebuilt));
}
