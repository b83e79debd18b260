import * as rows from '#contract/courier/notifications.ts';
import { byField, type Definition, isTrue, unlessAsked } from '../definition.ts';
import { alter, found, make, one, queryOf } from '../resources.ts';
import { byTime } from '../store/filters.ts';
import { pageOf, slice } from '../store/lists.ts';
import { names, userOf } from '../store/people.ts';
import { checkFields } from '../store/references.ts';
import type { Entity, Fields } from '../store/store.ts';
import type { World } from '../world.ts';
import { type Area, handle } from './area.ts';

const categoryOf = ({ fields }: Entity): unknown => Object(Object(fields.data).apn).category;

const notifications: Definition = {
  type: 'user-notifications',
  filters: {
    'filter[category]': (value) => (one) => categoryOf(one) === value,
    'include[inactive]': unlessAsked(({ fields }) => fields.active === false),
  },
  defaults: { 'include[inactive]': false },
};

interface Told {
  readonly title: string;
  readonly body: string;
  readonly category: string;
}

/** Notifies an individual's user on their devices. */
export function notify(world: World, individualId: string, { title, body, category }: Told): Entity {
  const { 'first-name': first, 'last-name': last } = names(world, individualId);
  const push = { title, body, category, data: {} };
  return make(
    notifications,
    {
      'individual-id': individualId,
      'user-id': userOf(world, individualId)?.id ?? null,
      'user-first-name': first,
      'user-last-name': last,
      acknowledged: false,
      active: true,
      data: { apn: push, fcm: push, sms: { bodies: [body] }, web: { title, body } },
    },
    world,
  );
}

/** One for each individual and type: setting it again changes it. */
const badges: Definition = {
  type: 'badge-counts',
  same: (sent, { store }) =>
    store
      .where('badge-counts', 'individual-id', sent['individual-id'])
      .find(({ fields }) => fields.type === sent.type),
  filters: { 'individual-id': byField('individual-id') },
};

/** How many notifications users got on each day, the latest day first. */
function dailyCounts(all: readonly Entity[]) {
  const days = Map.groupBy(all, ({ fields }) => {
    return `${String(fields['created-at']).slice(0, 10)} ${fields['user-id']}`;
  });
  return [...days]
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .map(([key, { length: count }]) => {
      const [date = '', user = ''] = key.split(' ');
      const attributes = { 'daily-for-date': date, 'user-id': user, count };
      return { type: 'notification-counts', id: `${date}-${user}`, attributes };
    });
}

export const notificationArea: Area = {
  definitions: [notifications, badges],
  handlers: [
    handle(rows.createBulkBadgeCounts, ({ services: world, body }) => {
      const { values } = body.data.attributes;
      for (const [at, value] of values.entries()) {
        checkFields(world.store, value, ['data', 'attributes', 'values', String(at)]);
      }
      for (const value of values) {
        const same = badges.same?.(value, world);
        if (same) alter(badges, same, value, world);
        else make(badges, value, world);
      }
      return null;
    }),
    handle(rows.listUserNotificationCounts, (call) => {
      const { services: world, query } = call;
      const within = query['filter[cmp-created-at]'];
      const keeps = within ? byTime('created-at')(within, world, query) : () => true;
      const all = dailyCounts(world.store.all('user-notifications').filter(keeps));
      return { data: slice(all, pageOf(rows.listUserNotificationCounts, queryOf(call))), meta: {} };
    }),
    handle(rows.acknowledgeUserNotification, (call) => {
      const { services: world, body } = call;
      const notification = found(call, 'user-notifications');
      const own = world.store.where('user-notifications', 'user-id', notification.fields['user-id']);
      const before = own.filter(({ number }) => number < notification.number);
      const acknowledged: Fields = { acknowledged: true };
      for (const earlier of isTrue(body['ack-previous']) ? before : []) {
        world.store.change(earlier, acknowledged);
      }
      return one(world.store.change(notification, acknowledged), notifications, world);
    }),
  ],
};
