import { queryOptions } from '@tanstack/react-query';
import {
  createAppCredential,
  getAppCredential,
  listAppCredentials,
  updateAppCredential,
} from '#contract/courier/apps.ts';
import { flag, instant, text, type Wire } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing } from '../administration/change.ts';
import { courierKeys } from '../administration/courier-keys.ts';
import { allItems, type Item, itemOf } from '../administration/items.ts';
import { madeSince } from './made-since.ts';

/** Services that bring notifications to apps, in the words of Courier. */
export const pushServices = ['apn', 'fcm'] as const;
export type PushService = (typeof pushServices)[number];

/** What an app proves itself with to a service; what that is, Courier and the gateway keep to themselves. */
export interface AppCredential {
  readonly id: string;
  readonly app: string;
  /** In the words of Courier. */
  readonly service: string;
  readonly name: string | undefined;
  readonly store: string | undefined;
  readonly test: boolean;
  readonly archived: boolean;
  readonly created: Date | undefined;
  readonly changed: Date | undefined;
}

const resource = 'app-credentials';

/** All of them, archived ones too. */
export const credentialsOptions = () =>
  queryOptions({ queryKey: courierKeys.list(resource), queryFn: ({ signal }) => readCredentials(signal) });

const readCredentials = (signal: AbortSignal | undefined) =>
  allItems(
    (page) => call(listAppCredentials, { query: { ...page, 'include[archived]': 'true' }, signal }),
    normaliseCredential,
  );

export function normaliseCredential({ id, of }: Item): AppCredential {
  return {
    id,
    app: text(of['app-name']) ?? id,
    service: text(of.type) ?? '',
    name: text(of['display-name']),
    store: text(of['store-id']),
    test: flag(of['test-mode']) ?? false,
    archived: flag(of.archived) ?? false,
    created: instant(of['created-at']),
    changed: instant(of['last-modified-at']),
  };
}

export interface CredentialFields {
  readonly name: string;
  readonly store: string;
  readonly test: boolean;
  readonly archived: boolean;
  /** The secret itself. It is only ever written. */
  readonly data: Wire;
}

export interface CredentialChange extends IdempotencyKey {
  /** Undefined for new ones. */
  readonly id: string | undefined;
  readonly app: string;
  readonly service: PushService;
  readonly fields: Partial<CredentialFields>;
}

const attributesOf = ({ name, store, test, data }: Partial<CredentialFields>) => ({
  ...(name === undefined ? {} : { 'display-name': name }),
  ...(store === undefined ? {} : { 'store-id': store }),
  ...(test === undefined ? {} : { 'test-mode': test }),
  ...(data === undefined ? {} : { data }),
});

/** Whether what can be read of it is as it was wanted. */
const isSo = (now: AppCredential, { name, store, test, archived }: Partial<CredentialFields>) =>
  (name === undefined || (now.name ?? '') === name) &&
  (store === undefined || (now.store ?? '') === store) &&
  (test === undefined || now.test === test) &&
  (archived === undefined || now.archived === archived);

/**
 * Creates credentials, or changes some. A new secret cannot be read back: it counts as saved where something was changed
 * since then.
 */
export const saveCredential = changing<CredentialChange>({
  send({ id, app, service, fields, ...wish }) {
    const type = 'app-credentials' as const;
    if (id === undefined) {
      const attributes = { 'app-name': app, type: service, ...attributesOf(fields) };
      return write(createAppCredential, { body: { data: { type, attributes } }, ...elevated(wish) });
    }
    const { archived } = fields;
    const attributes = { ...attributesOf(fields), ...(archived === undefined ? {} : { archived }) };
    return write(updateAppCredential, {
      params: { id },
      body: { data: { id, type, attributes } },
      ...elevated(wish),
    });
  },
  async read({ id, app, service, fields, since }, signal) {
    if (id === undefined) {
      const isIt = (one: AppCredential) => one.app === app && one.service === service && isSo(one, fields);
      return madeSince(await readCredentials(signal), since, isIt);
    }
    const item = itemOf(await call(getAppCredential, { params: { id }, signal }));
    const now = item && normaliseCredential(item);
    if (!now || !isSo(now, fields)) return undefined;
    return fields.data === undefined || (now.changed?.getTime() ?? 0) >= since ? now : undefined;
  },
  renews: [resource],
});
