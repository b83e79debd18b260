import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { uuid } from '#contract/claritalk/shapes.ts';
import { adminRoot, adminSetWebhookUrl, idempotencyHeader, listAudit } from '#contract/gateway/admin.ts';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import type { Leases } from '../../data/leases.ts';
import { claritalkName } from '../../upstreams/claritalk.ts';
import type { GatewayEnv } from '../http/gateway-env.ts';
import type { Logger } from '../http/log.ts';
import { Refusal, refusal, refusalFor, refusalText } from '../http/refusal.ts';
import { checkBodyHead, rebuildBody, rebuildQuery, splitTarget } from '../proxy/proxy-request.ts';
import { FairScheduler } from '../scheduling/fair-scheduler.ts';
import { sessionKey } from '../sessions/sessions.ts';
import type { Action, AskedAction } from './action.ts';
import { actions } from './actions.ts';
import { type Admins, type Admitted, type Caller, TooMuch } from './admins.ts';
import type { AuditEnd, AuditLog } from './audit-log.ts';
import { type OwnSession, readSession, type SessionOptions } from './caller.ts';
import { type ClaritalkCall, NoAnswer } from './claritalk-calls.ts';
import { type CheckHookUrl, shownAddress } from './hook-url.ts';
import type { IdempotencyStore } from './idempotency-store.ts';
import type { ServiceAccount } from './service-account.ts';

export interface AdministrationOptions extends SessionOptions {
  readonly admins: Admins;
  readonly audit: AuditLog;
  readonly idempotency: IdempotencyStore;
  readonly leases: Leases;
  readonly log: Logger;
}

export interface ElevationOptions extends AdministrationOptions {
  readonly checkHookUrl: CheckHookUrl;
  readonly call: ClaritalkCall;
  readonly service: ServiceAccount;
}

/** The one path of the API that is not forwarded but carried out for admins. */
export const elevatedApiPath: string = adminSetWebhookUrl.root + adminSetWebhookUrl.path;

/** Changes that exclude each other: one at a time, people take turns, and nobody fills the queue. */
const aloneLimits = { total: 1, each: 1, waiting: 4, waitingInAll: 40 };
const aloneLease = 'administration';
const patienceMs = 15_000;
const defaultEntries = 50;
const maxEntries = 200;

/**
 * `/admin/…` and `POST /api/client/webhook`: what admins do through the gateway, and the log of it.
 * @param more actions of other parts of the gateway.
 */
export function elevationRoutes(options: ElevationOptions, more: readonly Action[] = []): Hono<GatewayEnv> {
  const { call, service, checkHookUrl } = options;
  const contextOf = (caller: Caller) => ({ caller, call, service, checkHookUrl });
  const { app, administration } = routesOf(options, [...actions, ...more], contextOf);
  return app.get(adminRoot + listAudit.path, (context) => administration.listAudit(context));
}

/** What admins do without the service account. */
export const actionRoutes = <C>(
  options: AdministrationOptions,
  given: readonly Action<C>[],
  contextOf: (caller: Caller) => C,
): Hono<GatewayEnv> => routesOf(options, given, contextOf).app;

function routesOf<C>(
  options: AdministrationOptions,
  given: readonly Action<C>[],
  contextOf: (caller: Caller) => C,
) {
  const app = new Hono<GatewayEnv>();
  const administration = new Administration<C>(options, contextOf);
  for (const action of given) {
    const { method, root, path } = action.operation;
    app.on(method, root + path, (context) => administration.handle(context, action));
  }
  return { app, administration };
}

class Administration<C> {
  readonly #options: AdministrationOptions;
  readonly #contextOf: (caller: Caller) => C;
  readonly #alone = new FairScheduler(aloneLimits);

  constructor(options: AdministrationOptions, contextOf: (caller: Caller) => C) {
    this.#options = options;
    this.#contextOf = contextOf;
  }

  /** One administrative request, from its intent in the log to its outcome there. */
  async handle(context: Context<GatewayEnv>, action: Action<C>): Promise<Response> {
    const { audit, admins } = this.#options;
    let entry: number | undefined;
    const begin = async (target: string | null, change: Record<string, string | boolean>) => {
      entry = await audit.begin({ requestId: requestIdOf(context), action: action.name, target, change });
    };
    try {
      const session = await this.#sessionOf(context, () => begin(null, {}));
      const admitted = await this.#admit(session, () => begin(null, {}));
      const request = await readRequest(context, action).catch(async (error) => {
        await begin(null, {});
        throw error;
      });
      await begin(request.asked.target(), changeOf(request.body, action.unsaid));
      const caller = await admins.confirm(admitted, !action.alone, (actor) =>
        audit.identify(entry ?? 0, actor),
      );
      const { result, repeated } = action.alone
        ? await this.#inTurn(action, request, admitted, caller)
        : await this.#carryOut(action, request, caller);
      await audit.end(entry ?? 0, {
        outcome: 'done',
        status: result.status,
        ...(repeated ? told(doneBefore) : { reason: null, refusal: null }),
      });
      return result.body === undefined
        ? new Response(null, { status: result.status })
        : Response.json(result.body, { status: result.status });
    } catch (error) {
      const { refused, outcome } = this.#judge(error);
      if (entry !== undefined) {
        await audit.end(entry, { outcome, status: refused.status, ...whyOf(refused) });
      }
      return refused.response();
    }
  }

