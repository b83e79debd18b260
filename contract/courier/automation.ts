/** What Courier does automatically, and work on many channels at once. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { anyObject, booleanQuery, uuid } from '../fields.ts';
import { connected } from '../system.ts';
import { objects, texts } from './answers.ts';
import { name } from './requests.ts';
import { create, get, list, resource, update } from './rows.ts';
import { courier } from './system.ts';

const tab = { who: 'admin', place: 'connection/automation' } as const;

const announcers = resource(
  'announcers',
  {
    one: 'an announcer',
    many: 'announcers',
    what: 'a notice that an individual has been shared with someone',
  },
  {
    ...texts(
      'created-at',
      'created-by',
      'event',
      'last-modified-at',
      'last-modified-by',
      'name',
      'organization-id',
      'type',
    ),
    ...objects('args'),
  },
);

// Closed: from the service's public page.
const event = v.picklist(['individual-shared', 'individual-unshared']);

export const listAnnouncers = list(announcers, {
  ...tab,
  source: 'inferred',
  name: 'listAnnouncers',
  takes: { 'filter[name]': name, 'organization-id': uuid },
});

export const createAnnouncer = create(announcers, {
  ...tab,
  source: 'inferred',
  name: 'createAnnouncer',
  needs: { args: anyObject, event, name, type: name },
  takes: { 'organization-id': uuid },
});

export const getAnnouncer = get(announcers, { ...tab, source: 'inferred', name: 'getAnnouncer' });

export const updateAnnouncer = update(announcers, {
  ...tab,
  source: 'inferred',
  name: 'updateAnnouncer',
  takes: { args: anyObject, event, name, type: name },
});

/** In the service's public page; the document has lost it, as all that answers null. */
export const deleteAnnouncer = connected(courier, {
  ...tab,
  source: 'public',
  resource: 'Announcers',
  name: 'deleteAnnouncer',
  title: 'Delete an announcer',
  about: 'Deletes an announcer: it no longer notifies anyone.',
  method: 'DELETE',
  path: '/v1/announcers/:id/',
  params: getAnnouncer.params,
  response: v.nullish(v.unknown()),
  successStatuses: [200, 204],
  effect: 'danger',
  guards: ['destroying'],
});

const operations = resource(
  'messaging-operations',
  { one: 'an operation', many: 'operations', what: 'work on many channels, such as moving those of a group' },
  {
    ...texts('created-at', 'created-by', 'last-modified-at', 'organization-id', 'status', 'type'),
    ...objects('args', 'logs'),
  },
);

const kind = v.picklist(['move-group']);

export const listMessagingOperations = list(operations, {
  ...tab,
  name: 'listMessagingOperations',
  needs: { 'organization-id': uuid },
  takes: { 'filter[type]': kind, 'include-args': booleanQuery },
});

export const createMessagingOperation = create(operations, {
  ...tab,
  name: 'createMessagingOperation',
  effect: 'danger',
  guards: ['destroying'],
  needs: { type: kind },
  takes: { args: anyObject, 'organization-id': uuid },
});

export const getMessagingOperation = get(operations, {
  ...tab,
  name: 'getMessagingOperation',
  takes: { 'include-args': booleanQuery },
});
