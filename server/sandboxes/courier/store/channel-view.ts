import type { World } from '../world.ts';
import { postedIn, subscribersOf, unreadIn } from './messages.ts';
import { individualsOf, isClient, names, userOf } from './people.ts';
import type { Entity, Fields } from './store.ts';

/** Channels as answers show them. */
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

function subscriber(world: World, id: string, preferences: unknown): Fields {
  const user = userOf(world, id)?.fields;
  return {
    id,
    ...names(world, id),
    admin: !isClient(world, id),
    'communication-preferences': Object(preferences)[id] ?? {},
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

/** A channel as someone sees it: what is new in it is new to them. */
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
    subscribers: subscribersOf({ fields }).map((one) => subscriber(world, one, fields.preferences)),
    'owner-first-name': names(world, owner)['first-name'],
    'owner-last-name': names(world, owner)['last-name'],
  };
}
