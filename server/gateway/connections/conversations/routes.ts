import type { Context, Hono } from 'hono';
import { adminRoot } from '#contract/gateway/admin.ts';
import * as contract from '#contract/gateway/conversations.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { refusal } from '../../http/refusal.ts';
import { queryOf } from '../calls/list-pages.ts';
import { addClientRoutes } from './answering/client-routes.ts';
import { addBroughtRoutes } from './bringing/brought-routes.ts';
import { linksOfClient } from './client-links.ts';
import type { Named } from './company-lists.ts';
import { viewOfDialog } from './conversation-view.ts';
import { conversationSystem } from './conversations.ts';
import { matchingClients } from './find-conversations.ts';
import type { Inbox } from './inbox.ts';
import { findLinked } from './linked.ts';
import { addListRoute } from './merging/list-route.ts';
import type { Client } from './read-clients.ts';
import type { ConversationRoutesOptions } from './route-options.ts';
import type { Viewer } from './sights.ts';

/** Conversations of linked clients that are shown. */
const maxLimit = 100;
/** Clients that a search shows. */
const mostFound = 20;

/** A client whom the system does not name. */
const nobody = { name: '', emails: [], phones: [], relations: [] };

const nameOf = ({ id, name }: Named): Named => ({ id, name });
const isId = (value: string | undefined): value is string => /^\d{1,15}$/.test(value ?? '');

/** `/admin/conversations`: what people may see of their company's conversations. */
export function addConversationRoutes(app: Hono<GatewayEnv>, options: ConversationRoutesOptions): void {
  const { conversations, store, call, readAs } = options;

  /** @throws Refusal where there is nothing to list. */
  async function check(context: Context<GatewayEnv>, { member }: Viewer): Promise<Inbox> {
    const name = conversations.system?.system.name ?? conversationSystem;
    const isKnown = context.req.param('system') === conversationSystem && conversations.system !== undefined;
    if (!isKnown || !(await store.find(member.organisation, conversationSystem))) {
      throw refusal('not-connected', { system: name });
    }
    return conversations.inboxOf(member.organisation);
  }

  addListRoute(app, options);

  app.get(adminRoot + contract.findClients.path, (context) =>
    readAs(context, async (viewer) => {
      const inbox = await check(context, viewer);
      const text = queryOf(contract.findClients, context).get('q') ?? '';
      const sight = await conversations.sights.of(viewer);
      const clients = await inbox.clients();
      const found = matchingClients(text, clients.values()).filter(({ id }) => sight.knows(id));
      const sorted = found.toSorted((one, other) => one.name.localeCompare(other.name));
      return { clients: sorted.slice(0, mostFound).map(viewOfClient) };
    }),
  );

  app.get(adminRoot + contract.listLinkedClients.path, (context) =>
    readAs(context, async (viewer) => {
      const inbox = await check(context, viewer);
      const query = queryOf(contract.listLinkedClients, context);
      const search = {
        meetings: query.getAll('meeting'),
        dossier: query.get('dossier') ?? undefined,
        emails: query.getAll('email'),
        relations: query.getAll('relation'),
      };
      const sight = await conversations.sights.of(viewer);
      const [dialogs, clients, around] = await Promise.all([
        inbox.dialogs(true),
        inbox.clients(),
        inbox.around(),
      ]);
      const { links } = store.clients;
      const linked = await findLinked({ call, links, clients, sight }, viewer, search);
      const ids = new Set(linked.clients.map(({ client }) => client.id));
      const own = dialogs.filter(
        (dialog) => dialog.client !== undefined && ids.has(dialog.client) && sight.sees(dialog),
      );
      const newest = own.toSorted((one, other) => (other.last?.at ?? 0) - (one.last?.at ?? 0));
      return {
        clients: linked.clients.map(({ client, ways, attendee = null, by = null }) => ({
          ...viewOfClient(client),
          ways,
          attendee,
          by,
        })),
        conversations: newest
          .slice(0, maxLimit)
          .map((dialog) => viewOfDialog(dialog, { ...around, clients }, inbox.waits(dialog))),
        suggestions: linked.suggestions.map(({ attendee, client }) => ({
          attendee,
          client: viewOfClient(client),
        })),
        checking: sight.isChecking,
      };
    }),
  );

  app.get(adminRoot + contract.getConversation.path, (context) =>
    readAs(context, async (viewer) => {
      const inbox = await check(context, viewer);
      const id = context.req.param('id');
      if (!isId(id)) throw refusal('conversation-hidden', {});
      const { dialog, sight } = await conversations.sights.dialog(viewer, Number(id));
      const [clients, around, deliveries] = await Promise.all([
        inbox.clients(),
        inbox.around(),
        store.clients.deliveries.of(viewer.member.organisation, dialog.id),
      ]);
      return {
        conversation: viewOfDialog(dialog, { ...around, clients }, inbox.waits(dialog)),
        operators: around.operators.map(nameOf),
        groups: around.groups,
        operator: sight.operator ?? null,
        deliveries: deliveries.map(({ message, state, reason }) => ({ message, state, reason })),
        sharing: options.shared.root !== undefined,
      };
    }),
  );

  addClientRoutes(app, { conversations, channels: options.channels, readAs, inboxFor: check });
  addBroughtRoutes(app, options);

  app.get(adminRoot + contract.listClientLinks.path, (context) =>
    readAs(context, async (viewer) => {
      const inbox = await check(context, viewer);
      const id = Number(context.req.param('client'));
      const client = (await inbox.clients()).get(id) ?? { ...nobody, id };
      const { readable } = conversations;
      const found = await linksOfClient({ call, readable, links: store.clients.links }, viewer, client);
      return {
        links: found.byHand.map(({ at, attendee, ...link }) => ({
          ...link,
          attendee: attendee || null,
          at: new Date(at).toISOString(),
        })),
        attended: found.attended.map(({ attendee = null, ...one }) => ({ ...one, attendee })),
        total: found.total,
        checking: found.isChecking,
      };
    }),
  );
}

const viewOfClient = ({ id, name, emails, phones }: Client) => ({
  id,
  name,
  address: emails[0] ?? (phones[0] === undefined ? null : `+${phones[0]}`),
});
