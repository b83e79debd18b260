import * as contract from '#contract/gateway/connections.ts';
import type { SystemId } from '#contract/system.ts';
import { type Action, action } from '../elevation/action.ts';
import { organisationOf } from '../elevation/members.ts';
import { Refusal, refusal } from '../http/refusal.ts';
import { type ConnectionActionsOptions, type ConnectionContext, offeredOf } from './actions.ts';
import { viewOf } from './view.ts';

/** What admins do with the webhooks of connections. */
export function hookActions(options: ConnectionActionsOptions): readonly Action<ConnectionContext>[] {
  const { offered, store, call, keeper } = options;
  const nameOf = (id: SystemId) => offered.find(({ system }) => system.id === id)?.system.name ?? id;

  /** @throws Refusal where there is no connection with such a webhook. */
  async function find({ caller }: ConnectionContext, id: SystemId, registered: 'by-operation' | 'by-people') {
    const { system } = offeredOf(offered, id);
    if (!keeper || system.webhooks?.registered !== registered) {
      throw new Refusal(404, 'There is no such webhook here.');
    }
    const organisation = await organisationOf(call, caller.token);
    if (!(await store.find(organisation, id))) throw refusal('not-connected', { system: system.name });
    return { organisation, keeper, webhooks: system.webhooks };
  }
  const view = async (organisation: string, id: SystemId) => {
    const stored = await store.find(organisation, id);
    if (!stored) throw refusal('not-connected', { system: nameOf(id) });
    return { status: 200, body: await viewOf(options, stored, offeredOf(offered, id)) };
  };

  return [
    action({
      operation: contract.repairWebhook,
      name: 'repairWebhook',
      alone: false,
      target: ({ system }) => nameOf(system),
      async run(context: ConnectionContext, { system: id }) {
        const { organisation, keeper: hooks } = await find(context, id, 'by-operation');
        await hooks.keep(organisation, id, 'mend');
        return view(organisation, id);
      },
    }),
    action({
      operation: contract.revealWebhook,
      name: 'revealWebhook',
      alone: false,
      target: ({ system }) => nameOf(system),
      async run(context: ConnectionContext, { system: id }) {
        const { organisation, keeper: hooks, webhooks } = await find(context, id, 'by-people');
        const { header } = webhooks.verification;
        const address = await hooks.addressOf(organisation, id);
        return { status: 200, body: { address, header } };
      },
    }),
    action({
      operation: contract.setWebhookSecret,
      name: 'setWebhookSecret',
      alone: false,
      unsaid: ['secret'],
      target: ({ system }) => nameOf(system),
      async run(context: ConnectionContext, { system: id }, { secret }) {
        const { organisation, keeper: hooks } = await find(context, id, 'by-people');
        await hooks.addressOf(organisation, id);
        await store.hooks.setToken(organisation, id, secret);
        return view(organisation, id);
      },
    }),
  ];
}