  /** The newest entries, for admins only. */
  async listAudit(context: Context<GatewayEnv>): Promise<Response> {
    try {
      const { admins, audit } = this.#options;
      const { incoming } = context.env;
      const admitted = await admins.admit(await readSession(this.#options, incoming), 'read');
      const query = new URLSearchParams(rebuildQuery(listAudit, splitTarget(incoming.url ?? '').query));
      await admins.confirm(admitted, false);
      const filter = v.parse(listAudit.query, Object.fromEntries(query));
      const limit = Math.min(maxEntries, Number(filter.limit ?? defaultEntries));
      const entries = await audit.list({
        ...filter,
        before: filter.before === undefined ? undefined : Number(filter.before),
        limit: limit + 1,
      });
      return Response.json({ entries: entries.slice(0, limit), more: entries.length > limit });
    } catch (error) {
      return this.#judge(error).refused.response();
    }
  }

  /** A wrong token in a live session is counted apart from requests without a session: neither hides the other. */
  async #sessionOf(context: Context<GatewayEnv>, log: () => Promise<void>): Promise<OwnSession> {
    const { incoming } = context.env;
    try {
      return await readSession(this.#options, incoming);
    } catch (error) {
      const { cookie, sessions, admins } = this.#options;
      const id = cookie.read(incoming.headers.cookie);
      const who = id !== undefined && (await sessions.exists(id)) ? sessionKey(id) : '';
      if (await admins.isWorthLogging(who)) await log();
      throw error;
    }
  }

  async #admit(session: OwnSession, log: () => Promise<void>): Promise<Admitted> {
    try {
      return await this.#options.admins.admit(session, 'change');
    } catch (error) {
      if (error instanceof TooMuch && error.first) await log();
      throw error;
    }
  }

  /** Waits for its turn, and confirms the caller again: what was true may no longer be. */
  async #inTurn(
    action: Action<C>,
    request: IdempotentRequest<C>,
    admitted: Admitted,
    { uuid: caller }: Caller,
  ) {
    // Whether or not the caller leaves while it waits, they did ask for it.
    const leave = await this.#alone.enter(caller, 0, new AbortController().signal);
    try {
      // The same in all gateways.
      const held = await this.#options.leases.hold(aloneLease, patienceMs, async () =>
        this.#carryOut(action, request, await this.#options.admins.confirm(admitted, true)),
      );
      if (!held) throw refusal('server-busy', {}, { 'retry-after': '5' });
      return held.result;
    } finally {
      leave();
    }
  }

  #carryOut(action: Action<C>, request: IdempotentRequest<C>, caller: Caller) {
    const asked = [action.name, request.params, request.body];
    return this.#options.idempotency.once(caller.uuid, request.key, asked, () => this.#run(request, caller));
  }

  #run({ asked }: IdempotentRequest<C>, caller: Caller) {
    return asked.run(this.#contextOf(caller));
  }

  /** Returns the response, and what the log says about it. */
  #judge(error: unknown): { refused: Refusal; outcome: AuditEnd['outcome'] } {
    if (error instanceof Refusal) {
      return { refused: error, outcome: error.status >= 500 ? 'failed' : 'refused' };
    }
    if (error instanceof NoAnswer) {
      return { refused: refusal('outcome-unknown', { system: claritalkName }), outcome: 'unknown' };
    }
    this.#options.log.error('administration failed', {
      error: error instanceof Error ? error.name : 'unknown',
    });
    return { refused: refusalFor(error), outcome: 'unknown' };
  }
}

interface IdempotentRequest<C> {
  readonly key: string;
  readonly params: unknown;
  readonly body: unknown;
  readonly asked: AskedAction<C>;
}

/** @throws Refusal with 400, 404 or 413 */
async function readRequest<C>(
  context: Context<GatewayEnv>,
  action: Action<C>,
): Promise<IdempotentRequest<C>> {
  const { operation } = action;
  const { incoming } = context.env;
  // What can be repeated without harm needs no key.
  const given = operation.requestHeaders.includes(idempotencyHeader)
    ? incoming.headers[idempotencyHeader]
    : randomUUID();
  const key = v.safeParse(uuid, given);
  if (!key.success) throw new Refusal(400, `The header ${idempotencyHeader} must be a UUID.`);
  if (splitTarget(incoming.url ?? '').query !== undefined) throw new Refusal(400, 'There is no query here.');
  const path = v.safeParse(operation.params ?? v.strictObject({}), context.req.param());
  if (!path.success) throw new Refusal(404, 'There is nothing here.');
  checkBodyHead(operation, incoming.headers);
  const params = operation.params && path.output;
  const body: unknown = operation.body
    ? JSON.parse((await rebuildBody(operation, incoming)).toString('utf8'))
    : undefined;
  return { key: key.output, params, body, asked: action.ask(params, body) };
}

/** Only the host of an address: its path is often a secret. */
const addressFields: readonly string[] = ['webhook_url', 'url'];

function changeOf(body: unknown, unsaid: readonly string[] = []): Record<string, string | boolean> {
  const fields = Object.entries(body ?? {}).filter(
    (field): field is [string, string | boolean] =>
      ['string', 'boolean'].includes(typeof field[1]) && !unsaid.includes(field[0]),
  );
  return Object.fromEntries(
    fields.map(([name, value]) => [name, addressFields.includes(name) ? shownAddress(String(value)) : value]),
  );
}

type Why = Pick<AuditEnd, 'reason' | 'refusal'>;

const doneBefore: RefusalReason = { code: 'done-before', values: {} };
/** Only the first in a minute is listed, and says so. */
const flood: RefusalReason = { code: 'admin-flood', values: {} };

const told = (refusal: RefusalReason): Why => ({ reason: refusalText(refusal), refusal });

const whyOf = (refused: Refusal): Why =>
  refused instanceof TooMuch ? told(flood) : { reason: refused.message, refusal: refused.reason ?? null };

const requestIdOf = (context: Context<GatewayEnv>) =>
  String(context.env.outgoing.getHeader('x-request-id') ?? '');
