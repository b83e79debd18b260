import type { IncomingMessage } from 'node:http';
import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { adminRoot } from '#contract/gateway/admin.ts';
import { listPaths } from '#contract/gateway/connection-paths.ts';
import * as contract from '#contract/gateway/connections.ts';
import type { Leases } from '../../data/leases.ts';
import { claritalkName } from '../../upstreams/claritalk.ts';
import { Admins } from '../elevation/admins.ts';
import type { AuditLog } from '../elevation/audit-log.ts';
import { readSession, type SessionOptions } from '../elevation/caller.ts';
import { NoAnswer } from '../elevation/claritalk-calls.ts';
import type { IdempotencyStore } from '../elevation/idempotency-store.ts';
import type { Member, Members } from '../elevation/members.ts';
import { actionRoutes } from '../elevation/routes.ts';
import type { GatewayEnv } from '../http/gateway-env.ts';
import type { Logger } from '../http/log.ts';
import { paramsOf } from '../http/params.ts';
import { Refusal, refusal, refusalFor } from '../http/refusal.ts';
import { rebuildQuery, splitTarget } from '../proxy/proxy-request.ts';
import type { Limits } from '../scheduling/limits.ts';
import { type ConnectionActionsOptions, connectionActions, offeredOf } from './actions.ts';
import { addBroadcastRoutes, type BroadcastParts } from './broadcasts/routes.ts';
import type { Calls } from './calls/calls.ts';
import { addCallRoutes } from './calls/routes.ts';
import type { Channels } from './channels/channels.ts';
import { addChannelRoutes } from './channels/routes.ts';
import type { Conversations } from './conversations/conversations.ts';
import { linkActions } from './conversations/link-actions.ts';
import { addConversationRoutes } from './conversations/routes.ts';
import type { Viewer } from './conversations/sights.ts';
import type { Courier } from './courier/courier.ts';
import { addCourierRoutes } from './courier/routes.ts';
import { formsOf } from './forms.ts';
import { hookActions } from './hook-actions.ts';
import type { MediaReferences } from './media/references.ts';
import { addMeetingRoutes } from './meetings/routes.ts';
import { guessedRows, pathActions } from './paths/path-actions.ts';
import { addPublicationRoutes, type PublicationParts } from './publications/routes.ts';
import { addSentRoutes } from './sent/routes.ts';
import { addSharedFileRoutes } from './shared/routes.ts';
import { addTodoRoutes } from './todos/routes.ts';
import { entriesOf, viewOf } from './view.ts';

export interface ConnectionRoutesOptions extends ConnectionActionsOptions, SessionOptions {
  readonly members: Members;
  readonly conversations: Conversations;
  readonly calls: Calls;
  readonly references: MediaReferences;
  readonly courier: Courier;
  readonly channels: Channels;
  readonly audit: AuditLog;
  readonly idempotency: IdempotencyStore;
  readonly leases: Leases;
  readonly limits: Limits;
  readonly log: Logger;
  /** Undefined where no system takes recordings. */
  readonly publishing: PublicationParts | undefined;
  readonly broadcasting: BroadcastParts | undefined;
  /** The sender of a request is known: its body may arrive slowly. */
  readonly trust: (request: IncomingMessage) => void;
}

type ReadMember = (
  context: Context<GatewayEnv>,
  task: (member: Member) => Promise<object | string>,
) => Promise<Response>;

/** A page reads the inbox and an open conversation with what comes in: several times a second where much does. */
const readsPerMinute = 600;
/** Of up to 5 MiB: more than a browser can send. */
const partsPerMinute = 1_200;
const defaultEntries = 50;
const maxEntries = 200;

/**
 * `/admin/connections`, `/admin/conversations`, `/admin/calls`, `/admin/ledger`, `/admin/publications` and
 * `/admin/systems`. They need no service account: people act as themselves.
 */
