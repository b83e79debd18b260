/**
 * E-mail: a draft, its files in three steps, and sending it. Rows of the document; `table.ts` has them all.
 */
import * as v from 'valibot';
import { booleanQuery, email, longText, requiredText, uuid } from '../fields.ts';
import { numbers, textLists, texts, truths, uploadFields, uploadTarget } from './answers.ts';
import { attachmentTypes, name } from './requests.ts';
import { act, create, get, list, resource, upload } from './rows.ts';

const told = { who: 'member', place: 'meeting/share' } as const;

const files = resource(
  'user-email-attachments',
  { one: 'an attachment of an e-mail', many: 'attachments of e-mails', what: 'a file that goes with it' },
  {
    ...texts('content-type', 'created-at', 'download-link', 'filename'),
    ...numbers('size'),
    ...truths('ready-to-use'),
  },
  ['download-link'],
);

export const listUserEmailAttachments = list(files, {
  ...told,
  place: 'console',
  name: 'listUserEmailAttachments',
  needs: { 'email-id': uuid },
});

export const createUserEmailAttachment = create(files, {
  ...told,
  name: 'createUserEmailAttachment',
  about: 'Announces a file for an e-mail. The gateway keeps its destination to itself.',
  guards: ['secrets'],
  redact: uploadFields,
  needs: { 'content-type': v.picklist(attachmentTypes), 'email-id': uuid, filename: name },
  // Not inside `data`, as with other attachments.
  answers: uploadTarget,
});

export const uploadUserEmailAttachment = upload(files, createUserEmailAttachment.name, '', {
  ...told,
  name: 'uploadUserEmailAttachment',
  title: 'Upload an attachment of an e-mail',
  about: 'Sends the file of an e-mail to its destination.',
});

export const getUserEmailAttachment = get(files, {
  ...told,
  place: 'console',
  name: 'getUserEmailAttachment',
  takes: { 'with-link': booleanQuery },
});

export const processUserEmailAttachmentUpload = act(files, 'process-upload', {
  ...told,
  name: 'processUserEmailAttachmentUpload',
  title: 'Finish an attachment of an e-mail',
  about: 'Confirms that the file of an e-mail has arrived.',
  errors: [],
});

const emails = resource(
  'user-emails',
  { one: 'an e-mail', many: 'e-mails', what: 'a draft or sent e-mail, and its delivery status' },
  {
    ...texts(
      'created-at',
      'created-by',
      'individual-id',
      'last-modified-at',
      'message',
      'message-html',
      'result',
      'sender-organization-id',
      'status',
      'subject',
      'task-id',
      'user-id',
    ),
    ...textLists('to'),
  },
);

export const listUserEmails = list(emails, {
  ...told,
  place: 'sent',
  name: 'listUserEmails',
  needs: { 'individual-id': uuid },
});

export const createUserEmail = create(emails, {
  ...told,
  name: 'createUserEmail',
  about: 'Writes an e-mail to an individual: a draft, unless it is to be sent at once.',
  effect: 'send',
  needs: { 'individual-id': uuid, subject: requiredText(255) },
  takes: {
    'auto-send': v.boolean(),
    message: longText,
    'message-html': longText,
    'sender-organization-id': uuid,
    to: email,
  },
  // To whom else it goes, and whether at once, members do not say.
  adminFields: ['data.attributes.auto-send', 'data.attributes.to'],
});

export const getUserEmail = get(emails, {
  ...told,
  place: 'sent',
  source: 'inferred',
  name: 'getUserEmail',
});

export const sendUserEmail = act(emails, 'send', {
  ...told,
  name: 'sendUserEmail',
  title: 'Send an e-mail',
  about: 'Sends a draft with its attachments.',
  effect: 'send',
});
