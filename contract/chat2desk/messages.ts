/** Messages with clients. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import {
  anyId,
  atLeastOne,
  booleanQuery,
  exactlyOne,
  idQuery,
  integer,
  longText,
  maybe,
  onlyWith,
  text,
  webUrl,
} from '../fields.ts';
import { connected } from '../system.ts';
import * as shape from './shapes.ts';
import { chat2desk } from './system.ts';

const told = { source: 'documented', resource: 'Messages' } as const;
const messageMissing = { status: 404, when: 'message not found' };
/** The documentation gives no format for these; this is the one that it uses elsewhere. */
const dayFirst = v.pipe(v.string(), v.regex(/^\d{2}-\d{2}-\d{4}$/), v.examples(['31-01-2026']));

export const listMessages = connected(chat2desk, {
  ...told,
  name: 'listMessages',
  title: 'List messages',
  about:
    'Messages with clients, from an id onwards or for a period. Use sparingly: webhooks report new ones.',
  method: 'GET',
  path: '/v1/messages',
  query: v.pipe(
    v.strictObject({
      transport: v.optional(shape.transport),
      channel_id: v.optional(idQuery),
      client_id: v.optional(idQuery),
      type: v.optional(v.picklist(['to_client', 'from_client', 'autoreply', 'system'])),
      operator_id: v.optional(idQuery),
      dialog_id: v.optional(idQuery),
      start_date: v.optional(dayFirst),
      finish_date: v.optional(dayFirst),
      /** Messages with this id and greater ones. */
      start_id: v.optional(idQuery),
      direction_reverse: v.optional(booleanQuery),
      order: shape.order,
      limit: shape.page.limit,
    }),
    v.check(
      (query) => query.start_id === undefined || (query.start_date ?? query.finish_date) === undefined,
      'either an id or a period',
    ),
    v.examples([{ dialog_id: 1, start_id: 1, order: 'asc', limit: 50 }]),
  ),
  media: shape.media.ofMessages,
  response: shape.answer(v.array(shape.message)),
  paging: { by: 'id', from: 'start_id', limit: 'limit', minLimit: 1, maxLimit: 200, usualLimit: 20 },
  effect: 'read',
  who: 'member',
  place: 'conversation',
});

export const getMessage = connected(chat2desk, {
  ...told,
  name: 'getMessage',
  title: 'Get a message',
  about: 'One message, and whether it was delivered and read.',
  method: 'GET',
  path: '/v1/messages/:id',
  params: shape.idInPath,
  media: shape.media.ofMessages,
  response: shape.answer(shape.message),
  errors: [messageMissing],
  effect: 'read',
  who: 'member',
  place: 'connection/external-channel',
});

export const transferMessage = connected(chat2desk, {
  ...told,
  name: 'transferMessage',
  title: 'Transfer a dialog to an operator',
  about: 'Assigns the dialog of a message to an operator; forced, unless that is switched off.',
  method: 'POST',
  upstreamMethod: 'GET',
  path: '/v1/messages/:id/transfer',
  params: shape.idInPath,
  query: v.strictObject({ operator_id: idQuery, force_assign: v.optional(booleanQuery) }),
  response: shape.answer(v.array(v.unknown())),
  errors: [{ status: 400, when: 'no operator given or found, or the transfer failed' }, messageMissing],
  effect: 'write',
  who: 'member',
  place: 'console',
});

export const markMessageRead = connected(chat2desk, {
  ...told,
  name: 'markMessageRead',
  title: 'Mark a message as read',
  about: 'Marks a message as read by an operator.',
  method: 'POST',
  upstreamMethod: 'GET',
  // The documentation's address says unread, its name and its text say read.
  path: '/v1/messages/:id/read',
  params: shape.idInPath,
  response: shape.done,
  errors: [messageMissing],
  effect: 'write',
  who: 'member',
  place: 'conversation',
});

