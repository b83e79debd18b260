import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { getMeeting } from '#contract/claritalk/meetings.ts';
import { uuid } from '#contract/claritalk/shapes.ts';
import { courier as courierSystem } from '#contract/courier/system.ts';
import { adminRoot, type auditActions, idempotencyHeader } from '#contract/gateway/admin.ts';
import { kindOf, nameFor } from '#contract/gateway/file-kind.ts';
import { revokeSharedFile, shareAttachment, sharedRoot, shareFile } from '#contract/gateway/shared-files.ts';
import type { SystemId } from '#contract/system.ts';
import { claritalkName } from '../../../upstreams/claritalk.ts';
import type { AuditLog } from '../../elevation/audit-log.ts';
import type { ClaritalkCall } from '../../elevation/claritalk-calls.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { paramsOf } from '../../http/params.ts';
import { readBody } from '../../http/read-body.ts';
import { Refusal, refusal, refusalFor } from '../../http/refusal.ts';
import { checkBodyHead, rebuildQuery, splitTarget } from '../../proxy/proxy-request.ts';
import { FairScheduler } from '../../scheduling/fair-scheduler.ts';
import type { Limits } from '../../scheduling/limits.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { ReadAs } from '../conversations/read-as.ts';
import { mustReach } from '../conversations/scopes.ts';
import { hidden, type Viewer } from '../conversations/sights.ts';
import type { Courier } from '../courier/courier.ts';
import type { ConnectionStore } from '../store.ts';
import { serveSharedFile } from './serve.ts';
import type { NewSharedFile, SharedWith } from './shared-file-store.ts';
import type { SharedFiles } from './shared-files.ts';

export interface SharedFileRoutesOptions {
  readonly shared: SharedFiles;
  readonly store: ConnectionStore;
  readonly conversations: Conversations;
  readonly courier: Courier;
  readonly call: ClaritalkCall;
  readonly audit: AuditLog;
  readonly limits: Limits;
  readonly readAs: ReadAs;
}

/** Files on their way in: each is held in memory until it is sealed. */
const places = { total: 4, each: 2, waiting: 12, waitingInAll: 40 };
const bodyWithinMs = 60_000;

type Row = typeof shareFile | typeof shareAttachment;

/** What a file is, by its content; and what the log says that it is. @throws Refusal */
type FileIn = (content: Buffer) => Pick<NewSharedFile, 'meeting' | 'name' | 'type'> & {
  readonly target: string;
};
type FileOf = (query: Readonly<Record<string, string>>) => Promise<FileIn>;

const meetingBody = v.looseObject({ name: v.optional(v.nullable(v.string())) });

/**
 * The meeting's name, where someone may read it: asked at Claritalk at that moment, with their own token.
 * @throws Refusal
 */
export async function readableMeeting(
  call: ClaritalkCall,
  { accessToken }: Viewer,
  id: string,
): Promise<string> {
  const { status, body } = await call(getMeeting, accessToken, { params: { id } });
  if ([400, 403, 404].includes(status)) throw refusal('meeting-hidden', {});
  const read = v.safeParse(meetingBody, body);
  if (status !== 200 || !read.success) throw refusal('rights-unknown', { system: claritalkName });
  return read.output.name ?? '';
}

