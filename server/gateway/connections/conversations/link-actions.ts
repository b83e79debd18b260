import { setClientLink } from '#contract/gateway/conversations.ts';
import { type Action, action } from '../../elevation/action.ts';
import { organisationOf } from '../../elevation/members.ts';
import { refusal } from '../../http/refusal.ts';
import type { ConnectionActionsOptions, ConnectionContext } from '../actions.ts';
import { conversationSystem } from './conversations.ts';

/** Links of clients that admins make by hand, with the confirmation of that moment and an entry in the audit log. */
export function linkActions({ store, call }: ConnectionActionsOptions): readonly Action<ConnectionContext>[] {
  return [
    action({
      operation: setClientLink,
      name: 'setClientLink',
      alone: false,
      target: ({ client }) => client,
      async run({ caller }: ConnectionContext, { client }, { kind, id, attendee = '', linked }) {
        const organisation = await organisationOf(call, caller.token);
        if (!(await store.find(organisation, conversationSystem))) {
          throw refusal('not-connected', { system: 'Chat2Desk' });
        }
        const link = { kind, id, attendee, by: { uuid: caller.uuid, name: caller.name } };
        if (linked) await store.clients.links.add(organisation, Number(client), link);
        else await store.clients.links.remove(organisation, Number(client), link);
        return { status: 204, body: undefined };
      },
    }),
  ];
}
