import { claap } from '#contract/claap/system.ts';
import { isEmail } from '#contract/email.ts';
import * as contract from '#contract/gateway/connections.ts';
import { publicUrlOf } from '#contract/public-url.ts';
import type { SystemId } from '#contract/system.ts';
import { type Action, action } from '../elevation/action.ts';
import type { ActionResult } from '../elevation/action-context.ts';
import type { Caller } from '../elevation/admins.ts';
import type { ClaritalkCall } from '../elevation/claritalk-calls.ts';
import { organisationOf } from '../elevation/members.ts';
import { Refusal, refusal } from '../http/refusal.ts';
import { checkKey } from './check-key.ts';
import { conversationSystem } from './conversations/conversations.ts';
import type { HookKeeper } from './hook-keeper.ts';
import type { OfferedSystem } from './offered.ts';
import { clientOf, type SystemClients } from './system-clients.ts';
import { type ViewOptions, viewOf } from './view.ts';

export interface ConnectionActionsOptions extends ViewOptions, SystemClients {
  readonly offered: readonly OfferedSystem[];
  readonly call: ClaritalkCall;
  /** Undefined where no deliveries are taken. */
  readonly keeper: HookKeeper | undefined;
}

/** What these actions work with: the admin, just confirmed. */
export interface ConnectionContext {
  readonly caller: Caller;
}

/** @throws Refusal with 404 */
export function offeredOf(offered: readonly OfferedSystem[], id: SystemId): OfferedSystem {
  const found = offered.find(({ system }) => system.id === id);
  if (!found) throw new Refusal(404, 'There is no such system here.');
  return found;
}

/** What admins do with the connections of their organisation. Each is in the audit log, without the key. */
export function connectionActions(options: ConnectionActionsOptions): readonly Action<ConnectionContext>[] {
  const { offered, store, call, keeper, deliveries, shared } = options;
  const find = (id: SystemId) => offeredOf(offered, id);
  const nameOf = (id: SystemId) => offered.find(({ system }) => system.id === id)?.system.name ?? id;
  const organisationOfCaller = ({ caller }: ConnectionContext) => organisationOf(call, caller.token);
  const view = async (organisation: string, id: SystemId): Promise<ActionResult> => {
    const stored = await store.find(organisation, id);
    if (!stored) throw refusal('not-connected', { system: nameOf(id) });
    return { status: 200, body: await viewOf(options, stored, find(id)) };
  };
  const changed = (id: SystemId) => refusal('connection-changed', { system: nameOf(id) });

  return [
    action({
      operation: contract.saveConnection,
      name: 'saveConnection',
      alone: false,
      unsaid: ['key'],
      target: ({ system }) => nameOf(system),
      async run(context: ConnectionContext, { system: id }, { key, url: given, version }) {
        const system = find(id);
        const { name } = system.system;
        const url = addressOf(system, given);
        const organisation = await organisationOfCaller(context);
        // An admin on an outdated page is refused before anything is tried.
        if (((await store.find(organisation, id))?.version ?? null) !== version) throw changed(id);
        const client = clientOf(options, system, url);
        const quota = await checkKey(system, { client, key, bad: refusal('key-not-good', { system: name }) });
        const { uuid, name: person } = context.caller;
        const savedBy = { uuid, name: person };
        const saved = await store.save(organisation, id, version, { key, url, savedBy, quota });
        if (!saved) throw changed(id);
        // What stands in its way is in the view.
        await keeper?.keepQuietly(organisation, id, 'mend');
        return view(organisation, id);
      },
    }),
    action({
      operation: contract.testConnection,
      name: 'testConnection',
      alone: false,
      target: ({ system }) => nameOf(system),
      async run(context: ConnectionContext, { system: id }) {
        const system = find(id);
        const { name } = system.system;
        const organisation = await organisationOfCaller(context);
        const opened = await store.opened(organisation, id);
        if (!opened) throw refusal('not-connected', { system: name });
        const { connection, key } = opened;
        if (key === undefined) throw refusal('key-lost', { system: name });
        const bad = refusal('key-refused', { system: name });
        const client = clientOf(options, system, connection.url);
        const quota = await checkKey(system, { client, key, bad }).catch(async (error) => {
          if (error === bad) await opened.refused();
          throw error;
        });
        if (!(await store.tested(organisation, id, connection.version, quota))) throw changed(id);
        await keeper?.keepQuietly(organisation, id, 'look');
        return view(organisation, id);
      },
    }),
    action({
      operation: contract.openConnection,
      name: 'openConnection',
      alone: false,
      target: ({ system }) => nameOf(system),
      async run(context: ConnectionContext, { system: id }, { open, version }) {
        const organisation = await organisationOfCaller(context);
        if (!(await store.open(organisation, id, version, open))) throw changed(id);
        return view(organisation, id);
      },
    }),
    action({
      operation: contract.deleteConnection,
      name: 'deleteConnection',
      alone: false,
      target: ({ system }) => nameOf(system),
      async run(context: ConnectionContext, { system: id }, { name: typed, version }) {
        const { name } = find(id).system;
        if (typed !== name) throw refusal('name-differs', { system: name });
        const organisation = await organisationOfCaller(context);
        const end = async () => {
          if (!(await store.delete(organisation, id, version))) throw changed(id);
          if (id === conversationSystem) await shared.store.delete(organisation);
          await deliveries?.forget({ organisation, system: id });
        };
        if ((await store.find(organisation, id))?.version !== version) throw changed(id);
        if (keeper) await keeper.end(organisation, id, end);
        else await end();
        return { status: 204, body: undefined };
      },
    }),
    action({
      operation: contract.setLink,
      name: 'setLink',
      alone: false,
      target: ({ person }) => person,
      async run(context: ConnectionContext, { system: id, person }, { id: link }) {
        const organisation = await organisationOfCaller(context);
        if (!(await store.find(organisation, id))) throw refusal('not-connected', { system: nameOf(id) });
        checkLink(id, person, link);
        await store.setLink(organisation, id, person.toLowerCase(), link);
        return { status: 204, body: undefined };
      },
    }),
  ];
}

/** @throws Refusal for what nobody can be at a system. */
function checkLink(system: SystemId, person: string, link: string | null): void {
  const isAuthor = system === claap.id;
  if (person === contract.everyone && !isAuthor) throw new Refusal(400, 'Nobody has this id.');
  if (link !== null && !(isAuthor ? isEmail(link) : /^[\w-]{1,64}$/.test(link))) {
    throw new Refusal(400, `This is not ${isAuthor ? 'an e-mail address' : 'an id'}.`);
  }
}

/** The address to store; null where the operator's applies. @throws Refusal */
function addressOf({ system, url }: OfferedSystem, given: string | undefined): string | null {
  const { name } = system;
  if (url !== undefined) {
    if (given !== undefined) throw refusal('address-fixed', { system: name });
    return null;
  }
  if (given === undefined) throw refusal('address-needed', { system: name });
  const found = publicUrlOf(given);
  if (found.url === undefined || /[?#]/.test(found.url)) throw refusal('address-refused', {});
  return found.url.endsWith('/') ? found.url.slice(0, -1) : found.url;
}
