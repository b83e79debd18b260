import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { adminRoot } from '#contract/gateway/admin.ts';
import { bringMessages, listBroughtMessages } from '#contract/gateway/brought-messages.ts';
import type { GatewayEnv } from '../../../http/gateway-env.ts';
import { refusal } from '../../../http/refusal.ts';
import { checkBodyHead, rebuildBody, rebuildQuery, splitTarget } from '../../../proxy/proxy-request.ts';
import { conversationSystem } from '../conversations.ts';
import type { ConversationRoutesOptions } from '../route-options.ts';
import type { Viewer } from '../sights.ts';
import { bring } from './bring.ts';

/** Messages that become chat lines of a meeting: of conversations that someone may see, in meetings that they may. */
export function addBroughtRoutes(
  app: Hono<GatewayEnv>,
  { conversations, store, call, readAs }: ConversationRoutesOptions,
): void {
  const { brought } = store.clients;

  /** @throws Refusal for a conversation that they may not see. */
  async function dialogOf(context: Context<GatewayEnv>, viewer: Viewer): Promise<number> {
    const { organisation } = viewer.member;
    if (
      context.req.param('system') !== conversationSystem ||
      !(await store.find(organisation, conversationSystem))
    )
      throw refusal('not-connected', { system: conversations.system?.system.name ?? conversationSystem });
    const id = Number(v.parse(bringMessages.params.entries.id, context.req.param('id')));
    return (await conversations.sights.dialog(viewer, id)).dialog.id;
  }

  app.get(adminRoot + listBroughtMessages.path, (context) =>
    readAs(context, async (viewer) => {
      const dialog = await dialogOf(context, viewer);
      const query = rebuildQuery(
        listBroughtMessages,
        splitTarget(context.env.incoming.url ?? '').query ?? '',
      );
      const meeting = (new URLSearchParams(query).get('meeting') ?? '').toLowerCase();
      const { organisation } = viewer.member;
      const known = await brought.of({ organisation, meeting, dialog });
      return { messages: known.map(({ message: id, state }) => ({ id, state })) };
    }),
  );

  app.post(adminRoot + bringMessages.path, (context) =>
    readAs(context, async (viewer) => {
      const { incoming } = context.env;
      checkBodyHead(bringMessages, incoming.headers);
      const text = (await rebuildBody(bringMessages, incoming)).toString('utf8');
      const asked = v.parse(bringMessages.body, JSON.parse(text));
      const dialog = await dialogOf(context, viewer);
      const { organisation } = viewer.member;
      const inbox = await conversations.inboxOf(organisation);
      const [found, clients, { operators }] = await Promise.all([
        inbox.dialog(dialog),
        inbox.clients(),
        inbox.around(),
      ]);
      const client = clients.get(found?.client ?? 0)?.name ?? String(found?.client ?? '');
      const company = conversations.system?.system.name ?? conversationSystem;
      const options = {
        ...{ call, store: brought, token: viewer.accessToken, organisation, dialog },
        ask: conversations.askOf(organisation),
        nameOf: (type: string, operator: number | undefined) =>
          type === 'from_client' ? client : (operators.find(({ id }) => id === operator)?.name ?? company),
      };
      return bring(options, asked);
    }),
  );
}
