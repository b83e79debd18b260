/**
 * Values that Chat2Desk documents. Those of its own answers are open: it may add some at any time. A company's channels
 * and transports are requested, not listed here.
 */

export const messageTypes = ['to_client', 'from_client', 'autoreply', 'system', 'comment'] as const;
export const dialogStates = ['open', 'closed'] as const;
export const operatorRoles = [
  'unconfirmed',
  'operator',
  'supervisor',
  'admin',
  'disabled',
  'deleted',
] as const;
export const apiModes = ['locked', 'demo', 'normal', 'unlimited'] as const;
export const gatewayStatuses = [
  'pending',
  'sent',
  'failed',
  'scheduled',
  'canceled',
  'delivered',
  'seen',
] as const;

/** What `setMessageStatus` takes, and what it means. There is no 4. */
export const deliveryStatuses = {
  1: 'pending',
  2: 'sent',
  3: 'failed',
  5: 'canceled',
  6: 'delivered',
  7: 'seen',
} as const;

export const ticketStatuses = { 1: 'To do', 2: 'In Progress', 3: 'Waiting', 4: 'Closed' } as const;
export const ticketPriorities = { 1: 'Minor', 2: 'Normal', 3: 'Major' } as const;

export const operatorStatuses = {
  0: 'Working',
  1: 'Busy',
  2: 'Having break',
  3: 'On training',
  4: 'Tech. brake',
  5: 'Away on holiday',
} as const;

export const statisticsReports = [
  'request_stats',
  'operator_replies',
  'operator_stats',
  'operator_events',
  'rating',
] as const;

/** Transports by which one can write to a client first. */
export const firstContactTransports = [
  'whatsapp',
  'viber',
  'viber_business',
  'external',
  'email',
  'sms',
] as const;

type Attachment = 'text' | 'image' | 'audio' | 'video' | 'pdf';
const kinds: Readonly<Record<string, Attachment>> = {
  t: 'text',
  i: 'image',
  a: 'audio',
  v: 'video',
  p: 'pdf',
};
const kindsOf = (letters: string): readonly Attachment[] =>
  Array.from(letters).flatMap((letter) => kinds[letter] ?? []);

/** What each transport that `getTransports` names can send a client. None accepts a location. */
export const transports: Readonly<Record<string, readonly Attachment[]>> = {
  whatsapp: kindsOf('tip'),
  wa_clickatell: kindsOf('tip'),
  viber: kindsOf('tivp'),
  viber_business: kindsOf('ti'),
  viber_public: kindsOf('tivp'),
  viber_tr: kindsOf('ti'),
  yandex_dialogs: kindsOf('t'),
  wa_infobip: kindsOf('tiavp'),
  wa_cm: kindsOf('tiavp'),
  wa_tr: kindsOf('tiavp'),
  wa_wavy: kindsOf('tiavp'),
  wa_botmaker: kindsOf('tiavp'),
  viber_infobip: kindsOf('tiavp'),
  wa_dialog: kindsOf('tiavp'),
  telegram: kindsOf('tip'),
  sms: kindsOf('t'),
  facebook: kindsOf('tip'),
  vk: kindsOf('ti'),
  external: kindsOf('tip'),
  widget: kindsOf('tip'),
  insta_i2crm: kindsOf('tiv'),
  ok: kindsOf('tiv'),
  skype: kindsOf('tiv'),
  email: kindsOf('tiavp'),
  wechat: kindsOf('ti'),
  insta_local: kindsOf('tiv'),
  tg_user: kindsOf('tiavp'),
  vox_implant: [],
  sms_infobip: kindsOf('t'),
  insta_official: kindsOf('ti'),
};
