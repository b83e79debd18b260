import * as replies from '#contract/courier/replies.ts';
import { type Definition, isTrue, keepsAll } from '../definition.ts';
import { becomes } from '../happenings.ts';
import { found, one, queryOf, shown } from '../resources.ts';
import { subscribersOf } from '../store/messages.ts';
import { isClient, names } from '../store/people.ts';
import { checkFields, checkQuery } from '../store/references.ts';
import type { Fields } from '../store/store.ts';
import { badAttribute } from '../web/errors.ts';
import type { World } from '../world.ts';
import { type Area, type Done, handle } from './area.ts';

const announcers: Definition = { type: 'announcers' };

const workMs = 1500;

/** Moves the channels of one group to another. */
const operations: Definition = {
  type: 'messaging-operations',
  fresh: () => ({ status: 'created', args: {}, logs: {} }),
  added: (operation, world) => {
    const { 'from-individual-group-id': from, 'to-individual-group-id': to } = Object(operation.fields.args);
    const moved = from && to ? world.store.where('messaging-channels', 'individual-group-id', from) : [];
    for (const channel of moved) world.store.change(channel, { 'individual-group-id': to });
    const fields = { status: 'completed', logs: { moved: moved.length } };
    becomes(world, operation, { afterMs: workMs, fields });
  },
  filters: { 'include-args': keepsAll },
  shown: ({ fields }, _, query) => ({ args: isTrue(query['include-args']) ? fields.args : null }),
};

const hasName = (world: World, name: unknown, id?: string) =>
  world.store.where('messaging-plugins', 'name', name).some((plugin) => plugin.id !== id);

const taken = () => badAttribute('name', 'There is one with this name.');

const plugins: Definition = {
  type: 'messaging-plugins',
  fresh: (sent, world) => {
    if (hasName(world, sent.name)) throw taken();
    return { enabled: true, args: {} };
  },
  change: ({ id }, sent, world) => {
    if (sent.name !== undefined && hasName(world, sent.name, id)) throw taken();
    return {};
  },
};

const milliseconds = (time: unknown) => (typeof time === 'string' ? Date.parse(time) : 0);

const responders: Definition = {
  type: 'messaging-responders',
  fresh: () => ({ enabled: true, args: {} }),
  sorts: {
    'created-at': ({ fields }) => milliseconds(fields['created-at']),
    'start-at': ({ fields }) => milliseconds(fields['start-at']),
    'end-at': ({ fields }) => milliseconds(fields['end-at']),
  },
};

/** What holds where an organisation has not said otherwise. */
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

/** Each preference, as the organisation has set it or as it is without. */
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

const switched =
  (definition: Definition, enabled: boolean): Done =>
  (call) =>
    one(call.services.store.change(found(call, definition.type), { enabled }), definition, call.services);

/** A snippet with the names of whom it is for. */
function expanded(world: World, args: unknown, channelId: string): string {
  const channel = world.store.find('messaging-channels', channelId);
  const client = channel && subscribersOf(channel).find((id) => isClient(world, id));
  const values: Fields = names(world, client);
  return String(Object(args).text ?? '').replaceAll('{first-name}', String(values['first-name'] ?? ''));
}

export const automationArea: Area = {
  definitions: [announcers, operations, plugins, responders, preferences],
  handlers: [
    handle(replies.disableMessagingPlugin, switched(plugins, false)),
    handle(replies.enableMessagingPlugin, switched(plugins, true)),
    handle(replies.disableMessagingResponder, switched(responders, false)),
    handle(replies.enableMessagingResponder, switched(responders, true)),
    handle(replies.expandMessagingPlugin, (call) => {
      const { services: world, body } = call;
      checkFields(world.store, body);
      return { message: expanded(world, found(call, plugins.type).fields.args, body['channel-id']) };
    }),
    handle(replies.listOrgPreferences, (call) => {
      const { services: world, query } = call;
      checkQuery(world.store, queryOf(call));
      return { data: allPreferences(world, query['organization-id'], query['filter[name]']), meta: {} };
    }),
  ],
};
