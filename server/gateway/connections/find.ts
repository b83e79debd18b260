import { courier } from '#contract/courier/system.ts';
import { fillPath } from '#contract/match.ts';
import { type ConnectedOperation, isPathGuessed, type SystemId } from '#contract/system.ts';
import type { UpstreamClients } from '../../upstreams/client.ts';
import type { Member, Members } from '../elevation/members.ts';
import { refusal } from '../http/refusal.ts';
import type { AskedRequest, Connection, FindConnection } from '../proxy/connection.ts';
import { elsewhereOf } from './addresses.ts';
import { callScopeRules, hasCallScope } from './calls/call-scopes.ts';
import type { Calls } from './calls/calls.ts';
import type { Channels } from './channels/channels.ts';
import { firstContactCheck } from './conversations/answering/first-contact.ts';
import { type Conversations, conversationSystem } from './conversations/conversations.ts';
import { hasScope, type ScopeRules, scopeRules } from './conversations/scopes.ts';
import type { Viewer } from './conversations/sights.ts';
import { consentCheck } from './courier/consent.ts';
import type { Courier } from './courier/courier.ts';
import { postingCheck } from './courier/posting.ts';
import { courierScopeRules, hasCourierScope, isOfChannels } from './courier/scopes.ts';
import type { OfferedSystem } from './offered.ts';
import { authorAt } from './publications/author.ts';
import { type RulesOptions, rulesOf } from './rules.ts';
import type { Links } from './sent/entry-links.ts';
import { givenLinks } from './sent/given-links.ts';
import type { ConnectionStore, OpenedConnection } from './store.ts';

export interface FindOptions extends RulesOptions {
  readonly members: Members;
  readonly conversations: Conversations;
  readonly courier: Courier;
  readonly calls: Calls;
  readonly channels: Channels;
  /** For addresses that others gave. */
  readonly publicClients: UpstreamClients;
}

/**
 * Returns the connection of someone's organisation to a system; undefined where there is none.
 * @param mayBeTheirs whether it is about something that can concern a member: then it need not be open to all.
 * @throws Refusal where they may not use it, or nobody can.
 */
export async function usableBy(
  store: Pick<ConnectionStore, 'opened'>,
  { system }: OfferedSystem,
  { organisation, isAdmin }: Member,
  mayBeTheirs: boolean,
): Promise<OpenedConnection | undefined> {
  const opened = await store.opened(organisation, system.id);
  const { connection } = opened ?? {};
  if (connection && !connection.isOpen && !isAdmin && !mayBeTheirs)
    throw refusal('connection-closed', { system: system.name });
  if (connection?.isRefused) throw refusal('key-refused', { system: system.name });
  return opened;
}

/** Rows that members may ask for where a connection is not open to all, for what they may see. */
const scoped: Readonly<Partial<Record<SystemId, (operation: string) => boolean>>> = {
  [conversationSystem]: hasScope,
  [courier.id]: (operation: string) => hasCourierScope(operation) || hasCallScope(operation),
};

