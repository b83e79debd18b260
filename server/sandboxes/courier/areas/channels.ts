import * as v from 'valibot';
import * as rows from '#contract/courier/channels.ts';
import { byField, type Definition, type Filter, keepsAll } from '../definition.ts';
import { checkId, found, one } from '../resources.ts';
import { channelAs } from '../store/channel-view.ts';
import { post, subscribersOf } from '../store/messages.ts';
import { actor, individual, individualsOf, isClient } from '../store/people.ts';
import { checkFields } from '../store/references.ts';
import type { Entity, Fields } from '../store/store.ts';
import { badField, badParameter, pointerTo } from '../web/errors.ts';
import { timeAfter, type World } from '../world.ts';
import { type Area, handle } from './area.ts';

const type = 'messaging-channels';

const has: Filter = (value) => (channel) => subscribersOf(channel).includes(String(value));

export const channels: Definition = {
  type,
  fresh: (sent, world) => {
    const groups = sent['individual-group-id'];
    const members = individualsOf(world, { individuals: sent['individual-ids'] ?? [], groups: groups ?? [] });
    const own = world.owner.individual.id;
    return {
      archived: false,
      floating: false,
      'event-settings': { enabled: true },
      'group-provider-ack': false,
      'subscription-type': 'none',
      'with-sms': false,
      'org-id': sent['organization-id'] ?? world.owner.organization.id,
      'owner-id': members.find((id) => isClient(world, id)) ?? own,
      'individual-ids': [...new Set([own, ...members])],
    };
  },
  added: (channel, world) => {
    const fields = channel.fields;
    const members = individualsOf(world, {
      individuals: fields['individual-ids'],
      groups: fields['individual-group-id'] ?? [],
    });
    world.store.change(channel, { 'individual-ids': [...new Set([world.owner.individual.id, ...members])] });
  },
  filters: {
    'individual-id': has,
    'participant-id': has,
    'organization-id': byField('org-id'),
    'use-group-name': keepsAll,
  },
  shown: (channel, world, query) => channelAs(world, channel, actor(world, query)),
};

/** What a change may name, and the allowed values. */
const changeable = {
  ...rows.createMessagingChannel.body.entries.data.entries.attributes.entries,
  archived: v.boolean(),
  'group-provider-ack': v.boolean(),
};

interface Replaced {
  readonly path: string;
  readonly value: unknown;
}

function replacement({ path, value }: Replaced, at: number, channel: Entity): Fields {
  const [, name = '', inner] = path.split('/');
  const pointer = (field: string) => pointerTo(['data', 'attributes', String(at), field]);
  const schema = Object.entries(changeable).find(([one]) => one === name)?.[1];
  if (!schema) throw badField(pointer('path'), 'This cannot be changed.');
  const before = channel.fields[name];
  const whole = inner === undefined ? value : { ...Object(before), [inner]: value };
  const result = v.safeParse(schema, whole);
  if (!result.success) throw badField(pointer('value'), result.issues[0].message);
  return { [name]: whole };
}

const changed = (world: World, channel: Entity, fields: Fields) =>
  one(world.store.change(channel, { 'last-modified-time': timeAfter(), ...fields }), channels, world);

export const channelArea: Area = {
  definitions: [channels],
  handlers: [
    handle(rows.getMessagingChannel, (call) => {
      const { services: world, query } = call;
      return one(found(call, type), channels, world, query);
    }),
    handle(rows.updateMessagingChannel, (call) => {
      const { services: world, body } = call;
      let channel = found(call, type);
      checkId(call, channel);
      for (const [at, change] of body.data.attributes.entries()) {
        const fields = replacement({ path: change.path, value: change.value }, at, channel);
        checkFields(world.store, fields);
        channel = { ...channel, fields: { ...channel.fields, ...fields } };
      }
      return changed(world, channel, channel.fields);
    }),
    handle(rows.archiveMessagingChannel, (call) =>
      changed(call.services, found(call, type), { archived: true }),
    ),
    handle(rows.unarchiveMessagingChannel, (call) =>
      changed(call.services, found(call, type), { archived: false }),
    ),
    handle(rows.getMessagingChannelProfile, (call) => {
      const { services: world, query } = call;
      const id = query['profile-individual-id'];
      if (!subscribersOf(found(call, type)).includes(id)) {
        throw badParameter('profile-individual-id', 'They are not in this channel.');
      }
      const photo = individual(world, id)?.fields.photo ?? null;
      return { data: { type: 'individual-profiles', id, attributes: { photo } }, meta: {} };
    }),
    handle(rows.setMessagingChannelPreferences, (call) => {
      const { services: world, body } = call;
      checkFields(world.store, body);
      const channel = found(call, type);
      const values = Object.fromEntries(body.values.map(({ name, value }) => [name, value]));
      const all = Object(channel.fields.preferences);
      const preferences = { ...all, [actor(world, body)]: { ...all[actor(world, body)], ...values } };
      return changed(world, channel, { preferences });
    }),
    handle(rows.setMessagingChannelSms, (call) => {
      const { services: world, body } = call;
      const channel = changedBySms(world, found(call, type), body.active);
      const first = body['initial-message'] ?? body['initial-message-js']?.en_US;
      if (body.active && first) {
        post(world, { channelId: channel.id, individualId: world.owner.individual.id, message: first });
      }
      return changed(world, channel, {});
    }),
    handle(rows.subscribeToMessagingChannel, (call) => {
      const { services: world, body } = call;
      checkFields(world.store, body);
      const channel = found(call, type);
      const ids = [...new Set([...subscribersOf(channel), ...(body['individual-ids'] ?? [])])];
      return changed(world, channel, { 'individual-ids': ids });
    }),
    handle(rows.unsubscribeFromMessagingChannel, (call) => {
      const { services: world, body } = call;
      checkFields(world.store, body);
      const channel = found(call, type);
      const gone = body['individual-ids'] ?? [world.owner.individual.id];
      const ids = subscribersOf(channel).filter((id) => !gone.includes(id));
      return changed(world, channel, { 'individual-ids': ids });
    }),
  ],
};

function changedBySms({ store }: World, channel: Entity, active: boolean): Entity {
  if (active && !channel.fields['text-number-id']) {
    throw badField('/active', 'The channel has no number for text messages.');
  }
  return store.change(channel, { 'with-sms': active });
}