/** Making and ending links to files, and the links themselves. */
export function addSharedFileRoutes(app: Hono<GatewayEnv>, options: SharedFileRoutesOptions): void {
  const { shared, store, conversations, courier, call, readAs } = options;
  const scheduler = new FairScheduler(places);

  /** The telephone number of someone at Courier. @throws Refusal where the person may not write to them */
  async function phoneOf(viewer: Viewer, individual: string): Promise<string> {
    const { organisation } = viewer.member;
    const [sight, { byIndividual }] = await Promise.all([
      courier.sightOf(viewer),
      courier.peopleOf(organisation).then((people) => people.all()),
    ]);
    const phone = byIndividual.get(individual.toLowerCase())?.phone;
    if (phone === undefined || !sight.knows(individual.toLowerCase())) throw hidden();
    return phone;
  }

  /** Whom a link is for. @throws Refusal where the person may not write to them */
  async function recipientOf(viewer: Viewer, system: SystemId, id: string): Promise<SharedWith> {
    if (system === courierSystem.id) return { phone: await phoneOf(viewer, id) };
    const client = Number(id);
    if (!Number.isSafeInteger(client)) throw hidden();
    await checkClient(viewer, client);
    return { client };
  }

  async function checkClient(viewer: Viewer, client: number): Promise<void> {
    const { organisation } = viewer.member;
    const inbox = await conversations.inboxOf(organisation);
    await inbox.dialogs(true);
    const sight = await conversations.sights.of(viewer);
    mustReach({ inbox, sight }, client);
  }

  const nameOfSystem = (id: SystemId) =>
    id === courierSystem.id ? courierSystem.name : (conversations.system?.system.name ?? id);

  /** @throws Refusal */
  async function share(context: Context<GatewayEnv>, viewer: Viewer, row: Row, fileOf: FileOf) {
    const { incoming } = context.env;
    const { client, system } = paramsOf(row, context);
    const key = keyOf(context);
    checkBodyHead(row, incoming.headers);
    const { organisation, uuid: person } = viewer.member;
    if (!(await store.find(organisation, system))) {
      throw refusal('not-connected', { system: nameOfSystem(system) });
    }
    const { root } = shared;
    if (root === undefined) throw refusal('sharing-off', { system: nameOfSystem(system) });
    const rebuilt = new URLSearchParams(rebuildQuery(row, splitTarget(incoming.url ?? '').query));
    const read = await fileOf(Object.fromEntries(rebuilt));
    const to = await recipientOf(viewer, system, client);
    const leave = await scheduler.enter(person, 0, new AbortController().signal);
    try {
      const content = await readBody(incoming, { maxBytes: row.maxBodyBytes, withinMs: bodyWithinMs });
      const { target, ...file } = read(content);
      const change = file.meeting === undefined ? { client } : { client, meeting: file.meeting };
      const { link, view } = await noted(
        options,
        context,
        viewer,
        { action: 'shareFile', target, change },
        () => shared.store.add({ organisation, person, key, to, content, ...file }),
      );
      return { ...view, link: root + link, name: file.name, type: file.type };
    } finally {
      leave();
    }
  }

  app.post(adminRoot + shareFile.path, (context) =>
    readAs(context, (viewer) =>
      share(context, viewer, shareFile, async (query) => {
        const { meeting, name } = v.parse(shareFile.query, query);
        const target = await readableMeeting(call, viewer, meeting);
        return (content) => {
          if (kindOf(content) !== 'application/pdf') throw new Refusal(415, 'This is not a PDF.');
          return { target, meeting, name, type: 'application/pdf' };
        };
      }),
    ).then(created),
  );

  app.post(adminRoot + shareAttachment.path, (context) =>
    readAs(context, (viewer) =>
      share(context, viewer, shareAttachment, async (query) => {
        const { name: called } = v.parse(shareAttachment.query, query);
        return (content) => {
          const type = kindOf(content);
          if (!type) throw refusal('file-not-allowed', {});
          const name = nameFor(called, type);
          return { target: name, meeting: undefined, name, type };
        };
      }),
    ).then(created),
  );

  app.delete(adminRoot + revokeSharedFile.path, (context) =>
    readAs(context, async (viewer) => {
      const { id } = paramsOf(revokeSharedFile, context);
      keyOf(context);
      const { organisation, isAdmin, uuid: person } = viewer.member;
      const found = await shared.store.find(organisation, Number(id));
      if (!found || !(isAdmin || found.person === person)) throw refusal('entry-missing', {});
      const change: Record<string, string> = found.meeting === '' ? {} : { meeting: found.meeting };
      await noted(options, context, viewer, { action: 'revokeSharedFile', target: id, change }, () =>
        shared.store.revoke(Number(id)),
      );
      return {};
    }).then((response) => (response.status === 200 ? new Response(null, { status: 204 }) : response)),
  );

  app.get(`${sharedRoot}/:link`, serveSharedFile(shared.store, options.limits));
}

const created = (response: Response) =>
  response.status === 200
    ? new Response(response.body, { status: 201, headers: response.headers })
    : response;

/** @throws Refusal */
function keyOf({ env }: Context<GatewayEnv>): string {
  const key = v.safeParse(uuid, env.incoming.headers[idempotencyHeader]);
  if (!key.success) throw new Refusal(400, `The header ${idempotencyHeader} must be a UUID.`);
  return key.output.toLowerCase();
}

interface Noted {
  readonly action: (typeof auditActions)[number];
  readonly target: string;
  readonly change: Record<string, string>;
}

/** Does something with a line about it in the audit log, which is on disk before it is done. */
async function noted<T>(
  { audit }: SharedFileRoutesOptions,
  { env }: Context<GatewayEnv>,
  { member }: Viewer,
  entry: Noted,
  work: () => Promise<T>,
): Promise<T> {
  const requestId = String(env.outgoing.getHeader('x-request-id') ?? randomUUID());
  const id = await audit.begin({ requestId, ...entry });
  await audit.identify(id, member);
  try {
    const result = await work();
    await audit.end(id, { outcome: 'done', status: 200, reason: null, refusal: null });
    return result;
  } catch (error) {
    const refused = refusalFor(error);
    await audit.end(id, {
      outcome: refused === error ? 'refused' : 'failed',
      status: refused.status,
      reason: refused.message,
      refusal: refused.reason ?? null,
    });
    throw error;
  }
}