/** Finds an organisation's connection to a system, for those allowed to use it for their request. */
export function connectionsOf(options: FindOptions, offered: OfferedSystem): FindConnection {
  const { members, store, publicClients } = options;
  const { system } = offered;
  const rows = new Map(offered.operations.map((row) => [row.name, row]));
  return async (claim, asked): Promise<Connection | undefined> => {
    const row = rows.get(asked.operation.name);
    if (!claim || !row) throw refusal('not-signed-in', {});
    // Admins' changes are checked now; anything else may rely on a check up to a minute old.
    const fresh = row.who === 'admin' && row.effect !== 'read';
    const member = await members.of(claim.sessionId, claim.accessToken, fresh);
    const { organisation } = member;
    if (row.who !== 'member' && !member.isAdmin) throw refusal('not-an-admin', {});
    const mayBeTheirs = scoped[system.id]?.(row.name) === true;
    const opened = await usableBy(store, offered, member, mayBeTheirs);
    if (!opened) return undefined;
    const { connection: stored, key: credential, refused } = opened;
    // Where it is not open to all, members see what concerns them.
    const isScoped = !stored.isOpen && !member.isAdmin;
    if (credential === undefined) throw refusal('key-lost', { system: system.name });
    const viewer: Viewer = { member, sessionId: claim.sessionId, accessToken: claim.accessToken };
    const operator = await operatorOf(options, viewer, row);
    const mayRead = (meeting: string) => options.conversations.meetings.by(viewer, meeting);
    const links = await givenLinks(asked.request, { ledger: options.ledger, member, mayRead });
    const scope = isScoped ? await scopeOf(options, viewer, asked, links) : undefined;
    const consent =
      system.id === courier.id
        ? (consentCheck(row, await companyAt(options, organisation)) ??
          postingCheck(row, options.courier.askOf(organisation)))
        : firstContactCheck(row, options.conversations.askOf(organisation));
    const self = await ownId(store, offered, row, member, operator);
    const rules = rulesOf(options, { offered, row, member, asked, self, scope, consent, links });
    const holder = organisation;
    if (row.addressFrom) {
      const elsewhere = await elsewhereOf(store, publicClients, offered, organisation, row, asked.params);
      return { holder, url: '', credential: undefined, refused: async () => {}, elsewhere, rules };
    }
    const url = offered.url ?? stored.url ?? '';
    // What the operator set may be anywhere; what an admin entered is checked each time.
    const elsewhere = offered.url === undefined ? { elsewhere: { client: publicClients.at(url) } } : {};
    const template = await store.paths.templateOf(organisation, row);
    const path = fillPath(template, asked.params);
    const guessed = isPathGuessed(row) ? { method: row.upstreamMethod, template } : undefined;
    return { holder, url, credential, refused, rules, path, guessed, ...elsewhere };
  };
}

const companyAt = async ({ courier: companies }: FindOptions, organisation: string) => ({
  ask: companies.askOf(organisation),
  people: await companies.peopleOf(organisation),
});

/** Who the person is at the system, where the request says so. */
async function ownId(
  store: ConnectionStore,
  { system }: OfferedSystem,
  { actsAs }: ConnectedOperation,
  member: Member,
  operator: string | undefined,
): Promise<string | undefined> {
  if (actsAs?.as === 'email') return authorAt(store, member);
  return actsAs && (operator ?? (await store.link(member.organisation, system.id, member.uuid)));
}

/** What of a request's matter a member may see. @throws Refusal */
async function scopeOf(
  { conversations, courier: companies, channels, calls, ledger }: FindOptions,
  viewer: Viewer,
  asked: AskedRequest,
  { about, retryOf }: Links,
): Promise<ScopeRules> {
  const { organisation, uuid } = viewer.member;
  if (asked.operation.root === courier.root && hasCallScope(asked.operation.name))
    return callScopeRules(calls, viewer, asked);
  if (asked.operation.root === courier.root) {
    const [sight, directory] = await Promise.all([
      companies.sightOf(viewer),
      companies.peopleOf(organisation).then((people) => people.all()),
    ]);
    const made = (operation: string, id: string) => ledger.links.hasMade(organisation, uuid, operation, id);
    const mustSee = (subject: 'channel' | 'message', id: string) =>
      subject === 'channel' ? channels.channel(viewer, id) : channels.mustSeeMessage(viewer, id);
    return courierScopeRules({ sight, directory, made, mustSee }, asked);
  }
  const inbox = await conversations.inboxOf(organisation);
  const sight = await conversations.sights.of(viewer);
  // Whoever made a ticket of a to-do may do so again where it was not made.
  const isAboutTodos = about?.meetings.some(({ todos = [] }) => todos.length > 0) || retryOf !== undefined;
  return scopeRules({ inbox, ask: conversations.askOf(organisation), sight, isAboutTodos }, asked);
}

/** Who a member is at the system, where the request says so; admins without a link act as the company. @throws Refusal */
async function operatorOf(
  { conversations, courier: companies, calls }: FindOptions,
  { member }: Viewer,
  { system, name, actsAs }: ConnectedOperation,
): Promise<string | undefined> {
  if (system === courier.id && actsAs?.as === 'individual' && isOfChannels(name))
    return companies.individualOf(member);
  if (!member.isAdmin && system === courier.id && actsAs?.as === 'individual' && hasCallScope(name))
    return calls.sights.individualOf(member);
  if (member.isAdmin || system !== conversationSystem || actsAs?.as !== 'operator') return undefined;
  const operator = await conversations.sights.operatorOf(member);
  return operator === undefined ? undefined : String(operator);
}
