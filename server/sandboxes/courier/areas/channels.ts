import * as v from 'valibot';
import * as rows from '#contract/courier/channels.ts';
import { byField, type Definition, type Filter, keepsAll } from '../definition.ts';
import { checkId, found, one } from '../resources.ts';
import { post, postedIn, subscribersOf, unreadIn } from '../store/messages.ts';
import { actor, individual, individualsOf, isClient, names, userOf } from '../store/people.ts';
import { checkFields } from '../store/references.ts';
import type { Entity, Fields } from '../store/store.ts';
import { badField, badParameter, pointerTo } from '../web/errors.ts';
import { timeAfter, type World } from '../world.ts';
import { type Area, handle } from './area.ts';

const type = 'messaging-channels';

function groupInside(world: World, id: unknown): Fields | null {
  const group = world.store.find('individual-groups', id);
  if (!group) return null;
  const members = individualsOf(world, { individuals: [], groups: [id] });
  const leaders = individualsOf(world, { individuals: group.fields['leader-ids'], groups: [] });
  return {
    name: group.fields.name,
    'organization-id': group.fields['organization-id'],
    'individuals-count': members.length,
    'individual-ids': members,
    'leader-ids': leaders,
    leaders: leaders.map((leader) => ({ id: leader, ...names(world, leader) })),
  };
}

function subscriber(world: World, id: string): Fields {
  const user = userOf(world, id)?.fields;
  return {
    id,
    ...names(world, id),
    admin: !isClient(world, id),
    email: user?.email ?? null,
    'email-verified': user?.['email-verified'] ?? null,
    'phone-number': user?.phone ?? null,
    'phone-number-verified': user?.['phone-verified'] ?? null,
    'phone-number-unsubscribed': user?.['phone-unsubscribed'] ?? null,
    pinned: false,
  };
}

function lastMessage(world: World, id: string): Fields | null {
  const last = postedIn(world, id).at(-1);
  if (!last) return null;
  const { message, removed } = last.fields;
  return {
    id: last.id,
    message: removed === true ? null : message,
    'posted-time': last.fields['posted-time'],
    removed,
  };
}

/** A channel as somebody sees it: what is new in it is new to them. */
export function channelAs(world: World, { id, fields }: Entity, individualId: string): Fields {
  const unread = unreadIn(world, id, individualId).length;
  const bookmark = world.store.where('messaging-bookmarks', 'channel-id', id).at(-1);
  const owner = fields['owner-id'];
  return {
    'caller-new-message-count': unread,
    'caller-has-new-message': unread > 0,
    'can-enable-sms': fields['text-number-id'] !== undefined && fields['text-number-id'] !== null,
    bookmark: bookmark ? { id: bookmark.id, 'message-id': bookmark.fields['message-id'] } : null,
    'individual-group': groupInside(world, fields['individual-group-id']),
    'last-message': lastMessage(world, id),
    'text-number': fields['text-number-id'] ? { id: fields['text-number-id'] } : null,
    subscribers: subscribersOf({ number: 0, type, id, fields }).map((one) => subscriber(world, one)),
    'owner-first-name': names(world, owner)['first-name'],
    'owner-last-name': names(world, owner)['last-name'],
  };
}

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

/** What a change may name, with what it may be. */
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
