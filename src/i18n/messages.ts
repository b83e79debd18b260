import type auth from './locales/en/auth.json';
import type batch from './locales/en/batch.json';
import type broadcasts from './locales/en/broadcasts.json';
import type calls from './locales/en/calls.json';
import type chat2desk from './locales/en/chat2desk.json';
import type company from './locales/en/company.json';
import type connect from './locales/en/connect.json';
import type connections from './locales/en/connections.json';
import type consent from './locales/en/consent.json';
import type conversations from './locales/en/conversations.json';
import type courierApps from './locales/en/courier-apps.json';
import type courierAutomation from './locales/en/courier-automation.json';
import type courierConversations from './locales/en/courier-conversations.json';
import type courierDiagnosis from './locales/en/courier-diagnosis.json';
import type courierPeople from './locales/en/courier-people.json';
import type courierSms from './locales/en/courier-sms.json';
import type courierTelephone from './locales/en/courier-telephone.json';
import type courierVoice from './locales/en/courier-voice.json';
import type documents from './locales/en/documents.json';
import type evidence from './locales/en/evidence.json';
import type externalChannel from './locales/en/external-channel.json';
import type files from './locales/en/files.json';
import type find from './locales/en/find.json';
import type first from './locales/en/first.json';
import type followUp from './locales/en/follow-up.json';
import type insight from './locales/en/insight.json';
import type integrations from './locales/en/integrations.json';
import type linking from './locales/en/linking.json';
import type live from './locales/en/live.json';
import type meeting from './locales/en/meeting.json';
import type organisations from './locales/en/organisations.json';
import type overview from './locales/en/overview.json';
import type palette from './locales/en/palette.json';
import type people from './locales/en/people.json';
import type preflight from './locales/en/preflight.json';
import type publishing from './locales/en/publishing.json';
import type quota from './locales/en/quota.json';
import type recorder from './locales/en/recorder.json';
import type refusals from './locales/en/refusals.json';
import type relations from './locales/en/relations.json';
import type selfService from './locales/en/self-service.json';
import type sent from './locales/en/sent.json';
import type session from './locales/en/session.json';
import type settings from './locales/en/settings.json';
import type sharing from './locales/en/sharing.json';
import type statistics from './locales/en/statistics.json';
import type templates from './locales/en/templates.json';
import type tickets from './locales/en/tickets.json';
import type webhooks from './locales/en/webhooks.json';
import type why from './locales/en/why.json';

/**
 * The texts come in files `locales/<language>/<room>.json`, each loaded with the pages that need it: `first` is
 * what the frame and the list of meetings say.
 */
interface Rooms {
  readonly auth: typeof auth;
  readonly batch: typeof batch;
  readonly broadcasts: typeof broadcasts;
  readonly calls: typeof calls;
  readonly chat2desk: typeof chat2desk;
  readonly company: typeof company;
  readonly connect: typeof connect;
  readonly connections: typeof connections;
  readonly consent: typeof consent;
  readonly conversations: typeof conversations;
  readonly 'courier-apps': typeof courierApps;
  readonly 'courier-automation': typeof courierAutomation;
  readonly 'courier-conversations': typeof courierConversations;
  readonly 'courier-diagnosis': typeof courierDiagnosis;
  readonly 'courier-people': typeof courierPeople;
  readonly 'courier-sms': typeof courierSms;
  readonly 'courier-telephone': typeof courierTelephone;
  readonly 'courier-voice': typeof courierVoice;
  readonly documents: typeof documents;
  readonly evidence: typeof evidence;
  readonly 'external-channel': typeof externalChannel;
  readonly files: typeof files;
  readonly find: typeof find;
  readonly first: typeof first;
  readonly 'follow-up': typeof followUp;
  readonly insight: typeof insight;
  readonly integrations: typeof integrations;
  readonly linking: typeof linking;
  readonly live: typeof live;
  readonly meeting: typeof meeting;
  readonly organisations: typeof organisations;
  readonly overview: typeof overview;
  readonly palette: typeof palette;
  readonly people: typeof people;
  readonly preflight: typeof preflight;
  readonly publishing: typeof publishing;
  readonly quota: typeof quota;
  readonly recorder: typeof recorder;
  readonly refusals: typeof refusals;
  readonly relations: typeof relations;
  readonly 'self-service': typeof selfService;
  readonly sent: typeof sent;
  readonly session: typeof session;
  readonly settings: typeof settings;
  readonly sharing: typeof sharing;
  readonly statistics: typeof statistics;
  readonly templates: typeof templates;
  readonly tickets: typeof tickets;
  readonly webhooks: typeof webhooks;
  readonly why: typeof why;
}

/** A file of texts. */
export type Room = keyof Rooms;

type Intersection<T> = (T extends unknown ? (of: T) => void : never) extends (of: infer I) => void
  ? I
  : never;

/** All texts of the interface, by namespace. */
export type Messages = Intersection<Rooms[Room]>;
