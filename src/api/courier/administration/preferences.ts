import { queryOptions } from '@tanstack/react-query';
import { createOrgPreference, listOrgPreferences } from '#contract/courier/replies.ts';
import { fields, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing } from './change.ts';
import { courierKeys } from './courier-keys.ts';
import { type Item, itemsOf } from './items.ts';

/** What holds for all conversations of an organisation. */
export const preferenceNames = [
  'default-channel-title',
  'initial-sms-message',
  'group-provider-ack',
] as const;
export type PreferenceName = (typeof preferenceNames)[number];

export interface Preference {
  readonly name: PreferenceName;
  readonly value: string;
  /** Someone chose it; otherwise it is Courier's own. */
  readonly chosen: boolean;
  /** It has a value that is more than a text, which is not shown. */
  readonly structured: boolean;
}

const resource = 'org-preferences';

export const preferencesOptions = (organisation: string) =>
  queryOptions({
    queryKey: courierKeys.list(resource, organisation),
    queryFn: ({ signal }) => readPreferences(organisation, signal),
  });

const readPreferences = async (organisation: string, signal: AbortSignal | undefined) =>
  itemsOf(
    await call(listOrgPreferences, { query: { 'organization-id': organisation }, signal }),
    normalisePreference,
  ).filter((one) => one !== undefined);

/** Undefined for one that is not known here. */
export function normalisePreference({ of }: Item): Preference | undefined {
  const name = preferenceNames.find((known) => known === of.name);
  if (name === undefined) return undefined;
  return {
    name,
    value: text(of.value) ?? '',
    chosen: of.explicit === true,
    structured: Object.keys(fields(of['value-js'])).length > 0,
  };
}

export interface PreferenceChange extends IdempotencyKey {
  readonly organisation: string;
  readonly name: PreferenceName;
  readonly value: string;
}

export const setPreference = changing<PreferenceChange>({
  send({ organisation, name, value, ...wish }) {
    const attributes = { 'organization-id': organisation, name, type: 'json' as const, value };
    const body = { data: { type: 'org-preferences' as const, attributes } };
    return write(createOrgPreference, { body, ...elevated(wish) });
  },
  async read({ organisation, name, value }, signal) {
    const now = await readPreferences(organisation, signal);
    return now.find((one) => one.name === name && one.value === value && one.chosen);
  },
  renews: [resource],
});
