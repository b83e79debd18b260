import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { adminRoot, idempotencyHeader, listAudit } from '#contract/admin.ts';
import { uuid } from '#contract/shapes.ts';
import type { GatewayEnv } from '../gateway-env.ts';
import type { Logger } from '../log.ts';
import { checkBodyHead, rebuildJson, rebuildQuery, splitTarget } from '../proxy-request.ts';
import { Refusal } from '../refusal.ts';
import { type Action, actions } from './actions.ts';
import { Allowance } from './allowance.ts';
import type { AuditEnd, AuditLog } from './audit-log.ts';
import { type Caller, type CallerOptions, confirmAdmin, readToken } from './caller.ts';
import { NoAnswer } from './claritalk-calls.ts';
import { Wishes } from './wishes.ts';

export interface ElevationOptions extends CallerOptions {
  readonly audit: AuditLog;
  readonly log: Logger;
}

const requestsPerMinute = 120;
/** Requests of nobody in particular that are worth a line each; a flood must not fill the disk. */
const anonymousPerMinute = 20;
const defaultEntries = 50;
const mostEntries = 200;

/** `/admin/…`: what admins do through the service account, and the log of it. */
export function elevationRoutes(options: ElevationOptions): Hono<GatewayEnv> {
  const app = new Hono<GatewayEnv>();
  const elevation = new Elevation(options);
  for (const action of actions) {
    const { method, path } = action.operation;
    app.on(method, adminRoot + path, (context) => elevation.handle(context, action));
  }
  app.get(adminRoot + listAudit.path, (context) => elevation.listAudit(context));
  return app;
}

class Elevation {
  readonly #options: ElevationOptions;
  readonly #wishes = new Wishes();
  readonly #allowance = new Allowance(requestsPerMinute);
  readonly #anonymous = new Allowance(anonymousPerMinute);
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: ElevationOptions) {
    this.#options = options;
  }

  /** One administrative request from its intent in the log to its end there. */
  async handle(context: Context<GatewayEnv>, action: Action): Promise<Response> {
    const { audit } = this.#options;
    let entry: number | undefined;
    const begin = (target: string | null, change: Record<string, string | boolean>) => {
      entry = audit.begin({ requestId: requestIdOf(context), action: action.name, target, change });
    };
    try {
      const token = this.#tokenOf(context, () => begin(null, {}));
      const wish = await readWish(context, action).catch((error) => {
        begin(null, {});
        throw error;
      });
      begin(action.target(wish.params, wish.body), changeOf(wish.body));
      const { result, repeated } = await this.#carryOut(action, wish, token, entry ?? 0);
      audit.end(entry ?? 0, {
        outcome: 'done',
        status: result.status,
        reason: repeated ? 'repeated; it was done before' : null,
      });
      return result.body === undefined
        ? new Response(null, { status: result.status })
        : Response.json(result.body, { status: result.status });
    } catch (error) {
      const { refusal, outcome } = this.#judge(error);
      if (entry !== undefined) {
        audit.end(entry, { outcome, status: refusal.status, reason: refusal.message });
      }
      return answer(refusal);
    }
  }

  /** The newest entries, for admins only. */
  async listAudit(context: Context<GatewayEnv>): Promise<Response> {
    try {
      const { incoming } = context.env;
      const token = readToken(this.#options, incoming);
      const query = new URLSearchParams(rebuildQuery(listAudit, splitTarget(incoming.url ?? '').query));
      await confirmAdmin(this.#options, token, () => {});
      const filter = v.parse(listAudit.query, Object.fromEntries(query));
      const limit = Math.min(mostEntries, Number(filter.limit ?? defaultEntries));
      const entries = this.#options.audit.list({
        ...filter,
        before: filter.before === undefined ? undefined : Number(filter.before),
        limit: limit + 1,
      });
      return Response.json({ entries: entries.slice(0, limit), more: entries.length > limit });
    } catch (error) {
      return answer(this.#judge(error).refusal);
    }
  }

  #tokenOf(context: Context<GatewayEnv>, onRefused: () => void): string {
    try {
      return readToken(this.#options, context.env.incoming);
    } catch (error) {
      if (this.#anonymous.take('') === 0) onRefused();
      throw error;
    }
  }

  async #carryOut(action: Action, wish: Wish, token: string, entry: number) {
    const perform = async () => {
      const caller = await confirmAdmin(this.#options, token, (actor) =>
        this.#options.audit.identify(entry, actor),
      );
      const wait = this.#allowance.take(caller.uuid);
      if (wait > 0) throw new Refusal(429, 'Too many administrative requests.', { 'retry-after': `${wait}` });
      return this.#wishes.once(caller.uuid, wish.key, [action.name, wish.params, wish.body], () =>
        this.#run(action, wish, caller),
      );
    };
    return action.alone ? this.#alone(perform) : perform();
  }

  #run(action: Action, { params, body }: Wish, caller: Caller) {
    const { call, service } = this.#options;
    return action.run({ caller, call, service }, params as never, body as never);
  }

  /** What to answer, and what the log says of it. */
  #judge(error: unknown): { refusal: Refusal; outcome: AuditEnd['outcome'] } {
    if (error instanceof Refusal) {
      return { refusal: error, outcome: error.status >= 500 ? 'failed' : 'refused' };
    }
    if (error instanceof NoAnswer) {
      const message = 'Claritalk did not answer. It may have been done: look before you try again.';
      return { refusal: new Refusal(504, message), outcome: 'unknown' };
    }
    this.#options.log.error('administration failed', {
      error: error instanceof Error ? error.name : 'unknown',
    });
    return { refusal: new Refusal(500, 'The dashboard’s server has a problem.'), outcome: 'unknown' };
  }

  /** Waits for its turn, so that what was confirmed is still true when it is acted upon. */
  #alone<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task, task);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

interface Wish {
  readonly key: string;
  readonly params: unknown;
  readonly body: unknown;
}

/** @throws Refusal with 400, 404 or 413 */
async function readWish(
  context: Context<GatewayEnv>,
  { operation }: Action,
): Promise<Wish & { params: never; body: never }> {
  const { incoming } = context.env;
  const key = v.safeParse(uuid, incoming.headers[idempotencyHeader]);
  if (!key.success) throw new Refusal(400, `The header ${idempotencyHeader} must be a UUID.`);
  if (splitTarget(incoming.url ?? '').query !== undefined) throw new Refusal(400, 'There is no query here.');
  const params = v.safeParse(operation.params ?? v.strictObject({}), context.req.param());
  if (!params.success) throw new Refusal(404, 'There is nothing here.');
  checkBodyHead(operation, incoming.headers);
  const body = operation.body
    ? JSON.parse((await rebuildJson(operation, incoming)).toString('utf8'))
    : undefined;
  return { key: key.output, params: params.output as never, body: body as never };
}

function changeOf(body: unknown): Record<string, string | boolean> {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    fields.filter((field): field is [string, string | boolean] =>
      ['string', 'boolean'].includes(typeof field[1]),
    ),
  );
}

const answer = ({ status, message, headers }: Refusal) =>
  Response.json({ message }, { status, headers: { ...headers } });

const requestIdOf = (context: Context<GatewayEnv>) =>
  String(context.env.outgoing.getHeader('x-request-id') ?? '');