export const markMessageUnread = connected(chat2desk, {
  ...told,
  name: 'markMessageUnread',
  title: 'Mark a message as unread',
  about: 'Marks a message as not yet read by an operator.',
  method: 'POST',
  upstreamMethod: 'GET',
  path: '/v1/messages/:id/unread',
  params: shape.idInPath,
  response: shape.done,
  errors: [messageMissing],
  effect: 'write',
  who: 'member',
  place: 'conversation',
});

/** Longer labels may keep a message from being sent; Cyrillic letters count double. */
const label = v.pipe(text(38), v.minLength(1));
const button = v.strictObject({
  type: v.picklist(['reply', 'location', 'phone', 'email', 'url']),
  text: v.optional(label),
  /** What the button sends. */
  payload: v.optional(text(1000)),
  color: v.optional(v.picklist(['red', 'green', 'blue', 'yellow'])),
  url: v.optional(webUrl),
});
const buttons = v.pipe(v.array(button), v.minLength(1), v.maxLength(50));
const interactive = v.strictObject({
  type: v.picklist(['list', 'button']),
  header: v.optional(v.strictObject({ type: v.optional(text(40)), text: v.optional(text(255)) })),
  body: v.optional(v.strictObject({ text: longText })),
  footer: v.optional(v.strictObject({ text: text(255) })),
  action: v.strictObject({
    button: v.optional(text(255)),
    sections: v.optional(
      v.pipe(
        v.array(
          v.strictObject({
            title: v.optional(text(255)),
            rows: v.pipe(
              v.array(
                v.strictObject({ id: text(255), title: text(255), description: v.optional(text(255)) }),
              ),
              v.maxLength(50),
            ),
          }),
        ),
        v.maxLength(50),
      ),
    ),
    buttons: v.optional(buttons),
  }),
});

export const sendMessage = connected(chat2desk, {
  ...told,
  name: 'sendMessage',
  title: 'Send a message',
  about: 'Sends text, a file or buttons to a client. System messages and comments do not reach the client.',
  method: 'POST',
  path: '/v1/messages',
  body: v.pipe(
    v.strictObject({
      client_id: anyId,
      text: v.optional(longText),
      attachment: v.optional(webUrl),
      attachment_filename: v.optional(text(255)),
      type: v.optional(v.picklist(['to_client', 'autoreply', 'system', 'comment'])),
      /** Without it, that of the client's last message. */
      channel_id: v.optional(anyId),
      operator_id: v.optional(anyId),
      transport: v.optional(shape.transport),
      open_dialog: v.optional(v.boolean()),
      external_id: v.optional(text(255)),
      encrypted: v.optional(v.boolean()),
      reply_message_id: v.optional(anyId),
      inline_buttons: v.optional(buttons),
      keyboard: v.optional(v.strictObject({ buttons })),
      interactive: v.optional(interactive),
    }),
    atLeastOne('text', 'attachment', 'interactive'),
    onlyWith('attachment_filename', 'attachment'),
    v.examples([{ client_id: 1, text: 'Good morning!' }]),
  ),
  actsAs: { in: 'body', field: 'operator_id', as: 'operator' },
  response: shape.answer(shape.sentMessage),
  errors: [
    { status: 400, when: 'neither text nor attachment, or the client, channel or operator is unknown' },
    { status: 429, when: 'more than about fifteen messages a second' },
  ],
  effect: 'send',
  who: 'member',
  guards: ['first-contact'],
  place: 'conversation',
});

