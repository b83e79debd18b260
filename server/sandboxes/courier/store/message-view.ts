import * as v from 'valibot';
import { isTrue } from '../definition.ts';
import type { World } from '../world.ts';
import { fileOf, filesOf } from './files.ts';
import { isReadBy, readsOf, subscribersOf } from './messages.ts';
import { actor, individual, names } from './people.ts';
import type { Entity, Fields } from './store.ts';

const userName = (world: World, id: unknown): string => {
  const { 'first-name': first, 'last-name': last } = names(world, id);
  return `${first ?? ''} ${last ?? ''}`.trim();
};

const reactions = v.optional(
  v.array(v.object({ 'individual-id': v.string(), 'reaction-type': v.string() })),
  [],
);
export type Reaction = v.InferOutput<typeof reactions>[number];

export const reactionsOf = ({ fields }: Entity): readonly Reaction[] => v.parse(reactions, fields.reactions);

function receipt(world: World, id: string, time: unknown): Fields {
  const { 'first-name': first, 'last-name': last } = names(world, id);
  return {
    'individual-id': id,
    'individual-first-name': first,
    'individual-last-name': last,
    'ack-time': time ?? null,
    'ack-user-time': time ?? null,
  };
}

/** Who has read a message, and who of those in the channel has not. */
export function receiptsOf(world: World, message: Entity) {
  const channel = world.store.find('messaging-channels', message.fields['channel-id']);
  const reads = readsOf(message);
  const others = channel ? subscribersOf(channel).filter((id) => id !== message.fields['individual-id']) : [];
  return {
    read: Object.entries(reads).map(([id, time]) => receipt(world, id, time)),
    unread: others.filter((id) => !Object.hasOwn(reads, id)).map((id) => receipt(world, id, null)),
  };
}

export const isSame = (a: Reaction, b: Reaction): boolean =>
  a['individual-id'] === b['individual-id'] && a['reaction-type'] === b['reaction-type'];

/** A message as someone sees it. */
export function messageAs(message: Entity, world: World, query: Fields): Fields {
  const { fields } = message;
  const author = fields['individual-id'];
  return {
    ...names(world, author),
    'preferred-name': individual(world, author)?.fields['preferred-name'],
    'user-name': userName(world, author),
    message: fields.removed === true ? null : fields.message,
    ack: isReadBy(message, actor(world, query)),
    attachments: filesOf(world, 'message-id', message.id).map(fileOf),
    reactions: reactionsOf(message).map((reaction) => ({
      ...reaction,
      ...names(world, reaction['individual-id']),
      'user-name': userName(world, reaction['individual-id']),
    })),
    phrases: isTrue(query['include-phrases']) ? {} : null,
    'read-receipts': isTrue(query['include-read-receipts']) ? receiptsOf(world, message).read : null,
  };
}
