import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { adminRoot } from '#contract/gateway/admin.ts';
import * as contract from '#contract/gateway/conversations.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { refusal } from '../../http/refusal.ts';
import { rebuildQuery, splitTarget } from '../../proxy/proxy-request.ts';
import type { ConnectionStore } from '../store.ts';
import { viewOfDialog } from './conversation-view.ts';
import { type Conversations, conversationSystem } from './conversations.ts';
import { findConversations } from './find-conversations.ts';
import type { Inbox } from './inbox.ts';
import type { Viewer } from './sights.ts';

/** Responds to someone who is signed in. */
export type ReadAs = (
  context: Context<GatewayEnv>,
  task: (viewer: Viewer) => Promise<object>,
) => Promise<Response>;

export interface ConversationRoutesOptions {
  readonly conversations: Conversations;
  readonly store: ConnectionStore;
  readonly readAs: ReadAs;
}

const usualLimit = 25;
const maxLimit = 100;

const isId = (value: string | undefined): value is string => /^\d{1,15}$/.test(value ?? '');

/** `/admin/conversations`: what people may see of their company's conversations. */
export function addConversationRoutes(app: Hono<GatewayEnv>, options: ConversationRoutesOptions): void {
  const { conversations, store, readAs } = options;

  /** @throws Refusal where there is nothing to list. */
  function check(context: Context<GatewayEnv>, { member }: Viewer): Inbox {
    const name = conversations.system?.system.name ?? conversationSystem;
    const isKnown = context.req.param('system') === conversationSystem && conversations.system !== undefined;
    if (!isKnown || !store.find(member.organisation, conversationSystem)) {
      throw refusal('not-connected', { system: name });
    }
    return conversations.inboxOf(member.organisation);
  }

  app.get(adminRoot + contract.listConversations.path, (context) =>
    readAs(context, async (viewer) => {
      const inbox = check(context, viewer);
      const { query } = splitTarget(context.env.incoming.url ?? '');
      const rebuilt = new URLSearchParams(rebuildQuery(contract.listConversations, query));
      const asked = v.parse(contract.listConversations.query, Object.fromEntries(rebuilt));
      const { view = 'all', channel, tag, q: text = '' } = asked;
      const sight = await conversations.sights.of(viewer);
      const [dialogs, clients, around, tagged] = await Promise.all([
        inbox.dialogs(view === 'closed'),
        inbox.clients(),
        inbox.around(),
        tag === undefined ? undefined : inbox.taggedWith(Number(tag)),
      ]);
      const waits: Inbox['waits'] = (dialog) => inbox.waits(dialog);
      const search = { view, channel: channel === undefined ? undefined : Number(channel), tagged, text };
      const found = findConversations(dialogs, search, { sight, clients, waits });
      const offset = Number(asked.offset ?? 0);
      const shown = found.slice(offset, offset + Math.min(maxLimit, Number(asked.limit ?? usualLimit)));
      const names = { ...around, clients };
      return {
        conversations: shown.map((dialog) => viewOfDialog(dialog, names, waits(dialog))),
        total: found.length,
        waiting: found.filter(waits).length,
        channels: around.channels,
        tags: around.tags,
        operator: sight.operator ?? null,
        everything: sight.everything,
        checking: sight.isChecking,
      };
    }),
  );

  app.get(adminRoot + contract.getConversation.path, (context) =>
    readAs(context, async (viewer) => {
      const inbox = check(context, viewer);
      const id = context.req.param('id');
      if (!isId(id)) throw refusal('conversation-hidden', {});
      const { dialog, sight } = await conversations.sights.dialog(viewer, Number(id));
      const [clients, around] = await Promise.all([inbox.clients(), inbox.around()]);
      const deliveries = store.clients.deliveries.of(viewer.member.organisation, dialog.id);
      return {
        conversation: viewOfDialog(dialog, { ...around, clients }, inbox.waits(dialog)),
        operators: around.operators.map(({ id: operator, name }) => ({ id: operator, name })),
        operator: sight.operator ?? null,
        deliveries: deliveries.map(({ message, state, reason }) => ({ message, state, reason })),
      };
    }),
  );

  app.get(adminRoot + contract.listClientLinks.path, (context) =>
    readAs(context, async (viewer) => {
      check(context, viewer);
      if (!viewer.member.isAdmin) throw refusal('not-an-admin', {});
      const links = store.clients.links
        .all(viewer.member.organisation)
        .get(Number(context.req.param('client')));
      return { links: (links ?? []).map(({ at, ...link }) => ({ ...link, at: new Date(at).toISOString() })) };
    }),
  );
}
