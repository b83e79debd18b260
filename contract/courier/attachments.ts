/**
 * Files in messages of channels, in three steps: say that one comes, send it to where the answer says, say that it has come.
 * Rows of the document; `table.ts` has them all.
 */
import * as v from 'valibot';
import { booleanQuery, uuid } from '../fields.ts';
import { maxAttachmentBytes } from '../gateway/shared-files.ts';
import { numbers, texts, truths, uploadFields, uploadTarget } from './answers.ts';
import { attachmentTypes, name } from './requests.ts';
import { act, create, download, get, list, resource, update, upload } from './rows.ts';

const told = { who: 'member', place: 'conversation' } as const;
const individualInQuery = { actsAs: { in: 'query', field: 'individual-id', as: 'individual' } } as const;

const attachments = resource(
  'messaging-attachments',
  { one: 'an attachment', many: 'attachments', what: 'a file of a message' },
  {
    ...texts('content-type', 'created-at', 'filename', 'message-id', 'thumbnail'),
    ...numbers('content-size'),
    ...truths('removed'),
  },
  ['thumbnail'],
);

export const listMessagingAttachments = list(attachments, {
  ...told,
  ...individualInQuery,
  place: 'console',
  name: 'listMessagingAttachments',
  needs: { 'message-id': uuid },
  takes: { 'filter[include-pending]': booleanQuery, 'individual-id': uuid },
});

export const createMessagingAttachment = create(attachments, {
  ...told,
  name: 'createMessagingAttachment',
  about: 'Announces a file for a message. The gateway keeps its destination to itself.',
  guards: ['secrets'],
  redact: uploadFields,
  needs: { 'content-type': v.picklist(attachmentTypes), filename: name, 'message-id': uuid },
  answers: v.looseObject({ data: uploadTarget }),
});

export const uploadMessagingAttachment = upload(attachments, createMessagingAttachment.name, 'data.', {
  ...told,
  name: 'uploadMessagingAttachment',
  title: 'Upload an attachment',
  about: 'Sends the file of a message to its destination. What it is has to show in its content.',
  isKindChecked: true,
  maxBodyBytes: maxAttachmentBytes,
});

export const getMessagingAttachment = get(attachments, {
  ...told,
  ...individualInQuery,
  place: 'console',
  name: 'getMessagingAttachment',
  takes: { 'individual-id': uuid },
});

export const updateMessagingAttachment = update(attachments, {
  ...told,
  name: 'updateMessagingAttachment',
  title: 'Remove an attachment',
  about: 'Removes the file of a message for everyone, or restores it.',
  guards: ['destroying'],
  takes: { removed: v.boolean() },
});

export const processMessagingAttachmentUpload = act(attachments, 'process-upload', {
  ...told,
  actsAs: { in: 'body', field: 'individual-id', as: 'individual' },
  name: 'processMessagingAttachmentUpload',
  title: 'Finish an attachment',
  about: 'Confirms that the file of a message has arrived.',
  takes: { 'individual-id': uuid },
});

/** Our guess: what is sent can be fetched. Without such an address a file is named, and nothing more. */
export const downloadMessagingAttachment = download(attachments, {
  ...told,
  name: 'downloadMessagingAttachment',
  title: 'Download an attachment',
  about: 'Gets the file of a message, if Courier has an address for it.',
});
