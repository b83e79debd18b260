import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { adminRoot } from '#contract/gateway/admin.ts';
import {
  downloadReport,
  getDelivery,
  getReport,
  getWebhooks,
  hooksRoot,
  listDeliveries,
  reportsRoot,
} from '#contract/gateway/push.ts';
import type { Operation } from '#contract/operation.ts';
import { urlText } from '#contract/url-text.ts';
import { claritalkName } from '../../upstreams/claritalk.ts';
import type { Admins, AdminWork, Caller } from '../elevation/admins.ts';
import { readSession, type SessionOptions } from '../elevation/caller.ts';
import { NoAnswer } from '../elevation/claritalk-calls.ts';
import type { GatewayEnv } from '../http/gateway-env.ts';
import type { Logger } from '../http/log.ts';
import { Refusal, refusal, refusalFor } from '../http/refusal.ts';
import { rebuildQuery, splitTarget } from '../proxy/proxy-request.ts';
import type { Limits } from '../scheduling/limits.ts';
import type { HookSecrets } from '../webhooks/hook-secrets.ts';
import { payloadFor } from '../webhooks/payload.ts';
import type { PushLimits, PushStore } from '../webhooks/push-store.ts';
import { type AccessChecks, SessionEnded, Undecided } from './access-checks.ts';
import type { EventHub } from './event-hub.ts';
import { missingDelivery } from './webhook-actions.ts';

export interface ReportRoutesOptions extends SessionOptions {
  readonly store: PushStore;
  readonly readers: AccessChecks;
  readonly limits: Limits;
  readonly log: Logger;
}

export interface WebhookRoutesOptions extends ReportRoutesOptions {
  readonly admins: Admins;
  readonly secrets: HookSecrets;
  readonly hub: EventHub;
  readonly kept: Pick<PushLimits, 'deliveries' | 'days'>;
}

const defaultDeliveries = 50;
const maxDeliveries = 200;
/** Reports that a person requests; each is read from disk and decrypted. */
const reportsPerMinute = 120;
/** Opened in a tab, the report could not run anything; it is saved instead. */
const reportHeaders = { 'content-type': 'application/pdf', 'cache-control': 'no-store' };

/** `/reports/…`: the PDF reports of meetings, for those who may read the meeting. */
export function reportRoutes(options: ReportRoutesOptions): Hono<GatewayEnv> {
  const { store, readers, log } = options;
  const app = new Hono<GatewayEnv>();
  const limiter = options.limits.of({ name: 'reports', requests: reportsPerMinute, comesBack: 'at-once' });

  /** Whether the caller may read the meeting; checked only where there is something to read. */
  const mayRead = async (context: Context<GatewayEnv>, subject: string) => {
    const { sessionId, subjectKey } = await readSession(options, context.env.incoming);
    const wait = await limiter.take(subjectKey);
    if (wait > 0) throw refusal('too-many-reports', {}, { 'retry-after': String(wait) });
    const isThere = (await store.report(subject)) !== undefined;
    return isThere && readers.mayKnow(sessionId, { about: 'meeting', subject });
  };

  app.get(reportsRoot + getReport.path, (context) =>
    answering(log, async () => {
      const { id } = paramsOf(getReport, context);
      const report = (await mayRead(context, id)) ? await store.report(id) : undefined;
      const told = report && { ...report, sentAt: new Date(report.sentAt).toISOString() };
      return Response.json({ report: told ?? null });
    }),
  );

  app.get(reportsRoot + downloadReport.path, (context) =>
    answering(log, async () => {
      const { id } = paramsOf(downloadReport, context);
      const allowed = await mayRead(context, id);
      const [report, content] = allowed ? await Promise.all([store.report(id), store.reportContent(id)]) : [];
      // The same response for both: whether there is one is nobody else's business.
      if (!report || !content) throw refusal('report-missing', {});
      const name = `attachment; filename*=UTF-8''${extendedValue(report.filename)}`;
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
    work: AdminWork,
    task: (caller: Caller, sessionId: string) => Promise<unknown>,
  ) =>
    answering(log, async () => {
      const { admins } = options;
      const admitted = await admins.admit(await readSession(options, context.env.incoming), work);
      const caller = await admins.confirm(admitted, work === 'change');
      return Response.json(await task(caller, admitted.session.sessionId));
    });

  app.get(adminRoot + getWebhooks.path, (context) =>
    asAdmin(context, 'read', async () => ({
      address: `${publicUrl}${hooksRoot}/…`,
      rotating: secrets.rotating,
      keptDeliveries: kept.deliveries,
      keptDays: kept.days,
      lastAt: (await store.lastAt()) ?? null,
      connections: hub.connections,
    })),
  );

  app.get(adminRoot + listDeliveries.path, (context) =>
    asAdmin(context, 'read', async () => {
      const { query } = splitTarget(context.env.incoming.url ?? '');
      const rebuilt = new URLSearchParams(rebuildQuery(listDeliveries, query));
      const filter = v.parse(listDeliveries.query, Object.fromEntries(rebuilt));
      const limit = Math.min(maxDeliveries, Number(filter.limit ?? defaultDeliveries));
      const deliveries = await store.list({
        ...filter,
        before: filter.before === undefined ? undefined : Number(filter.before),
        limit: limit + 1,
      });
      return { deliveries: deliveries.slice(0, limit), more: deliveries.length > limit };
    }),
  );

  app.get(adminRoot + getDelivery.path, (context) =>
    asAdmin(context, 'read', async (_caller, sessionId) => {
      const { id } = paramsOf(getDelivery, context);
      const found = await store.find(Number(id));
      if (!found) throw missingDelivery();
      const { delivery, payload } = found;
      const shown = await payloadFor(payload, delivery.event, (subject) =>
        readers.mayKnow(sessionId, { about: 'meeting', subject }),
      );
      return { delivery, ...shown };
    }),
  );

  return app;
}

/** A text in a header's parameter (RFC 8187): `encodeURIComponent` leaves characters alone that one may not contain. */
const extendedValue = (text: string) =>
  urlText(text).replace(/['()*!]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** @throws Refusal with 404 when the path's parameters are not of the contract's form. */
function paramsOf(operation: Operation, context: Context<GatewayEnv>): { readonly id: string } {
  const params = v.safeParse(v.object({ id: v.string() }), context.req.param());
  if (!params.success || !v.is(operation.params ?? v.never(), params.output)) {
    throw new Refusal(404, 'There is nothing here.');
  }
  return params.output;
}

/** Answers what went wrong. */
async function answering(log: Logger, task: () => Promise<Response>): Promise<Response> {
  try {
    return await task();
  } catch (error) {
    return refusalOf(error, log).response();
  }
}

function refusalOf(error: unknown, log: Logger): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof SessionEnded) return refusal('not-signed-in', {});
  if (error instanceof Undecided) return refusal('rights-unknown', { system: claritalkName });
  if (error instanceof NoAnswer) return refusal('upstream-silent', { system: claritalkName });
  log.error('push request failed', { error: error instanceof Error ? error.name : 'unknown' });
  return refusalFor(error);
}
