import { byField, type Definition, unlessAsked } from '../definition.ts';
import { make } from '../resources.ts';
import { post, subscribersOf } from '../store/messages.ts';
import { individualsOf, names } from '../store/people.ts';
import type { Entity } from '../store/store.ts';
import { badAttribute } from '../web/errors.ts';
import { timeAfter, type World } from '../world.ts';
import type { Area } from './area.ts';
import { channels } from './channels.ts';

/** Returns the channel of exactly these two; created where that is allowed. */
function channelOf(world: World, sender: string, id: string, mayMake: boolean): Entity | undefined {
  const all = world.store.all(channels.type);
  const known = all.find((channel) => {
    const members = subscribersOf(channel);
    return (
      channel.fields.archived !== true &&
      members.length === 2 &&
      members.includes(id) &&
      members.includes(sender)
    );
  });
  if (known || !mayMake) return known;
  const { 'first-name': first, 'last-name': last } = names(world, id);
  const made = make(channels, { name: `${first} ${last}`, 'individual-ids': [id] }, world);
  return world.store.change(made, { 'individual-ids': [...new Set([sender, id])] });
}

/** Posts a broadcast in the channel that each recipient has with the sender. */
function postToAll(world: World, { fields, id }: Entity): void {
  const sender = String(fields['sender-individual-id']);
  const recipients = individualsOf(world, {
    individuals: fields['individual-ids'] ?? [],
    groups: fields['individual-group-ids'] ?? [],
  });
  for (const recipient of recipients.filter((one) => one !== sender)) {
    const channel = channelOf(world, sender, recipient, fields['auto-create-channel'] === true);
    const message = String(fields.message);
    const more = { 'bulk-message-id': id };
    if (channel) post(world, { channelId: channel.id, individualId: sender, message, more });
  }
  world.store.change({ type: bulk.type, id }, { 'posted-time': timeAfter() });
}

const bulk: Definition = {
  type: 'messaging-bulk-messages',
  fresh: (_, { owner }) => ({
    draft: false,
    'sender-individual-id': owner.individual.id,
    'individual-ids': [],
    'individual-group-ids': [],
  }),
  added: (broadcast, world) => {
    if (broadcast.fields.draft !== true) postToAll(world, broadcast);
  },
  change: ({ fields }) => {
    if (fields.draft !== true) throw badAttribute('draft', 'It was posted already.');
    return {};
  },
  changed: (after, _, world) => {
    if (after.fields.draft !== true) postToAll(world, after);
  },
  filters: {
    'filter[created-by]': byField('created-by'),
    'include-posted': unlessAsked(({ fields }) => fields.draft !== true),
  },
  defaults: { 'include-posted': false },
};

export const broadcastArea: Area = { definitions: [bulk], handlers: [] };