export function connectionRoutes(options: ConnectionRoutesOptions): Hono<GatewayEnv> {
  const { offered, store, ledger, call } = options;
  const entriesIn = entriesOf(offered, options);
  // Each organisation has its own connections, so callers need not belong to a particular one.
  const admins = new Admins({
    ...{ call, limits: options.limits, name: 'connections' },
    organisation: { confirm: async () => {} },
  });
  const app: Hono<GatewayEnv> = actionRoutes(
    { ...options, admins },
    [
      ...connectionActions(options),
      ...hookActions(options),
      ...linkActions(options),
      ...pathActions(options),
    ],
    (caller) => ({
      caller,
    }),
  );
  const readAs = reads(options, 'reads', readsPerMinute);
  const read: ReadMember = (context, task) => readAs(context, ({ member }) => task(member));

  app.get(adminRoot + contract.listConnections.path, (context) =>
    read(context, async ({ organisation, isAdmin }) => ({
      systems: offered.map(({ system, url }) => ({
        system: system.id,
        name: system.name,
        address: url === undefined ? 'open' : 'fixed',
      })),
      connections: await Promise.all(
        (await store.list(organisation)).flatMap((stored) => {
          const known = offered.find(({ system }) => system.id === stored.system);
          if (!known) return [];
          return [isAdmin ? viewOf(options, stored, known) : { system: stored.system, open: stored.isOpen }];
        }),
      ),
    })),
  );

  app.get(adminRoot + contract.listLinks.path, (context) =>
    read(context, async (member) => {
      const { system } = paramsOf(contract.listLinks, context);
      return { links: await store.links(adminOf(member).organisation, system) };
    }),
  );

  app.get(adminRoot + listPaths.path, (context) =>
    read(context, async (member) => {
      const { system } = paramsOf(listPaths, context);
      const set = await store.paths.all(adminOf(member).organisation, system);
      const rows = guessedRows(offeredOf(offered, system));
      return {
        paths: rows.map(({ name, title, resource, upstreamMethod: method, path: usual }) => ({
          operation: name,
          title,
          resource,
          method,
          usual,
          set: set.get(name) ?? null,
        })),
      };
    }),
  );

  app.get(adminRoot + contract.listLedger.path, (context) =>
    read(context, async ({ organisation, isAdmin, uuid }) => {
      const { query } = splitTarget(context.env.incoming.url ?? '');
      const rebuilt = new URLSearchParams(rebuildQuery(contract.listLedger, query));
      const filter = v.parse(contract.listLedger.query, Object.fromEntries(rebuilt));
      const limit = Math.min(maxEntries, Number(filter.limit ?? defaultEntries));
      if (!isAdmin && (filter.person ?? uuid) !== uuid) return { entries: [], more: false };
      const entries = await ledger.list({
        ...filter,
        organisation,
        person: isAdmin ? filter.person : uuid,
        before: filter.before === undefined ? undefined : Number(filter.before),
        limit: limit + 1,
      });
      return { entries: await entriesIn(entries.slice(0, limit)), more: entries.length > limit };
    }),
  );

  app.get(adminRoot + contract.getLedgerEntry.path, (context) =>
    read(context, async ({ organisation, isAdmin, uuid }) => {
      const { id } = paramsOf(contract.getLedgerEntry, context);
      const found = await ledger.find(organisation, Number(id));
      if (!found || !(isAdmin || found.entry.person.uuid === uuid)) throw refusal('entry-missing', {});
      const [entry] = await entriesIn([found.entry]);
      return { ...found, entry };
    }),
  );

  app.get(adminRoot + contract.listSystemOperations.path, async (context) => {
    let etag = '';
    const answer = await read(context, async (member) => {
      adminOf(member);
      const { system } = paramsOf(contract.listSystemOperations, context);
      const set = await store.paths.all(member.organisation, system);
      const forms = formsOf(offeredOf(offered, system), set);
      ({ etag } = forms);
      return forms.text;
    });
    if (answer.status !== 200) return answer;
    const headers = { etag, 'cache-control': 'private, no-cache', 'content-type': 'application/json' };
    const isKnown = context.req.header('if-none-match') === etag;
    return isKnown
      ? new Response(null, { status: 304, headers })
      : new Response(answer.body, { status: 200, headers });
  });
  // Its addresses are more exact.
  addChannelRoutes(app, { ...options, readAs });
  addConversationRoutes(app, { ...options, readAs });
  addCallRoutes(app, { ...options, readAs });
  addSharedFileRoutes(app, { ...options, readAs });
  addSentRoutes(app, { ...options, readAs });
  addTodoRoutes(app, { ...options, readAs });
  addMeetingRoutes(app, { ...options, readAs });
  if (options.publishing) {
    const partAs = reads(options, 'parts of recordings', partsPerMinute);
    addPublicationRoutes(app, { ...options, ...options.publishing, readAs, partAs });
  }
  addCourierRoutes(app, { ...options, readAs });
  if (options.broadcasting) {
    const confirmedAs = reads(options, 'confirmed reads', readsPerMinute, true);
    addBroadcastRoutes(app, { ...options.broadcasting, readAs, confirmedAs });
  }
  return app;
}

/** Responds to someone who is signed in, as far as they may know. A string is JSON already. */
function reads(options: ConnectionRoutesOptions, name: string, requests: number, fresh = false) {
  const { members, log, limits } = options;
  const limiter = limits.of({ name: `connections: ${name}`, requests, comesBack: 'steadily' });
  return async (
    context: Context<GatewayEnv>,
    task: (viewer: Viewer) => Promise<object | string>,
  ): Promise<Response> => {
    try {
      const { sessionId, subjectKey, token } = await readSession(options, context.env.incoming);
      const wait = await limiter.take(subjectKey);
      if (wait > 0) throw refusal('too-many-admin-requests', {}, { 'retry-after': String(wait) });
      const member = await members.of(sessionId, token, fresh);
      const told = await task({ member, sessionId, accessToken: token });
      return typeof told === 'string' ? new Response(told) : Response.json(told);
    } catch (error) {
      return refusalOf(error, log).response();
    }
  };
}

function refusalOf(error: unknown, log: Logger): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof NoAnswer) return refusal('rights-unknown', { system: claritalkName });
  log.error('connections failed', { error: error instanceof Error ? error.name : 'unknown' });
  return refusalFor(error);
}

function adminOf(member: Member): Member {
  if (!member.isAdmin) throw refusal('not-an-admin', {});
  return member;
}
