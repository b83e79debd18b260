import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { byField, type Definition, isTrue, keepsAll, unlessAsked } from '../definition.ts';
import { badAttribute } from '../web/errors.ts';
import { timeAfter, type World } from '../world.ts';
import type { Entity, Fields } from './store.ts';

/** Files of messages, broadcasts and e-mails. */
const hourMs = 3_600_000;
const isPending = ({ fields }: Entity) => fields.stage !== 'ready';

/** Files of a message that have come. */
export const filesOf = ({ store }: World, field: string, id: string): readonly Entity[] =>
  store.where('messaging-attachments', field, id).filter((file) => !isPending(file));

/** A file as its message shows it. */
export const fileOf = ({ id, fields }: Entity): Fields => ({
  id,
  'content-type': fields['content-type'],
  'content-size': fields['content-size'],
  filename: fields.filename,
  removed: fields.removed ?? false,
  thumbnail: null,
});

const announced = () => ({
  stage: 'announced',
  signature: randomUUID(),
  expires: timeAfter(hourMs),
  removed: false,
});

export const ofMessages: Definition = {
  type: 'messaging-attachments',
  fresh: announced,
  filters: {
    'message-id': byField('message-id'),
    'filter[include-pending]': unlessAsked(isPending),
    'individual-id': keepsAll,
  },
  defaults: { 'filter[include-pending]': false },
};

export const ofBroadcasts: Definition = {
  type: 'messaging-bulk-attachments',
  fresh: (sent, { store }) => {
    const broadcast = store.find('messaging-bulk-messages', sent['bulk-message-id']);
    if (broadcast?.fields.draft === false) throw badAttribute('bulk-message-id', 'It was posted already.');
    return announced();
  },
  filters: { 'filter[include-pending]': unlessAsked(isPending) },
  defaults: { 'filter[include-pending]': false },
};

export const ofEmails: Definition = {
  type: 'user-email-attachments',
  fresh: (sent, { store }) => {
    const status = store.find('user-emails', sent['email-id'])?.fields.status;
    if (status !== 'draft') throw badAttribute('email-id', 'It was sent already.');
    return { ...announced(), 'ready-to-use': false };
  },
  filters: { 'email-id': byField('email-id') },
  shown: (_, __, query) => (isTrue(query['with-link']) ? {} : { 'download-link': null }),
};

export const fileIn = ({ filesDir }: World, { id }: Entity) => join(filesDir, id);

/** The bytes of a file by the link in an answer; undefined when there is none, or the signature is another. */
export function linkedFile(world: World, id: string, signature: string | null) {
  const types = [ofMessages, ofBroadcasts, ofEmails].map(({ type }) => type);
  const file = types.map((type) => world.store.find(type, id)).find((one) => one !== undefined);
  if (!file || isPending(file) || file.fields.signature !== signature) return undefined;
  return { path: fileIn(world, file), mediaType: String(file.fields['content-type']) };
}