export const receiveExternalMessage = connected(chat2desk, {
  ...told,
  name: 'receiveExternalMessage',
  title: 'Bring in a message from an external channel',
  about: 'Passes on a client’s message that arrived elsewhere. Needs an external channel.',
  method: 'POST',
  path: '/v1/messages/inbox',
  body: v.strictObject({
    channel_id: anyId,
    body: v.optional(longText),
    attachment: v.optional(webUrl),
    attachment_filename: v.optional(text(255)),
    location: v.optional(text(255)),
    extra_data: v.optional(v.strictObject({ external_id: v.optional(text(255)) })),
    from_client: v.pipe(
      v.strictObject({
        /** Any id but a telephone number. */
        id: v.optional(text(255)),
        phone: v.optional(shape.phoneDigits),
        avatar: v.optional(webUrl),
        /** Used only where the client has no name. */
        nickname: v.optional(text(255)),
        client_phone: v.optional(shape.phoneDigits),
        custom_fields: v.optional(shape.customFields),
      }),
      exactlyOne('id', 'phone'),
      v.examples([{ id: '123abc', nickname: 'Ada' }]),
    ),
  }),
  response: shape.done,
  errors: [{ status: 400, when: 'both or none of id and phone, or the channel is not an external one' }],
  effect: 'write',
  who: 'admin',
  place: 'connection/external-channel',
});

export const importMessages = connected(chat2desk, {
  ...told,
  name: 'importMessages',
  title: 'Import messages',
  about:
    'Adds up to ten messages of the past to a client’s history. Nothing is sent, and only one event tells of it.',
  method: 'POST',
  path: '/v1/messages/import',
  body: v.strictObject({
    client_id: anyId,
    channel_id: anyId,
    transport: shape.transport,
    messages: v.pipe(
      v.array(
        v.pipe(
          v.strictObject({
            /** Unix seconds. */
            timestamp: v.union([
              integer(),
              v.pipe(v.string(), v.regex(/^\d{1,10}$/), v.examples(['1682676120'])),
            ]),
            text: v.optional(longText),
            /** One address, although the documentation calls it an array. */
            attachment: v.optional(v.union([webUrl, v.literal('')])),
            type: v.picklist(['to_client', 'from_client', 'autoreply']),
            /** Without it, the company's admin. */
            operator_id: v.optional(anyId),
            external_id: v.optional(text(255)),
          }),
          v.check((one) => Boolean(one.text || one.attachment), 'text or attachment'),
          v.examples([{ timestamp: 1_682_676_120, type: 'from_client', text: 'Good morning!' }]),
        ),
      ),
      v.minLength(1),
      v.maxLength(10),
    ),
  }),
  response: v.looseObject({ errors: maybe(v.array(v.unknown())), status: maybe(v.string()) }),
  errors: [{ status: 400, when: 'one of the messages was not taken; each says why' }],
  effect: 'write',
  who: 'admin',
  guards: ['mass-sending'],
  place: 'connection/external-channel',
});

export const transferMessageToGroup = connected(chat2desk, {
  ...told,
  name: 'transferMessageToGroup',
  title: 'Transfer a dialog to a group',
  about: 'Assigns the dialog of a message to an operator of a group, by the group’s rules.',
  method: 'POST',
  upstreamMethod: 'GET',
  path: '/v1/messages/:id/transfer_to_group',
  params: shape.idInPath,
  query: v.strictObject({ group_id: idQuery, force_assign: v.optional(booleanQuery) }),
  response: shape.answer(
    v.looseObject({
      assignee: maybe(v.looseObject({ id: maybe(v.number()), email: maybe(v.string()) })),
    }),
  ),
  errors: [
    { status: 400, when: 'nobody of the group is available' },
    { status: 404, when: 'group or message not found' },
  ],
  effect: 'write',
  who: 'member',
  place: 'conversation',
});

export const setMessageStatus = connected(chat2desk, {
  ...told,
  name: 'setMessageStatus',
  title: 'Set whether a message was delivered',
  about: 'Reports the delivery status of an outgoing message of an external channel.',
  method: 'PUT',
  path: '/v1/messages/:id/status/:status',
  params: v.strictObject({
    ...shape.idInPath.entries,
    status: v.picklist(['1', '2', '3', '5', '6', '7']),
  }),
  response: shape.done,
  errors: [messageMissing],
  effect: 'write',
  who: 'admin',
  place: 'connection/external-channel',
});
