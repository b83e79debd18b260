/**
 * Shapes on Chat2Desk's wire. Responses are loose: almost everything may be missing or null, numbers may be text, and
 * so may null. Where the documentation shows no response, the shape is our reading, and says so.
 */
import * as v from 'valibot';
import { anyId, idText, integer, integerQuery, maybe, text } from '../fields.ts';

const number = v.union([v.number(), v.string()]);
const maybeText = maybe(v.string());
const maybeNumber = maybe(number);
const fields = v.record(v.string(), v.unknown());

const meta = v.looseObject({ total: maybeNumber, limit: maybeNumber, offset: maybeNumber });

/** A response as documented, or only its `data`, as many samples show it. */
// @__NO_SIDE_EFFECTS__
export function answer<const S extends v.GenericSchema>(data: S) {
  return v.union([v.looseObject({ data, meta: maybe(meta), status: maybeText }), data]);
}

/** A response whose content the documentation does not show: all that is read from it is whether it is an error. */
export const done = v.unknown();

/** Parameters of nearly every list. */
export const page = {
  limit: v.optional(integerQuery(1, 200)),
  offset: v.optional(integerQuery()),
};
export const order = v.optional(v.picklist(['asc', 'desc']));

export const idInPath = v.strictObject({ id: idText });

/** Values of the company's own client fields, by the id of the field. */
export const customFields = v.pipe(
  v.record(v.pipe(v.string(), v.regex(/^\d{1,9}$/)), v.union([text(2000), v.number(), v.boolean()])),
  v.check((values) => Object.keys(values).length <= 200, 'too many fields'),
  v.examples([{ '1': 'Text' }]),
);

/** Digits of a telephone number with its country code, as text or number. */
export const phoneDigits = v.union([
  v.pipe(v.string(), v.regex(/^\d{5,20}$/), v.examples(['31201234567'])),
  integer(10_000),
]);

/** A transport's name. The list is open: `getTransports` has what there is. */
export const transport = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,39}$/), v.examples(['whatsapp']));

export const ids = v.pipe(v.array(anyId), v.minLength(1), v.maxLength(200));

export const client = v.looseObject({
  id: number,
  /** Nickname from the messenger. */
  name: maybeText,
  assigned_name: maybeText,
  /** A telephone number, or a messenger's id: `[tg] 734937551`. */
  phone: maybeNumber,
  client_phone: maybeNumber,
  avatar: maybeText,
  comment: maybeText,
  extra_comment_1: maybeText,
  extra_comment_2: maybeText,
  extra_comment_3: maybeText,
  region_id: maybeNumber,
  country_id: maybeNumber,
  external_id: maybeNumber,
  client_external_id: maybeNumber,
  external_ids: maybe(fields),
  custom_fields: maybe(fields),
  /** `2023-01-28T20:29:25 UTC`; with one client, not in lists. */
  first_client_message: maybeText,
  last_client_message: maybeText,
});

/** Where responses have addresses of files: of a client or operator, and of a message. */
export const media = {
  ofPeople: ['avatar'],
  ofMessages: ['attachments.link', 'photo', 'audio', 'video', 'pdf'],
  ofItems: ['image'],
} as const;

export const attachment = v.looseObject({ name: maybeText, link: maybeText });

export const message = v.looseObject({
  id: number,
  type: maybeText,
  text: maybeText,
  transport: maybeText,
  client_id: maybeNumber,
  operator_id: maybeNumber,
  dialog_id: maybeNumber,
  channel_id: maybeNumber,
  request_id: maybeNumber,
  /** `2023-11-13T09:52:17 UTC`. */
  created: maybeText,
  read: maybeNumber,
  is_new: maybe(v.union([v.number(), v.boolean()])),
  recipient_status: maybeText,
  attachments: maybe(v.array(attachment)),
  photo: maybeText,
  audio: maybeText,
  video: maybeText,
  pdf: maybeText,
  coordinates: maybe(v.unknown()),
  extra_data: maybe(fields),
  remote_id: maybeNumber,
  ai_tips: maybe(v.unknown()),
  insta_comment: maybe(v.boolean()),
});

