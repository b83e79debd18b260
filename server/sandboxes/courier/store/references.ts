/** What ids in requests mean, by the names of their fields. */
import { badField, badParameter, pointerTo } from '../web/errors.ts';
import type { Fields, Store } from './store.ts';

/** Types by the names of fields that have an id, or a list of ids. What is not here Courier keeps elsewhere. */
export const references: Readonly<Record<string, string>> = {
  'account-id': 'text-accounts',
  'bulk-message-id': 'messaging-bulk-messages',
  'channel-id': 'messaging-channels',
  'conference-id': 'voice-conferences',
  'created-by': 'users',
  'email-id': 'user-emails',
  'individual-group-id': 'individual-groups',
  'individual-group-ids': 'individual-groups',
  'individual-id': 'individuals',
  'individual-ids': 'individuals',
  'message-id': 'messaging-messages',
  'messaging-channel-id': 'messaging-channels',
  'number-id': 'text-account-numbers',
  'organization-id': 'organizations',
  'participant-id': 'individuals',
  'profile-individual-id': 'individuals',
  'sender-individual-group-id': 'individual-groups',
  'sender-individual-id': 'individuals',
  'sender-organization-id': 'organizations',
  'setting-id': 'voice-settings',
  'text-number-id': 'text-account-numbers',
  'user-id': 'users',
  'video-channel-id': 'video-channels',
};

const exists = (store: Store, type: string, value: unknown): boolean =>
  [value].flat().every((id) => store.find(type, id) !== undefined);

const text = 'There is none with this id.';

/** A filter by what is not there finds nothing; anyone who acts or is acted upon must be there. @throws Refusal */
export function checkQuery(store: Store, query: Fields): void {
  for (const [name, value] of Object.entries(query)) {
    const type = references[name];
    if (type !== undefined && value !== undefined && !exists(store, type, value))
      throw badParameter(name, text);
  }
}

/** @throws Refusal when a field names what is not there. */
export function checkFields(store: Store, fields: Fields, within: readonly string[] = []): void {
  for (const [name, value] of Object.entries(fields)) {
    const type = references[name];
    if (
      type !== undefined &&
      typeof value !== 'object' &&
      value !== undefined &&
      !exists(store, type, value)
    ) {
      throw badField(pointerTo([...within, name]), text);
    }
    if (type !== undefined && Array.isArray(value)) {
      for (const [at, id] of value.entries()) {
        if (!exists(store, type, id)) throw badField(pointerTo([...within, name, String(at)]), text);
      }
    }
  }
}
