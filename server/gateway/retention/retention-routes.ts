import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { getCurrentUser } from '#contract/claritalk/users.ts';
import { adminRoot } from '#contract/gateway/admin.ts';
import {
  getOwnRetention,
  getRetention,
  getRetentionDue,
  listRetentionItems,
} from '#contract/gateway/retention.ts';
import { claritalkName } from '../../upstreams/claritalk.ts';
import { readSession } from '../elevation/caller.ts';
import type { ElevationOptions } from '../elevation/routes.ts';
import type { GatewayEnv } from '../http/gateway-env.ts';
import { Refusal, refusal, refusalFor } from '../http/refusal.ts';
import { rebuildQuery, splitTarget } from '../proxy/proxy-request.ts';
import type { Retention } from './retention.ts';
import type { RetentionStore } from './retention-store.ts';

const me = v.looseObject({ user: v.looseObject({ uuid: v.string() }) });
const most = { lists: 10, items: 200 } as const;

/** What admins read of retention; what they do is an action. */
export function retentionRoutes(
  options: ElevationOptions,
  store: RetentionStore,
  retention: Retention,
): Hono<GatewayEnv> {
  const { admins, call, log } = options;
  const asAdmin = async (context: Context<GatewayEnv>, task: () => Promise<unknown>): Promise<Response> => {
    try {
      await admins.confirm(
        await admins.admit(await readSession(options, context.env.incoming), 'read'),
        false,
      );
      await retention.look();
      return Response.json(await task());
    } catch (error) {
      if (error instanceof Refusal) return error.response();
      log.error('retention could not be read', { error: error instanceof Error ? error.name : 'unknown' });
      return refusalFor(error).response();
    }
  };
  /** Whoever is signed in, as Claritalk names them. */
  const ownerOf = async (context: Context<GatewayEnv>): Promise<string> => {
    const { session } = await admins.admit(await readSession(options, context.env.incoming), 'read');
    const { status, body } = await call(getCurrentUser, session.token, {});
    const read = v.safeParse(me, body);
    if (status !== 200 || !read.success) throw refusal('rights-unknown', { system: claritalkName });
    return read.output.user.uuid;
  };
  return new Hono<GatewayEnv>()
    .get(adminRoot + getOwnRetention.path, async (context) => {
      try {
        return Response.json(await store.own(await ownerOf(context)));
      } catch (error) {
        return error instanceof Refusal ? error.response() : refusalFor(error).response();
      }
    })
    .get(adminRoot + getRetentionDue.path, async (context) => {
      const response = await asAdmin(context, () => store.due());
      return response.status === 403 ? Response.json({ rules: 0, list: null }) : response;
    })
    .get(adminRoot + getRetention.path, (context) =>
      asAdmin(context, async () => ({
        ...(await store.rules()),
        holds: await store.holds(),
        lists: await store.lists(most.lists),
      })),
    )
    .get(adminRoot + listRetentionItems.path, (context) =>
      asAdmin(context, async () => {
        const params = v.safeParse(listRetentionItems.params, context.req.param());
        if (!params.success) throw new Refusal(404, 'There is nothing here.');
        const view = await store.view(params.output.id);
        if (!view) throw refusal('retention-list-missing', {});
        const { query } = splitTarget(context.env.incoming.url ?? '');
        const rebuilt = Object.fromEntries(new URLSearchParams(rebuildQuery(listRetentionItems, query)));
        const { offset = '0', limit = '50' } = v.parse(listRetentionItems.query, rebuilt);
        const items = await store.items(view.id, Number(offset), Math.min(most.items, Number(limit)));
        return { items, total: Object.values(view.counts).reduce((sum, count) => sum + count, 0) };
      }),
    );
}