/** A message as `listRequestMessages` has it: other names, and unix seconds. */
export const requestMessage = v.looseObject({
  id: number,
  text: maybeText,
  /** `in` or `out`. */
  type: maybeText,
  transport: maybeText,
  channelID: maybeNumber,
  clientID: maybeNumber,
  companyID: maybeNumber,
  dialogID: maybeNumber,
  operatorID: maybeNumber,
  created: maybeNumber,
  sent_at: maybeNumber,
  gateway_status: maybeText,
  extra_type: maybeText,
  read: maybeNumber,
  attachments: maybe(v.array(attachment)),
  photo: maybeText,
  audio: maybeText,
  video: maybeText,
  pdf: maybeText,
});

/** Our reading. */
export const sentMessage = v.looseObject({
  message_id: maybeNumber,
  client_id: maybeNumber,
  dialog_id: maybeNumber,
  request_id: maybeNumber,
  channel_id: maybeNumber,
  operator_id: maybeNumber,
  transport: maybeText,
  type: maybeText,
});

export const dialog = v.looseObject({
  id: number,
  begin: maybeText,
  end: maybeText,
  state: maybeText,
  operator_id: maybeNumber,
  last_message: maybe(message),
});

export const webhook = v.looseObject({
  id: number,
  name: maybeText,
  url: maybeText,
  events: maybe(v.array(v.string())),
  /** `enable` or `disable`. */
  status: maybeText,
  errors: maybe(v.array(v.unknown())),
  source: maybeText,
  channels: maybe(v.array(number)),
});

export const operator = v.looseObject({
  id: number,
  email: maybeText,
  phone: maybeNumber,
  role: maybeText,
  access_right_id: maybeNumber,
  access_right_name: maybeText,
  online: maybeNumber,
  offline_type: maybeText,
  avatar: maybeText,
  opened_dialogs: maybeNumber,
  first_name: maybeText,
  last_name: maybeText,
  external_id: maybeNumber,
  last_visit: maybeText,
  status_id: maybeNumber,
  two_factor: maybe(v.boolean()),
  status: maybeText,
});

export const accessRights = v.looseObject({
  id: number,
  name: maybeText,
  role: maybeText,
  base_role: maybe(v.boolean()),
  permissions: maybe(v.record(v.string(), v.unknown())),
});

export const tag = v.looseObject({
  id: number,
  label: maybeText,
  description: maybeText,
  group_id: maybeNumber,
  group_name: maybeText,
});

export const ticket = v.looseObject({
  /** `TICK-2`; paths take the number alone. */
  id: number,
  summary: maybeText,
  description: maybeText,
  status: maybeNumber,
  priority: maybeNumber,
  deadline: maybeText,
  assignee_id: maybeNumber,
  /** An operator, or `Public API`. */
  updater_id: maybeNumber,
  reporter_id: maybeNumber,
  request_ids: maybe(v.array(number)),
  created_at: maybeText,
  updated_at: maybeText,
});

export const template = v.looseObject({
  id: number,
  shortcut: maybeText,
  /** The former name of `shortcut`. */
  command: maybeText,
  text: maybeText,
  name: maybeText,
  file: maybeText,
  group_id: maybeNumber,
  /** `common`, or belonging to one user. */
  type: maybeText,
  user_id: maybeNumber,
  created: maybeText,
});

/** Our reading. */
export const templateGroup = v.looseObject({ id: number, name: maybeText });

export const menuItem = v.looseObject({
  id: number,
  name: maybeText,
  command: maybeText,
  text: maybeText,
  parentID: maybeNumber,
  position: maybeNumber,
  level: maybeNumber,
  channelID: maybeNumber,
  url: maybeText,
  url_enabled: maybeNumber,
  assign_id: maybeNumber,
  assign_subject: maybeText,
  image: maybeText,
  tags: maybe(v.array(v.unknown())),
  smart_method_name: maybeText,
});

export const channel = v.looseObject({
  id: number,
  name: maybeText,
  phone: maybeNumber,
  transports: maybe(v.array(v.string())),
  whatsapp_daily_new_clients_limit: maybe(v.looseObject({ limit: maybeNumber, used: maybeNumber })),
});

export const apiCalls = v.looseObject({
  used_this_month: maybeNumber,
  left_free_requests: maybeNumber,
  left_paid_requests: maybeNumber,
});
