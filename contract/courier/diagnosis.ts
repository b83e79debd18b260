/** What keeps Courier going, and looks into it. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { instant, text, uuid } from '../fields.ts';
import { numbers, texts } from './answers.ts';
import { many, name } from './requests.ts';
import { create, get, listAll, look, pageFields, resource } from './rows.ts';
import { courier } from './system.ts';

// No error is shown for any of these.
const tab = { who: 'admin', place: 'connection/diagnosis', errors: [] } as const;

const aggregations = resource(
  'aggregation-requests',
  {
    one: 'a request to aggregate',
    many: 'requests to aggregate',
    what: 'columns of individuals to be counted',
  },
  {},
);

export const createAggregationRequest = create(aggregations, {
  ...tab,
  place: 'console',
  name: 'createAggregationRequest',
  needs: { entries: many(v.strictObject({ column: text(64), 'individual-id': uuid })) },
});

const purges = resource(
  'system-purges',
  { one: 'a purge', many: 'purges', what: 'permanent deletion of everything stored about something' },
  {},
);

export const purgeData = create(purges, {
  ...tab,
  name: 'purgeData',
  path: '/v1/purge-data/',
  title: 'Purge data',
  about: 'Permanently deletes everything stored about an individual.',
  effect: 'danger',
  guards: ['destroying', 'two-admins'],
  needs: { 'entity-id': name, 'entity-type': v.picklist(['individual']) },
  takes: { archive: v.boolean(), 'reference-id': name, 'request-id': name },
  answers: v.null(),
});

const replicators = resource(
  'replicators',
  {
    one: 'a replicator',
    many: 'replicators',
    what: 'an import of data from other services, and its last run',
  },
  texts('classpath', 'created-time', 'last-poll-time'),
);

export const listReplicators = listAll(replicators, { ...tab, source: 'inferred', name: 'listReplicators' });

export const getReplicator = get(replicators, {
  ...tab,
  place: 'console',
  source: 'inferred',
  name: 'getReplicator',
});

const sniffers = resource(
  'sniffers',
  { one: 'a sniffer', many: 'sniffers', what: 'the recording of a user’s requests until a given time' },
  texts('created-time', 'user-id', 'valid-until'),
);

export const createSniffer = create(sniffers, {
  ...tab,
  name: 'createSniffer',
  guards: ['observing'],
  needs: { 'user-id': uuid, 'valid-until': instant },
});

export const getSniffer = get(sniffers, {
  ...tab,
  source: 'inferred',
  name: 'getSniffer',
  guards: ['observing'],
});

const snifferLogs = resource(
  'sniffer-logs',
  {
    one: 'an entry of a sniffer',
    many: 'entries of sniffers',
    what: 'a request of the user who is observed',
  },
  {
    ...texts(
      'body',
      'content_type',
      'created-time',
      'message',
      'method',
      'path',
      'query-string',
      'request-id',
      'response',
      'trace-id',
      'user-agent',
    ),
    ...numbers('status-code'),
  },
);

export const getSnifferLogs = look(sniffers, 'get-logs', {
  ...tab,
  name: 'getSnifferLogs',
  title: 'Get what a sniffer recorded',
  about: 'Shows the requests of the observed user, with what was sent and received.',
  guards: ['observing'],
  takes: pageFields,
  paging: courier.paging,
  response: snifferLogs.many,
});
