/**
 * What Chat2Desk posts to the webhooks of a company: 25 events, and how a delivery is known to be genuine. Payloads are
 * loose: samples in the documentation leave out what others of the same event have. Deliveries have no id; what an
 * event is about, and its time, identify repeats.
 */
import * as v from 'valibot';
import { maybe } from '../fields.ts';
import { client, message, tag, ticket } from './shapes.ts';

/** Names used to request events, in the order of the documentation. */
export const webhookEvents = [
  'inbox',
  'outbox',
  // Since 2026-01-27; missing in the sample of createWebhook.
  'imported_message',
  'outbox_status',
  'comment',
  'operator_status_changed',
  'operator_authentication_updated',
  'new_client',
  'new_tag',
  'new_request',
  'add_tag_to_client',
  'add_tag_to_request',
  'delete_tag_from_client',
  'delete_tag_from_request',
  'client_updated',
  'client_added_to_blacklist',
  'close_dialog',
  'close_request',
  'dialog_transferred',
  'device_updated',
  'new_qr_code',
  'new_ticket',
  'ticket_updated',
  'ticket_deleted',
  'ai_hints_requested',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** Three events have other names in their own payloads. */
const renamed: Readonly<Partial<Record<WebhookEvent, string>>> = {
  operator_status_changed: 'operator_status_updated',
  device_updated: 'device_update',
  new_ticket: 'ticket_created',
};

/** What `hook_type` says in an event's payload. */
export const hookTypeOf = (event: WebhookEvent): string => renamed[event] ?? event;

/**
 * Returns the event of a payload; undefined for an undocumented one. The first form of ai_hints_requested has no
 * `hook_type`, and is recognised by what else it lacks.
 */
export function eventOf(hookType: unknown): WebhookEvent | undefined {
  if (hookType === undefined) return 'ai_hints_requested';
  return webhookEvents.find((event) => hookTypeOf(event) === hookType);
}

/** What an event is about, and the fields with its id, the first that there is. Without one it is about nothing that has a page. */
export const webhookSubjects: Readonly<
  Record<WebhookEvent, { readonly about: string; readonly ids: readonly string[] }>
> = {
  inbox: { about: 'dialog', ids: ['dialog_id'] },
  outbox: { about: 'dialog', ids: ['dialog_id'] },
  imported_message: { about: 'dialog', ids: ['dialog_id'] },
  outbox_status: { about: 'dialog', ids: ['data.dialog_id'] },
  comment: { about: 'dialog', ids: ['dialog_id'] },
  operator_status_changed: { about: 'operator', ids: ['id'] },
  operator_authentication_updated: { about: 'operator', ids: ['id'] },
  new_client: { about: 'client', ids: ['id'] },
  new_tag: { about: 'tag', ids: ['id'] },
  new_request: { about: 'dialog', ids: ['dialog_id'] },
  add_tag_to_client: { about: 'client', ids: ['client_id'] },
  add_tag_to_request: { about: 'request', ids: ['request_id'] },
  delete_tag_from_client: { about: 'client', ids: ['client_id'] },
  delete_tag_from_request: { about: 'request', ids: ['request_id'] },
  client_updated: { about: 'client', ids: ['id'] },
  client_added_to_blacklist: { about: 'client', ids: ['id'] },
  close_dialog: { about: 'dialog', ids: ['dialog_id'] },
  close_request: { about: 'dialog', ids: ['dialog_id'] },
  dialog_transferred: { about: 'dialog', ids: ['dialog_id'] },
  device_updated: { about: 'channel', ids: ['channel_id'] },
  new_qr_code: { about: 'channel', ids: [] },
  // With a prefix that no address of a ticket has.
  new_ticket: { about: 'ticket', ids: ['ticket.id'] },
  ticket_updated: { about: 'ticket', ids: ['ticket.id'] },
  ticket_deleted: { about: 'ticket', ids: ['ticket.id', 'id'] },
  ai_hints_requested: { about: 'dialog', ids: ['dialog_id'] },
};

/** Fields of payloads that are not even kept: with the code of a QR image a WhatsApp account could be taken over. */
export const webhookSecrets: readonly string[] = ['qrcode_data', 'qrcode_image'];

/** Where people sign in from, codes that are secrets, and hints, which are to be answered, are none of ours. */
const unwanted: readonly WebhookEvent[] = [
  'operator_authentication_updated',
  'new_qr_code',
  'ai_hints_requested',
];

/** The events that the dashboard asks for. */
export const wantedEvents: readonly WebhookEvent[] = webhookEvents.filter(
  (event) => !unwanted.includes(event),
);

const number = v.union([v.number(), v.string()]);
const maybeNumber = maybe(number);
const maybeText = maybe(v.string());
const maybeBoolean = maybe(v.boolean());

/** When it happened, ISO 8601. */
const event_time = maybeText;

/** A channel with its transports: a list in new_client, one in client_updated and new_request. */
const channelOf = v.looseObject({ id: maybeNumber, transports: maybe(v.array(v.nullable(v.string()))) });
const channels = maybe(v.union([v.array(channelOf), channelOf]));

const hookClient = v.looseObject({ ...client.entries, client_source: maybeText, channels });

/** Messages have `message_id` here, not `id`. */
const hookMessage = v.looseObject({
  ...v.omit(message, ['id']).entries,
  message_id: number,
  client: maybe(client),
  request_id: maybeNumber,
  is_new_request: maybeBoolean,
  is_new_client: maybeBoolean,
  hook_type: v.string(),
  event_time,
});

const aboutClient = v.looseObject({
  ...hookClient.entries,
  /** `2023-01-25T10:14:46 UTC`. */
  client_created: maybeText,
  client_updated: maybeText,
  tags: maybe(v.array(v.unknown())),
  hook_type: v.string(),
  event_time,
});

/** Here a tag has a name where elsewhere it has a label. */
const aboutTag = v.looseObject({
  id: number,
  name: maybeText,
  description: maybeText,
  group_id: maybeNumber,
  group_name: maybeText,
  client_id: maybeNumber,
  request_id: maybeNumber,
  channel_id: maybeNumber,
  transport: maybeText,
  all_client_channels: maybe(v.array(number)),
  hook_type: v.string(),
  event_time,
});

const aboutDialog = v.looseObject({
  dialog_id: maybeNumber,
  request_id: maybeNumber,
  /** Unix seconds. */
  created: maybeNumber,
  updated: maybeNumber,
  channel_id: maybeNumber,
  client_id: maybeNumber,
  operator_id: maybeNumber,
  current_operator_id: maybeNumber,
  last_operator_id: maybeNumber,
  scenario_id: maybeNumber,
  end_message_id: maybeNumber,
  transport: maybeText,
  hook_type: v.string(),
  event_time,
});

const aboutTicket = v.looseObject({
  /** For a deleted one, without TICK-. */
  id: maybeNumber,
  ticket,
  /** The change in words: `1 → 2`. */
  updates: maybe(v.record(v.string(), maybeText)),
  'deleted by': maybeNumber,
  hook_type: v.string(),
  /** Instead of event_time. */
  timestamp: maybeText,
});

/** The payload of each event. */
export const webhookPayloads = {
  inbox: hookMessage,
  outbox: hookMessage,
  imported_message: hookMessage,
  outbox_status: v.looseObject({
    data: v.looseObject({
      id: number,
      gateway_status: maybeText,
      /** `2021-06-10T17:38:04 MSK`. */
      created: maybeText,
      dialog_id: maybeNumber,
      client_id: maybeNumber,
      error: maybe(v.unknown()),
    }),
    hook_type: v.string(),
    event_time,
  }),
  comment: hookMessage,
  operator_status_changed: v.looseObject({
    id: number,
    email: maybeText,
    online: maybeNumber,
    offline_type: maybeText,
    status_id: maybeNumber,
    hook_type: v.string(),
    event_time,
  }),
  operator_authentication_updated: v.looseObject({
    id: number,
    email: maybeText,
    /** `login` or `logout`. */
    event: maybeText,
    /** `web` or `mobile`. */
    platform: maybeText,
    ip_address: maybeText,
    hook_type: v.string(),
    event_time,
  }),
  new_client: aboutClient,
  new_tag: v.looseObject({ ...tag.entries, hook_type: v.string(), event_time }),
  new_request: v.looseObject({
    ...aboutDialog.entries,
    start_message_id: maybeNumber,
    type: maybeText,
    is_new_client: maybeBoolean,
    starter: maybeText,
    client: maybe(hookClient),
    by_client: maybeBoolean,
  }),
  add_tag_to_client: aboutTag,
  add_tag_to_request: aboutTag,
  delete_tag_from_client: aboutTag,
  delete_tag_from_request: aboutTag,
  client_updated: aboutClient,
  client_added_to_blacklist: v.looseObject({ ...aboutClient.entries, is_blocked: maybeBoolean }),
  close_dialog: aboutDialog,
  close_request: aboutDialog,
  dialog_transferred: aboutDialog,
  device_updated: v.looseObject({
    transport: maybeText,
    channel_id: maybeNumber,
    status: maybeText,
    hook_type: v.string(),
    event_time,
  }),
  new_qr_code: v.looseObject({
    /** Restores the connection of a WhatsApp account: anyone who has it could take that over. */
    qrcode_data: maybeText,
    qrcode_image: maybeText,
    phone: maybeNumber,
    device_owner: maybeText,
    hook_type: v.string(),
    event_time,
  }),
  new_ticket: aboutTicket,
  ticket_updated: aboutTicket,
  ticket_deleted: aboutTicket,
  ai_hints_requested: v.looseObject({
    client_id: maybeNumber,
    operator_id: maybeNumber,
    dialog_id: maybeNumber,
    request_id: maybeNumber,
    channel_id: maybeNumber,
    message_id: number,
    /** The hint that an operator chose; without one, hints are requested. */
    hint_id: maybeNumber,
    hook_type: maybeText,
    event_time,
  }),
} as const satisfies Readonly<Record<WebhookEvent, v.GenericSchema>>;

/** The possible response to ai_hints_requested. */
export const aiHints = v.strictObject({
  message_id: number,
  hints: v.pipe(
    v.array(
      v.strictObject({
        id: number,
        text: v.pipe(v.string(), v.maxLength(20_000)),
        url: v.optional(v.pipe(v.string(), v.maxLength(2048))),
        relevance: v.optional(v.number()),
        link: v.optional(v.pipe(v.string(), v.maxLength(2048))),
      }),
    ),
    v.maxLength(50),
  ),
});
