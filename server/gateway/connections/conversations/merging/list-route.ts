import type { Hono } from 'hono';
import * as v from 'valibot';
import { courier } from '#contract/courier/system.ts';
import { adminRoot } from '#contract/gateway/admin.ts';
import type { ConversationSystem } from '#contract/gateway/conversation-id.ts';
import { listConversations } from '#contract/gateway/conversations.ts';
import type { QueryOf } from '#contract/operation.ts';
import type { GatewayEnv } from '../../../http/gateway-env.ts';
import { refusal } from '../../../http/refusal.ts';
import { pageOf, queryOf } from '../../calls/list-pages.ts';
import { findChannels } from '../../channels/find-channels.ts';
import type { Named } from '../company-lists.ts';
import { viewOfDialog } from '../conversation-view.ts';
import { conversationSystem } from '../conversations.ts';
import { findConversations, type InboxSearch } from '../find-conversations.ts';
import type { Inbox } from '../inbox.ts';
import type { ConversationRoutesOptions } from '../route-options.ts';
import type { Viewer } from '../sights.ts';
import { type InboxPart, inOrder, partOf } from './inbox-parts.ts';

type Asked = QueryOf<typeof listConversations>;

/** All channels of Courier, where others have several. */
const channelsOfCourier = 'courier';
const nameOf = ({ id, name }: Named): Named => ({ id, name });

const nothing = { channels: [], tags: [], operators: [], operator: null };

/** `/admin/conversations`: one inbox of all systems, of what someone may see. */
export function addListRoute(app: Hono<GatewayEnv>, options: ConversationRoutesOptions): void {
  const { conversations, channels, store, readAs } = options;
  const deskName = conversations.system?.system.name ?? conversationSystem;

  app.get(adminRoot + listConversations.path, (context) =>
    readAs(context, async (viewer) => {
      const asked = v.parse(listConversations.query, Object.fromEntries(queryOf(listConversations, context)));
      const { organisation } = viewer.member;
      const isAsked = (system: ConversationSystem) => (asked.system ?? system) === system;
      const isDesk =
        conversations.system !== undefined && (await store.find(organisation, conversationSystem));
      const hasDesk = isDesk && isAsked('chat2desk');
      const hasChannels = isAsked('courier') && (await channels.isConnected(organisation));
      if (!hasDesk && !hasChannels) throw refusal('not-connected', { system: deskName });
      // Where there is one system alone, there is nothing to show without it.
      const naming = (name: string) => ({ name, isPatient: !(hasDesk && hasChannels) });
      const read = await Promise.all([
        hasDesk ? partOf('chat2desk', () => deskPart(options, viewer, asked), naming(deskName)) : undefined,
        hasChannels
          ? partOf('courier', () => channelPart(options, viewer, asked), naming(courier.name))
          : undefined,
      ]);
      const missing = read.flatMap((one) => (one && 'missing' in one ? [one] : []));
      const parts = read.flatMap((one): InboxPart[] => (one && 'part' in one ? [one.part] : []));
      if (parts.length === 0 && missing[0]) throw missing[0].refused;
      const rows = parts.flatMap((part) => part.rows).toSorted(inOrder);
      const page = pageOf(rows, asked);
      const [desk] = read;
      return {
        ...(desk && 'part' in desk ? desk.part.around : nothing),
        conversations: page.rows.map(({ view }) => view()),
        missing: missing.map((one) => one.missing),
        systems: [...(hasDesk ? ['chat2desk'] : []), ...(hasChannels ? ['courier'] : [])],
        offset: page.offset,
        total: page.total,
        waiting: rows.filter(({ waits }) => waits !== undefined).length,
        own: parts.some(({ hasOwn }) => hasOwn),
        everything: parts.every(({ everything }) => everything),
        checking: parts.some(({ isChecking }) => isChecking),
      };
    }),
  );
}

/** @throws Refusal */
async function deskPart({ conversations }: ConversationRoutesOptions, viewer: Viewer, asked: Asked) {
  const inbox = await conversations.inboxOf(viewer.member.organisation);
  const { view = 'all', channel, tag, operator, unread, q: text = '' } = asked;
  const sight = await conversations.sights.of(viewer);
  const [dialogs, clients, around, tagged] = await Promise.all([
    inbox.dialogs(view === 'closed'),
    inbox.clients(),
    inbox.around(),
    tag === undefined ? undefined : inbox.tagged.with(Number(tag)),
  ]);
  const waits: Inbox['waits'] = (dialog) => inbox.waits(dialog);
  const search: InboxSearch = {
    view,
    channel: channel === undefined ? undefined : Number(channel),
    operator: operator === undefined || operator === 'nobody' ? operator : Number(operator),
    unread: unread !== undefined,
    tagged,
    text,
  };
  const isNone = channel === channelsOfCourier;
  const found = isNone ? [] : findConversations(dialogs, search, { sight, clients, waits });
  const names = { ...around, clients };
  return {
    rows: found.map((dialog) => {
      const wait = waits(dialog);
      return {
        waits: wait && (wait.since ?? 0),
        at: dialog.last?.at ?? 0,
        view: () => viewOfDialog(dialog, names, wait),
      };
    }),
    everything: sight.everything,
    isChecking: sight.isChecking,
    hasOwn: sight.operator !== undefined,
    around: {
      channels: around.channels,
      tags: around.tags,
      operators: around.operators.map(nameOf),
      operator: sight.operator ?? null,
    },
  };
}

/** Tags, and operators with their numbers, are Chat2Desk’s. @throws Refusal */
async function channelPart(
  { channels }: ConversationRoutesOptions,
  viewer: Viewer,
  { view = 'all', channel, tag, operator, unread, q: text = '' }: Asked,
): Promise<InboxPart> {
  const isNone =
    tag !== undefined ||
    (channel !== undefined && channel !== channelsOfCourier) ||
    (operator !== undefined && operator !== 'nobody');
  const search = { view, nobodys: operator === 'nobody', unread: unread !== undefined, text };
  const found = await findChannels(channels, viewer, search);
  return isNone ? { ...found, rows: [] } : found;
}
