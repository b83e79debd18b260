import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { uuid } from '#contract/fields.ts';
import { adminRoot } from '#contract/gateway/admin.ts';
import { type ConversationId, channelId, dialogId } from '#contract/gateway/conversation-id.ts';
import * as contract from '#contract/gateway/conversations.ts';
import type { GatewayEnv } from '../../../http/gateway-env.ts';
import { refusal } from '../../../http/refusal.ts';
import { rebuildBody } from '../../../proxy/proxy-request.ts';
import type { Channels } from '../../channels/channels.ts';
import { viewOfDialog } from '../conversation-view.ts';
import type { Conversations } from '../conversations.ts';
import type { Inbox } from '../inbox.ts';
import type { ReadAs } from '../read-as.ts';
import type { Dialog } from '../read-dialogs.ts';
import type { Viewer } from '../sights.ts';

export interface ClientRoutesOptions {
  readonly conversations: Conversations;
  readonly channels: Channels;
  readonly readAs: ReadAs;
  /** @throws Refusal where there is none. */
  readonly inboxFor: (context: Context<GatewayEnv>, viewer: Viewer) => Promise<Inbox>;
}

/** Other conversations of a client that are listed. */
const mostOthers = 50;

const isId = (value: string | undefined): value is string => /^\d{1,15}$/.test(value ?? '');

/** What is around one conversation: its client, and who else answers in it. */
export function addClientRoutes(app: Hono<GatewayEnv>, options: ClientRoutesOptions): void {
  const { conversations, channels, readAs, inboxFor } = options;

  /** @throws Refusal for what a person may not see. */
  async function conversationOf(context: Context<GatewayEnv>, viewer: Viewer): Promise<ConversationId> {
    const id = context.req.param('id');
    if (context.req.param('system') === 'courier') {
      if (!v.is(uuid, id)) throw refusal('conversation-hidden', {});
      return channelId((await channels.channel(viewer, id)).channel.id);
    }
    await inboxFor(context, viewer);
    if (!isId(id)) throw refusal('conversation-hidden', {});
    return dialogId((await conversations.sights.dialog(viewer, Number(id))).dialog.id);
  }

  app.get(adminRoot + contract.getConversationClient.path, (context) =>
    readAs(context, async (viewer) => {
      const inbox = await inboxFor(context, viewer);
      const id = context.req.param('id');
      if (!isId(id)) throw refusal('conversation-hidden', {});
      const { dialog, sight } = await conversations.sights.dialog(viewer, Number(id));
      const [all, clients, around] = await Promise.all([
        inbox.dialogs(true),
        inbox.clients(),
        inbox.around(),
      ]);
      const { client } = dialog;
      const isOther = (one: Dialog) => one.id !== dialog.id && one.client === client && sight.sees(one);
      const others = client === undefined ? [] : all.filter(isOther);
      return {
        tags: client === undefined ? [] : await inbox.tagged.tagsOf(client, around.tags),
        allTags: around.tags,
        conversations: others
          .toSorted((one, other) => (other.last?.at ?? 0) - (one.last?.at ?? 0))
          .slice(0, mostOthers)
          .map((one) => viewOfDialog(one, { ...around, clients }, inbox.waits(one))),
      };
    }),
  );

  app.post(adminRoot + contract.noteAnswering.path, (context) =>
    readAs(context, async (viewer) => {
      const operation = contract.noteAnswering;
      const body = await rebuildBody(operation, context.env.incoming);
      const { page, state } = v.parse(operation.body, JSON.parse(body.toString('utf8')));
      const conversation = await conversationOf(context, viewer);
      const { organisation, uuid: person, name } = viewer.member;
      const own = { organisation, conversation, page, sessionId: viewer.sessionId, person, name };
      return { others: await conversations.answering.note(own, state) };
    }),
  );
}
