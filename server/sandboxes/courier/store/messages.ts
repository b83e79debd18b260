/** Messages of channels: who has read them, and what follows when one is posted. */
import { timeAfter, type World } from '../world.ts';
import { isClient, userOf } from './people.ts';
import type { Entity, Fields } from './store.ts';

const objectOf = (value: unknown): Fields => Object(value);

/** Individuals in a channel. */
export const subscribersOf = ({ fields }: Pick<Entity, 'fields'>): readonly string[] =>
  [fields['individual-ids']].flat().filter((id) => typeof id === 'string');

/** When an individual has read a message, by their id. */
export const readsOf = ({ fields }: Entity): Fields => objectOf(fields.reads);

export const isReadBy = (message: Entity, individualId: string): boolean =>
  message.fields['individual-id'] === individualId || Object.hasOwn(readsOf(message), individualId);

/** Messages of a channel that others see, the oldest first. */
export const postedIn = ({ store }: World, channelId: string): readonly Entity[] =>
  store.ofChannel('messaging-messages', channelId).filter(({ fields }) => fields.draft !== true);

export const unreadIn = (world: World, channelId: string, individualId: string): readonly Entity[] =>
  postedIn(world, channelId).filter(
    (message) => message.fields.removed !== true && !isReadBy(message, individualId),
  );

export function markRead(
  { store }: World,
  message: Entity,
  individualId: string,
  time = timeAfter(),
): Entity {
  if (isReadBy(message, individualId)) return message;
  return store.change(message, { reads: { ...readsOf(message), [individualId]: time } });
}

/** What all messages of someone have. */
export function authored(world: World, individualId: string): Fields {
  return {
    'individual-id': individualId,
    'user-id': userOf(world, individualId)?.id ?? null,
    'user-type': isClient(world, individualId) ? 'participant' : 'provider',
    draft: false,
    removed: false,
  };
}

interface Posted {
  readonly channelId: string;
  readonly individualId: string;
  readonly message: string;
  readonly time?: string;
  readonly more?: Fields;
}

/** Posts a message, with all that follows from it. */
export function post(world: World, { channelId, individualId, message, time, more }: Posted): Entity {
  const at = time ?? timeAfter();
  const entity = world.store.add('messaging-messages', {
    ...authored(world, individualId),
    'channel-id': channelId,
    message,
    'posted-time': at,
    'last-modified-time': at,
    ...more,
  });
  posted(world, entity);
  return entity;
}

/** Whether an automatic answer is due now. */
function answersNow({ fields }: Entity, channel: Entity): boolean {
  const bound = (name: string, none: number) =>
    typeof fields[name] === 'string' ? Date.parse(fields[name]) : none;
  const group = fields['individual-group-id'];
  return (
    fields.enabled === true &&
    bound('start-at', 0) <= Date.now() &&
    Date.now() < bound('end-at', Number.POSITIVE_INFINITY) &&
    (group === undefined || group === null || group === channel.fields['individual-group-id'])
  );
}

function answerByItself(world: World, channel: Entity): void {
  const responder = world.store.all('messaging-responders').find((one) => answersNow(one, channel));
  const text = objectOf(responder?.fields.args).message;
  const colleague = subscribersOf(channel).find((id) => !isClient(world, id));
  if (typeof text !== 'string' || colleague === undefined) return;
  post(world, {
    channelId: channel.id,
    individualId: colleague,
    message: text,
    more: { source: 'auto-responder' },
  });
}

/** What follows when a message has been posted: clients read and answer, or an automatic answer comes. */
export function posted(world: World, message: Entity): void {
  const { store, later, settings } = world;
  const channel = store.find('messaging-channels', message.fields['channel-id']);
  if (!channel) return;
  store.change(channel, { 'last-modified-time': message.fields['last-modified-time'] });
  if (isClient(world, message.fields['individual-id'])) {
    answerByItself(world, channel);
    return;
  }
  const clients = subscribersOf(channel).filter((id) => isClient(world, id));
  if (!settings.simulated || message.fields.source === 'auto-responder') return;
  const now = Date.now();
  for (const individualId of clients) {
    later.add(now + settings.readAfterMs, 'client-reads', message.id, { individualId });
  }
  const [first] = clients;
  if (first) later.add(now + settings.answerAfterMs, 'client-answers', message.id, { individualId: first });
}
