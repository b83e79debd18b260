import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { courier as courierSystem } from '#contract/courier/system.ts';
import { adminRoot } from '#contract/gateway/admin.ts';
import { dismissTodoAnswer, listTodoFollowUps } from '#contract/gateway/todos.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import { rebuildQuery, splitTarget } from '../../proxy/proxy-request.ts';
import { type Conversations, conversationSystem } from '../conversations/conversations.ts';
import type { ReadAs } from '../conversations/read-as.ts';
import type { Viewer } from '../conversations/sights.ts';
import type { Courier } from '../courier/courier.ts';
import type { Ledger } from '../ledger.ts';
import type { ConnectionStore } from '../store.ts';
import { followUpsOf } from './follow-ups.ts';

export interface TodoRoutesOptions {
  readonly conversations: Conversations;
  readonly courier: Pick<Courier, 'isOffered'>;
  readonly ledger: Ledger;
  readonly store: ConnectionStore;
  readonly readAs: ReadAs;
}

/** `/admin/todos`: what became of to-dos beyond their meeting. */
export function addTodoRoutes(app: Hono<GatewayEnv>, options: TodoRoutesOptions): void {
  const { conversations, courier, ledger, store, readAs } = options;

  const hasDesk = async ({ member }: Viewer): Promise<boolean> =>
    conversations.system !== undefined &&
    (await store.find(member.organisation, conversationSystem)) !== undefined;
  // Reminders go by e-mail and text message, too.
  const hasCourier = async ({ member }: Viewer): Promise<boolean> =>
    courier.isOffered && (await store.find(member.organisation, courierSystem.id)) !== undefined;

  /** @throws Refusal where there is no connection. */
  function check(context: Context<GatewayEnv>, isThere: boolean): void {
    if (context.req.param('system') === conversationSystem && isThere) return;
    throw refusal('not-connected', { system: conversations.system?.system.name ?? conversationSystem });
  }

  app.get(adminRoot + listTodoFollowUps.path, (context) =>
    readAs(context, async (viewer) => {
      check(context, (await hasDesk(viewer)) || (await hasCourier(viewer)));
      const { query } = splitTarget(context.env.incoming.url ?? '');
      const asked = new URLSearchParams(rebuildQuery(listTodoFollowUps, query ?? '')).getAll('meeting');
      const { organisation } = viewer.member;
      // Only meetings about which there is something have to be asked about.
      const ids = [...new Set(asked.map((id) => id.toLowerCase()))];
      const entries = await Promise.all(ids.map((id) => ledger.links.ofMeeting(organisation, id)));
      const known = ids.filter((_, at) => (entries[at]?.length ?? 0) > 0);
      const may = await Promise.all(known.map((id) => conversations.meetings.by(viewer, id)));
      const meetings = known.filter((_, at) => may[at]);
      if (meetings.length === 0) return { todos: [] };
      const desk = (await hasDesk(viewer))
        ? {
            clients: store.clients,
            held: conversations.held,
            inbox: await conversations.inboxOf(organisation),
            ask: conversations.askOf(organisation),
            sight: await conversations.sights.of(viewer),
          }
        : undefined;
      return { todos: await followUpsOf({ ledger, desk }, viewer, meetings) };
    }),
  );

  app.put(adminRoot + dismissTodoAnswer.path, (context) =>
    readAs(context, async (viewer) => {
      check(context, await hasDesk(viewer));
      const given = v.safeParse(dismissTodoAnswer.params, context.req.param());
      if (!given.success) throw new Refusal(404, 'There is nothing here.');
      const { meeting, todo, message } = given.output;
      if (!(await conversations.meetings.by(viewer, meeting))) throw refusal('meeting-hidden', {});
      const { organisation } = viewer.member;
      await store.clients.dismissed.dismiss(organisation, meeting.toLowerCase(), todo, Number(message));
      return {};
    }),
  );
}
