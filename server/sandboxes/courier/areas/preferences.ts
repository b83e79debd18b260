import * as replies from '#contract/courier/replies.ts';
import type { Definition } from '../definition.ts';
import { queryOf, shown } from '../resources.ts';
import { checkQuery } from '../store/references.ts';
import type { World } from '../world.ts';
import { type Area, handle } from './area.ts';

/** The defaults, where an organisation has not set anything else. */
const usual: Readonly<Record<string, string>> = {
  'default-channel-title': 'Conversation',
  'group-provider-ack': 'false',
  'initial-sms-message': 'You can answer this message.',
};

const preferences: Definition = {
  type: 'org-preferences',
  fresh: () => ({ explicit: true }),
  same: (sent, { store, owner }) =>
    store
      .where('org-preferences', 'organization-id', sent['organization-id'] ?? owner.organization.id)
      .find(({ fields }) => fields.name === sent.name),
};

/** Returns each preference as the organisation has set it, or its default. */
function allPreferences(world: World, organizationId: string, name: string | undefined) {
  const set = world.store.where('org-preferences', 'organization-id', organizationId);
  return Object.keys(usual)
    .filter((one) => name === undefined || one === name)
    .map((one) => {
      const own = set.find(({ fields }) => fields.name === one);
      if (own) return shown(own, preferences, world);
      const fields = {
        name: one,
        type: 'json',
        'organization-id': organizationId,
        value: usual[one],
        explicit: false,
      };
      return shown(
        { number: 0, type: preferences.type, id: `${organizationId}-${one}`, fields },
        preferences,
        world,
      );
    });
}

export const preferenceArea: Area = {
  definitions: [preferences],
  handlers: [
    handle(replies.listOrgPreferences, (call) => {
      const { services: world, query } = call;
      checkQuery(world.store, queryOf(call));
      return { data: allPreferences(world, query['organization-id'], query['filter[name]']), meta: {} };
    }),
  ],
};
