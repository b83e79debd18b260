/** One message to many: drafts with files, multicasts by template. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { anyObject, booleanQuery, longText, requiredLongText, text, uuid } from '../fields.ts';
import {
  inside,
  numbers,
  objects,
  taskStarted,
  textLists,
  texts,
  truths,
  uploadFields,
  uploadTarget,
} from './answers.ts';
import { groupInside } from './channels.ts';
import { individuals, users } from './people.ts';
import { attachmentTypes, comparisons, many, name, translated } from './requests.ts';
import { act, create, get, list, post, resource, update, upload } from './rows.ts';

/** Broadcasts of this dashboard are made of single messages: docs/decisions/038-broadcasts.md. */
const tab = { who: 'admin', place: 'console' } as const;
const toMany = { ...tab, effect: 'send', guards: ['mass-sending'] } as const;

export const multicastToIndividual = act(individuals, 'multicast', {
  ...toMany,
  name: 'multicastToIndividual',
  title: 'Send a template to an individual',
  about: 'Sends a template to all users of an individual, in the way each prefers.',
  needs: { 'template-data': anyObject, 'template-id': name },
  takes: { 'organization-id': uuid },
  answers: taskStarted,
});

const files = resource(
  'messaging-bulk-attachments',
  {
    one: 'an attachment of a broadcast',
    many: 'attachments of broadcasts',
    what: 'a file for many recipients',
  },
  {
    ...texts('bulk-message-id', 'content-type', 'created-at', 'filename', 'thumbnail'),
    ...numbers('content-size'),
  },
  ['thumbnail'],
);

export const listMessagingBulkAttachments = list(files, {
  ...tab,
  name: 'listMessagingBulkAttachments',
  needs: { 'bulk-message-id': uuid },
  takes: { 'filter[include-pending]': booleanQuery },
});

export const createMessagingBulkAttachment = create(files, {
  ...tab,
  name: 'createMessagingBulkAttachment',
  about: 'Announces a file for a broadcast. The gateway keeps its destination to itself.',
  guards: ['secrets'],
  redact: uploadFields,
  needs: { 'bulk-message-id': uuid, 'content-type': v.picklist(attachmentTypes), filename: name },
  answers: v.looseObject({ data: uploadTarget }),
});

export const uploadMessagingBulkAttachment = upload(files, createMessagingBulkAttachment.name, 'data.', {
  ...tab,
  name: 'uploadMessagingBulkAttachment',
  title: 'Upload an attachment of a broadcast',
  about: 'Sends the file of a broadcast to its destination.',
});

export const getMessagingBulkAttachment = get(files, {
  ...tab,
  source: 'inferred',
  name: 'getMessagingBulkAttachment',
});

export const processMessagingBulkAttachmentUpload = act(files, 'process-upload', {
  ...tab,
  name: 'processMessagingBulkAttachmentUpload',
  title: 'Finish an attachment of a broadcast',
  about: 'Confirms that the file of a broadcast has arrived.',
});

const broadcasts = resource(
  'messaging-bulk-messages',
  { one: 'a broadcast', many: 'broadcasts', what: 'a message to many channels, as a draft or posted' },
  {
    ...texts(
      'created-at',
      'created-by',
      'message',
      'organization-id',
      'posted-time',
      'sender-individual-group-id',
      'sender-individual-id',
    ),
    ...truths('draft'),
    ...textLists('individual-group-ids', 'individual-ids'),
    'message-js': inside(texts('en_US', 'es_US')),
  },
);

export const listMessagingBulkMessages = list(broadcasts, {
  ...tab,
  name: 'listMessagingBulkMessages',
  takes: { 'filter[created-by]': uuid, 'include-posted': booleanQuery },
});

