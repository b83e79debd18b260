import { queryOptions } from '@tanstack/react-query';
import {
  createAnnouncer,
  deleteAnnouncer,
  getAnnouncer,
  listAnnouncers,
  updateAnnouncer,
} from '#contract/courier/automation.ts';
import { sameJson } from '#src/lib/json-text.ts';
import { fields, instant, text, type Wire } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing } from '../administration/change.ts';
import { courierKeys } from '../administration/courier-keys.ts';
import { allItems, type Item, itemOf } from '../administration/items.ts';
import { madeSince } from './made-since.ts';

export const announcerEvents = ['individual-shared', 'individual-unshared'] as const;
export type AnnouncerEvent = (typeof announcerEvents)[number];

/** Tells someone when an individual is shared with them, or no longer is. */
export interface Announcer extends AnnouncerFields {
  readonly id: string;
  readonly created: Date | undefined;
  readonly changed: Date | undefined;
}

export interface AnnouncerFields {
  readonly name: string;
  /** In the words of Courier, which may have more than those that can be sent. */
  readonly event: string;
  readonly type: string;
  /** Courier documents no names. */
  readonly args: Wire;
}

const resource = 'announcers';

/** @param organisation its id at Courier */
export const announcersOptions = (organisation: string) =>
  queryOptions({
    queryKey: courierKeys.list(resource, organisation),
    queryFn: ({ signal }) => readAnnouncers(organisation, signal),
  });

const readAnnouncers = (organisation: string, signal: AbortSignal | undefined) =>
  allItems(
    (page) => call(listAnnouncers, { query: { ...page, 'organization-id': organisation }, signal }),
    normaliseAnnouncer,
  );

export function normaliseAnnouncer({ id, of }: Item): Announcer {
  return {
    id,
    name: text(of.name) ?? id,
    event: text(of.event) ?? '',
    type: text(of.type) ?? '',
    args: fields(of.args),
    created: instant(of['created-at']),
    changed: instant(of['last-modified-at']),
  };
}

export interface AnnouncerChange extends IdempotencyKey {
  readonly organisation: string;
  /** What is sent. */
  readonly fields: Partial<Omit<AnnouncerFields, 'event'> & { readonly event: AnnouncerEvent }>;
  /** Undefined for a new one, of which all fields are there. */
  readonly id: string | undefined;
}

const isSo = (now: Announcer, { name, event, type, args }: AnnouncerChange['fields']) =>
  (name === undefined || now.name === name) &&
  (event === undefined || now.event === event) &&
  (type === undefined || now.type === type) &&
  (args === undefined || sameJson(now.args, args));

/** Creates an announcer, or changes one. */
export const saveAnnouncer = changing<AnnouncerChange>({
  send({ organisation, fields: wanted, id, ...wish }) {
    const type = 'announcers' as const;
    if (id !== undefined) {
      const body = { data: { id, type, attributes: wanted } };
      return write(updateAnnouncer, { params: { id }, body, ...elevated(wish) });
    }
    const { name = '', event = 'individual-shared', type: kind = '', args = {} } = wanted;
    const attributes = { name, event, type: kind, args, 'organization-id': organisation };
    return write(createAnnouncer, { body: { data: { type, attributes } }, ...elevated(wish) });
  },
  async read({ organisation, fields: wanted, id, since }, signal) {
    if (id === undefined) {
      return madeSince(await readAnnouncers(organisation, signal), since, (one) => isSo(one, wanted));
    }
    const item = itemOf(await call(getAnnouncer, { params: { id }, signal }));
    const now = item && normaliseAnnouncer(item);
    return now && isSo(now, wanted) ? now : undefined;
  },
  renews: [resource],
});

export interface AnnouncerRemoval extends IdempotencyKey {
  readonly organisation: string;
  readonly id: string;
}

/** Deletes an announcer. It is gone when the list no longer has it: that one is not found may mean that its path is another. */
export const removeAnnouncer = changing<AnnouncerRemoval>({
  send: ({ id, ...wish }) => write(deleteAnnouncer, { params: { id }, ...elevated(wish) }),
  async read({ organisation, id }, signal) {
    const all = await readAnnouncers(organisation, signal);
    return all.some((one) => one.id === id) ? undefined : true;
  },
  renews: [resource],
});
