import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { createMessagingMessage, updateMessagingMessage } from '#contract/courier/messages.ts';
import { courier } from '#contract/courier/system.ts';
import { adminRoot } from '#contract/gateway/admin.ts';
import { getChannel, getChannelFile, listChannelMessages } from '#contract/gateway/channels.ts';
import { channelId } from '#contract/gateway/conversation-id.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { paramsOf } from '../../http/params.ts';
import { queryOf } from '../calls/list-pages.ts';
import type { ReadAs } from '../conversations/read-as.ts';
import { hidden } from '../conversations/sights.ts';
import type { Ledger } from '../ledger.ts';
import type { MediaReferences } from '../media/references.ts';
import { fileReference, nameOfFile, typeOfFile } from './channel-files.ts';
import { viewOfChannel, viewOfMessage } from './channel-view.ts';
import type { Channels } from './channels.ts';

export interface ChannelRoutesOptions {
  readonly channels: Channels;
  readonly ledger: Ledger;
  readonly references: MediaReferences;
  readonly readAs: ReadAs;
}

const usualLimit = 50;

/** `/admin/conversations/courier/:id`: what people may see of a channel. */
export function addChannelRoutes(app: Hono<GatewayEnv>, options: ChannelRoutesOptions): void {
  const { channels, ledger, references, readAs } = options;

  /** @throws Refusal for what is not an id, as for what is not there */
  function idOf(context: Context<GatewayEnv>): string {
    const { success, output } = v.safeParse(getChannel.params.entries.id, context.req.param('id'));
    if (!success) throw hidden();
    return output;
  }

  app.get(adminRoot + getChannel.path, (context) =>
    readAs(context, async (viewer) => {
      const { channel, sight } = await channels.channel(viewer, idOf(context));
      const { individual } = sight;
      const book = await channels.bookOf(viewer.member.organisation);
      const isIn = channel.subscribers.some(({ id }) => id === individual);
      const unread = isIn && individual !== undefined ? await book.unreadBy(individual) : undefined;
      const clients = new Set(book.clientsOf(channel).map(({ id }) => id));
      return {
        id: channelId(channel.id),
        conversation: viewOfChannel(channel, book, unread?.has(channel.id) ?? false),
        people: channel.subscribers.map(({ id, name }) => ({
          name,
          client: clients.has(id),
          own: id === individual,
        })),
        individual: individual ?? null,
        notified: channel.subscribers.find(({ id }) => id === individual)?.isNotified ?? null,
        bookmark: channel.bookmark ?? null,
      };
    }),
  );

  app.get(adminRoot + getChannelFile.path, (context) =>
    readAs(context, async (viewer) => {
      const { file } = paramsOf(getChannelFile, context);
      const of = { channel: idOf(context), file: file.toLowerCase() };
      await nameOfFile(channels, viewer, of);
      const { organisation, uuid: person } = viewer.member;
      const type = await typeOfFile(channels, organisation, of.file);
      const own = { organisation, system: courier.id, person, own: true } as const;
      return {
        link: type === undefined ? null : references.referenceTo(own, fileReference(of)),
        type: type ?? '',
      };
    }),
  );

  app.get(adminRoot + listChannelMessages.path, (context) =>
    readAs(context, async (viewer) => {
      const query = queryOf(listChannelMessages, context);
      const { channel, sight } = await channels.channel(viewer, idOf(context));
      const { organisation, uuid } = viewer.member;
      const all = await (await channels.bookOf(organisation)).messages(channel.id);
      const before = query.get('before');
      const end = before === null ? all.length : all.findIndex(({ id }) => id === before);
      const limit = Number(query.get('limit') ?? usualLimit);
      // What is before a message that is gone is not known: the newest are shown.
      const until = end < 0 ? all.length : end;
      const from = Math.max(0, until - limit);
      const shown = all.slice(from, until);
      const ids = shown.map(({ id }) => id);
      const keysBy = (operation: string) => ledger.links.keysOf(organisation, uuid, operation, ids);
      // One with a file was posted by changing its draft.
      const [posted, changed] = await Promise.all([
        keysBy(createMessagingMessage.name),
        keysBy(updateMessagingMessage.name),
      ]);
      const keyOf = (id: string) => changed.get(id) ?? posted.get(id);
      return {
        messages: shown.map((message) => viewOfMessage(message, sight.individual, keyOf)),
        older: from > 0,
      };
    }),
  );
}
