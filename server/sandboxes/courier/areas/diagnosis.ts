import * as rows from '#contract/courier/diagnosis.ts';
import type { Definition } from '../definition.ts';
import { found, queryOf, shown } from '../resources.ts';
import { pageOf, slice } from '../store/lists.ts';
import { individual, userOf } from '../store/people.ts';
import { checkFields } from '../store/references.ts';
import { badAttribute } from '../web/errors.ts';
import { timeAfter, type World } from '../world.ts';
import { type Area, handle } from './area.ts';

const aggregations: Definition = {
  type: 'aggregation-requests',
  fresh: (sent, { store }) => {
    for (const [at, entry] of [sent.entries].flat().entries()) {
      checkFields(store, Object(entry), ['data', 'attributes', 'entries', String(at)]);
    }
    return {};
  },
};

const replicators: Definition = { type: 'replicators' };

const sniffers: Definition = {
  type: 'sniffers',
  fresh: (sent) => {
    if (Date.parse(String(sent['valid-until'])) <= Date.now()) {
      throw badAttribute('valid-until', 'It is in the past.');
    }
    return {};
  },
};

const sniffed: Definition = { type: 'sniffer-logs' };

export const diagnosisArea: Area = {
  definitions: [aggregations, replicators, sniffers],
  handlers: [
    handle(rows.purgeData, ({ services: world, body }) => {
      const { store, database } = world;
      const { 'entity-id': id, archive } = body.data.attributes;
      const purged = individual(world, id);
      if (!purged) throw badAttribute('entity-id', 'There is none with this id.');
      // Kept separately here, and out of the way anyway.
      if (archive === true) store.add('purged', { ...purged.fields, 'individual-id': id });
      database.transaction(() => {
        for (const entity of store.about(id)) store.remove(entity);
        for (const user of store.where('users', 'primary-individual-id', id)) store.remove(user);
        store.remove(purged);
      });
      return null;
    }),
    handle(rows.getSnifferLogs, (call) => {
      const { services: world } = call;
      const sniffer = found(call, sniffers.type);
      const all = world.store.where(sniffed.type, 'sniffer-id', sniffer.id).toReversed();
      const page = slice(all, pageOf(rows.getSnifferLogs, queryOf(call)));
      return { data: page.map((entry) => shown(entry, sniffed, world)), meta: {} };
    }),
  ],
};

interface Observed {
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly status: number;
  readonly userAgent: string | null;
}

/** Records a request for each sniffer of the user in whose name it was made. */
export function sniff(world: World, { method, path, search, status, userAgent }: Observed): void {
  const { store, owner } = world;
  const named = userOf(world, new URLSearchParams(search).get('individual-id')) ?? owner.user;
  for (const { id, fields } of store.where(sniffers.type, 'user-id', named.id)) {
    if (Date.parse(String(fields['valid-until'])) <= Date.now()) continue;
    store.add(sniffed.type, {
      'sniffer-id': id,
      'created-time': timeAfter(),
      'request-id': crypto.randomUUID(),
      method,
      path,
      'query-string': search,
      'status-code': status,
      'user-agent': userAgent,
    });
  }
}
