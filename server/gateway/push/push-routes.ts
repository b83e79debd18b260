import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { adminRoot } from '#contract/admin.ts';
import type { Operation } from '#contract/operation.ts';
import {
  downloadReport,
  getDelivery,
  getReport,
  getWebhooks,
  listDeliveries,
  processDelivery,
  reportsRoot,
} from '#contract/push.ts';
import { type Caller, type CallerOptions, confirmAdmin, readSession } from '../elevation/caller.ts';
import { NoAnswer } from '../elevation/claritalk-calls.ts';
import type { GatewayEnv } from '../gateway-env.ts';
import type { Logger } from '../log.ts';
import { rebuildQuery, splitTarget } from '../proxy-request.ts';
import { Refusal } from '../refusal.ts';
import type { EventHub } from './event-hub.ts';
import { type HookSecrets, hookAddress } from './hook-secrets.ts';
import { outlineOf } from './outline.ts';
import type { PushLimits, PushStore } from './push-store.ts';
import { type Readers, SessionEnded, Undecided } from './readers.ts';

type SessionOptions = Pick<CallerOptions, 'publicUrl' | 'clientId' | 'cookie' | 'sessions'>;

export interface ReportRoutesOptions extends SessionOptions {
  readonly store: PushStore;
  readonly readers: Readers;
  readonly log: Logger;
}

export interface WebhookRoutesOptions extends CallerOptions, ReportRoutesOptions {
  readonly secrets: HookSecrets;
  readonly hub: EventHub;
  readonly kept: Pick<PushLimits, 'deliveries' | 'days'>;
}

const defaultDeliveries = 50;
const mostDeliveries = 200;
/** Opened in a tab the report could run nothing; it is saved instead. */
const reportHeaders = { 'content-type': 'application/pdf', 'cache-control': 'no-store' };

/** `/reports/…`: the PDF reports of meetings, for those who may read the meeting. */
export function reportRoutes(options: ReportRoutesOptions): Hono<GatewayEnv> {
  const { store, readers, log } = options;
  const app = new Hono<GatewayEnv>();

  /** Whether the caller may read the meeting; asked only where there is something to read. */
  const mayRead = async (context: Context<GatewayEnv>, subject: string) => {
    const { sessionId } = readSession(options, context.env.incoming);
    return store.report(subject) !== undefined && readers.mayKnow(sessionId, { about: 'meeting', subject });
  };

  app.get(reportsRoot + getReport.path, (context) =>
    answering(log, async () => {
      const { id } = paramsOf(getReport, context);
      const report = (await mayRead(context, id)) ? store.report(id) : undefined;
      const told = report && { ...report, sentAt: new Date(report.sentAt).toISOString() };
      return Response.json({ report: told ?? null });
    }),
  );

  app.get(reportsRoot + downloadReport.path, (context) =>
    answering(log, async () => {
      const { id } = paramsOf(downloadReport, context);
      const allowed = await mayRead(context, id);
      const [report, content] = allowed ? [store.report(id), store.reportContent(id)] : [];
      // The same answer for both: whether there is one is nobody else's business.
      if (!report || !content) throw new Refusal(404, 'There is no report for you.');
      const name = `attachment; filename*=UTF-8''${encodeURIComponent(report.filename)}`;
      return new Response(new Uint8Array(content), {
        headers: { ...reportHeaders, 'content-disposition': name },
      });
    }),
  );
  return app;
}

/** `/admin/webhooks…`: the hook address and the deliveries, for admins. */
export function webhookRoutes(options: WebhookRoutesOptions): Hono<GatewayEnv> {
  const { store, readers, secrets, hub, kept, publicUrl, log } = options;
  const app = new Hono<GatewayEnv>();

  const asAdmin = (
    context: Context<GatewayEnv>,
    task: (caller: Caller, sessionId: string) => Promise<unknown>,
  ) =>
    answering(log, async () => {
      const { token, sessionId } = readSession(options, context.env.incoming);
      const caller = await confirmAdmin(options, token, () => {});
      return Response.json(await task(caller, sessionId));
    });

  app.get(adminRoot + getWebhooks.path, (context) =>
    asAdmin(context, async () => ({
      address: hookAddress(publicUrl, secrets),
      rotating: secrets.rotating,
      keptDeliveries: kept.deliveries,
      keptDays: kept.days,
      lastAt: store.lastAt() ?? null,
      connections: hub.connections,
    })),
  );

  app.get(adminRoot + listDeliveries.path, (context) =>
    asAdmin(context, async () => {
      const { query } = splitTarget(context.env.incoming.url ?? '');
      const rebuilt = new URLSearchParams(rebuildQuery(listDeliveries, query));
      const filter = v.parse(listDeliveries.query, Object.fromEntries(rebuilt));
      const limit = Math.min(mostDeliveries, Number(filter.limit ?? defaultDeliveries));
      const deliveries = store.list({
        ...filter,
        before: filter.before === undefined ? undefined : Number(filter.before),
        limit: limit + 1,
      });
      return { deliveries: deliveries.slice(0, limit), more: deliveries.length > limit };
    }),
  );

  app.get(adminRoot + getDelivery.path, (context) =>
    asAdmin(context, async (_caller, sessionId) => {
      const { id } = paramsOf(getDelivery, context);
      const found = store.find(Number(id));
      if (!found) throw missing();
      const { delivery } = found;
      const payload: unknown = found.payload === undefined ? null : JSON.parse(found.payload);
      const { subject } = delivery;
      // Being an admin is no reason to read what was said in a meeting that was not shared with them.
      const reads =
        !delivery.event.startsWith('meeting.') ||
        (subject !== null && (await readers.mayKnow(sessionId, { about: 'meeting', subject })));
      return { delivery, payload: reads ? payload : outlineOf(payload), outline: !reads };
    }),
  );

  app.post(adminRoot + processDelivery.path, (context) =>
    asAdmin(context, async ({ uuid, name }) => {
      const { id } = paramsOf(processDelivery, context);
      const processed = store.process(Number(id), name || uuid);
      if (!processed) throw missing();
      if (!processed.event) throw new Refusal(409, 'It names nothing that anybody could be told of.');
      hub.publish(processed.event);
      log.info('delivery processed again', { delivery: Number(id), by: uuid });
      return processed.delivery;
    }),
  );
  return app;
}

const missing = () => new Refusal(404, 'There is no such delivery (any more).');

/** @throws Refusal with 404 when the path's parameters are not of the contract's form. */
function paramsOf(operation: Operation, context: Context<GatewayEnv>): { readonly id: string } {
  const params = v.safeParse(v.object({ id: v.string() }), context.req.param());
  if (!params.success || !v.is(operation.params ?? v.never(), params.output)) {
    throw new Refusal(404, 'There is nothing here.');
  }
  return params.output;
}

/** Answers what went wrong in the form of Claritalk's own errors. */
async function answering(log: Logger, task: () => Promise<Response>): Promise<Response> {
  try {
    return await task();
  } catch (error) {
    const { status, message, headers } = refusalOf(error, log);
    return Response.json({ message }, { status, headers: { ...headers } });
  }
}

function refusalOf(error: unknown, log: Logger): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof SessionEnded) return new Refusal(401, 'Sign in first.');
  if (error instanceof Undecided) return new Refusal(502, 'Claritalk does not say who may read this.');
  if (error instanceof NoAnswer) return new Refusal(504, 'Claritalk did not answer.');
  log.error('push request failed', { error: error instanceof Error ? error.name : 'unknown' });
  return new Refusal(500, 'The dashboard’s server has a problem.');
}