export const createMessagingBulkMessage = create(broadcasts, {
  ...toMany,
  source: 'inferred',
  name: 'createMessagingBulkMessage',
  about: 'Posts a message to many channels, or saves it as a draft.',
  needs: { message: requiredLongText },
  takes: {
    'auto-ack': text(64),
    'auto-create-channel': v.boolean(),
    draft: v.boolean(),
    'individual-group-ids': many(uuid),
    'individual-ids': many(uuid),
    'message-js': translated(20_000),
    'sender-individual-group-id': uuid,
    'sender-individual-id': uuid,
  },
  actsAs: { in: 'body', field: 'data.attributes.sender-individual-id', as: 'individual' },
});

export const getMessagingBulkMessage = get(broadcasts, {
  ...tab,
  source: 'inferred',
  name: 'getMessagingBulkMessage',
});

/** A draft is posted by it. */
export const updateMessagingBulkMessage = update(broadcasts, {
  ...toMany,
  name: 'updateMessagingBulkMessage',
  title: 'Change or post a broadcast',
  about: 'Changes a draft, or posts it to all its recipients.',
  takes: { draft: v.boolean(), message: longText, 'message-js': translated(20_000) },
});

const multicasts = resource(
  'multicasts',
  { one: 'a multicast', many: 'multicasts', what: 'a template sent to many recipients' },
  {
    ...texts(
      'created-at',
      'created-by',
      'first-name',
      'individual-group-id',
      'individual-id',
      'last-name',
      'status',
      'template-id',
      'user-name',
    ),
    ...objects('data', 'template-args'),
    ...textLists('individual-ids'),
    'individual-group': groupInside,
  },
);

const including = { 'include-individual-group': booleanQuery, 'include-individual-ids': booleanQuery };

export const listMulticasts = list(multicasts, {
  ...tab,
  name: 'listMulticasts',
  takes: {
    'filter[cmp-created-at]': comparisons,
    ...including,
    'individual-group-id': uuid,
    'template-id': name,
  },
});

export const createMulticast = create(multicasts, {
  ...toMany,
  name: 'createMulticast',
  about: 'Sends a template to all participants of an organisation.',
  needs: { 'template-id': name },
  takes: {
    data: anyObject,
    'filter-type': v.picklist(['all-participants']),
    'filter-value': anyObject,
    'organization-id': uuid,
  },
});

export const getMulticast = get(multicasts, { ...tab, name: 'getMulticast', takes: including });

const userMulticasts = resource(
  'user-multicasts',
  {
    one: 'a multicast to users',
    many: 'multicasts to users',
    what: 'a template sent to the users of individuals',
  },
  {
    ...texts('created-at', 'individual-id', 'organization-id', 'template-id'),
    ...objects('template-data'),
  },
);

export const listUserMulticasts = list(userMulticasts, {
  ...tab,
  name: 'listUserMulticasts',
  needs: { 'individual-id': uuid },
});

export const createUserMulticast = post(userMulticasts, {
  ...toMany,
  name: 'createUserMulticast',
  title: 'Send a template to users of individuals',
  about: 'Sends a template to the users of individuals and groups, in the way each prefers.',
  needs: { 'template-data': anyObject, 'template-id': name },
  takes: { 'individual-group-ids': many(uuid), 'individual-ids': many(uuid), 'organization-id': uuid },
  answers: taskStarted,
});

export const multicastToUser = act(users, 'multicast', {
  ...toMany,
  name: 'multicastToUser',
  title: 'Send a template to a user',
  about: 'Sends a template to a user, in the way they prefer.',
  needs: { 'template-id': name },
  takes: { data: anyObject, 'individual-id': uuid, 'organization-id': uuid },
  answers: taskStarted,
});

export const validateMulticastParams = act(users, 'validate-multicast-params', {
  ...tab,
  name: 'validateMulticastParams',
  title: 'Check a template for a user',
  about: 'Checks whether a template could be sent with this data. Nothing is sent.',
  effect: 'read',
  needs: { data: anyObject, 'individual-id': uuid, 'organization-id': uuid, 'template-id': name },
  answers: v.looseObject({ ...texts('info'), ...truths('success') }),
});
