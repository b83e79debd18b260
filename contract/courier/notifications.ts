/** What people are told by notifications and the numbers on their apps. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { booleanQuery, instant, integer, text, uuid } from '../fields.ts';
import { inside, numbers, objects, textLists, texts, truths } from './answers.ts';
import { comparisons, many } from './requests.ts';
import { act, create, get, list, listAll, resource } from './rows.ts';

const all = { who: 'member', place: 'console' } as const;
const admins = { who: 'admin', place: 'console' } as const;

const badges = resource(
  'badge-counts',
  { one: 'a badge', many: 'badges', what: 'the number shown on someone’s app' },
  {
    ...texts('individual-id', 'last-modified-at', 'organization-id', 'timestamp', 'type'),
    ...numbers('count'),
  },
);

const badge = {
  count: integer(0, 1_000_000),
  'individual-id': uuid,
  type: v.picklist(['appointment']),
};

export const listBadgeCounts = listAll(badges, {
  ...all,
  name: 'listBadgeCounts',
  needs: { 'individual-id': uuid },
  takes: { 'organization-id': uuid },
  actsAs: { in: 'query', field: 'individual-id', as: 'individual' },
});

export const createBadgeCount = create(badges, {
  ...admins,
  name: 'createBadgeCount',
  needs: badge,
  takes: { 'organization-id': uuid, timestamp: instant },
});

export const getBadgeCount = get(badges, { ...admins, source: 'inferred', name: 'getBadgeCount' });

const bulkBadges = resource(
  'bulk-badge-counts',
  { one: 'many badges at once', many: 'badges at once', what: 'the numbers shown on several people’s apps' },
  {},
);

export const createBulkBadgeCounts = create(bulkBadges, {
  ...admins,
  name: 'createBulkBadgeCounts',
  needs: {
    values: many(
      v.strictObject({ ...badge, 'organization-id': v.optional(uuid), timestamp: v.optional(instant) }),
    ),
  },
  answers: v.null(),
});

const counts = resource(
  'notification-counts',
  {
    one: 'a number of notifications',
    many: 'numbers of notifications',
    what: 'how many someone received in a day',
  },
  { ...texts('daily-for-date', 'user-id'), ...numbers('count') },
);

export const listUserNotificationCounts = list(counts, {
  ...admins,
  name: 'listUserNotificationCounts',
  path: '/v1/user-notification-counts/',
  page: { min: 0, max: 1000, usual: 500 },
  // Only with <= and >=.
  takes: { 'filter[cmp-created-at]': comparisons },
});

const push = inside({ ...texts('body', 'category', 'title'), ...objects('data') });

const notifications = resource(
  'user-notifications',
  { one: 'a notification', many: 'notifications', what: 'notifications on someone’s devices' },
  {
    ...texts(
      'created-at',
      'individual-id',
      'organization-id',
      'user-first-name',
      'user-id',
      'user-last-name',
    ),
    ...truths('acknowledged', 'active'),
    data: inside({ ...objects('web'), apn: push, fcm: push, sms: inside(textLists('bodies')) }),
  },
);

export const listUserNotifications = list(notifications, {
  ...all,
  name: 'listUserNotifications',
  takes: {
    acknowledged: booleanQuery,
    'filter[category]': text(32),
    'include[inactive]': booleanQuery,
    'individual-id': uuid,
    'organization-id': uuid,
  },
  actsAs: { in: 'query', field: 'individual-id', as: 'individual' },
});

export const getUserNotification = get(notifications, {
  ...all,
  source: 'inferred',
  name: 'getUserNotification',
});

export const acknowledgeUserNotification = act(notifications, 'ack', {
  ...all,
  name: 'acknowledgeUserNotification',
  title: 'Acknowledge a notification',
  about: 'Marks a notification as seen, optionally with all earlier ones.',
  errors: [],
  takes: { 'ack-previous': v.boolean() },
});
