/**
 * What a connected system is, and what its rows say beyond those of `operation.ts`. Rows are in their system's folder;
 * `connected/table.ts` has them all.
 */
import { type Operation, type PathSchema, type Schema, usualRow } from './operation.ts';

export const systemIds = ['chat2desk', 'claap', 'courier'] as const;
export type SystemId = (typeof systemIds)[number];

/** How a list is requested piece by piece. Parameters are those of the query, paths lead into the response. */
export interface Paging {
  /** `offset` counts rows, `id` continues from an id, `cursor` from a text in the response. */
  readonly by: 'offset' | 'id' | 'cursor';
  /** Parameter that says where to start. */
  readonly from: string;
  /** Parameter that says how many. */
  readonly limit: string;
  readonly minLimit: number;
  readonly maxLimit: number;
  /** The default; undefined where it is not documented. */
  readonly usualLimit: number | undefined;
  /** Path of the total number of rows; without it, reading continues until fewer come than were requested. */
  readonly total?: string;
  /** Path of the next cursor. */
  readonly next?: string;
}

/** This many requests of a kind within a period. `count` is a list where it depends on what the company has bought. */
export interface SystemLimit {
  /** Of all requests, of those that send something to a client, of those that create a recording. */
  readonly of: 'requests' | 'sends' | 'recordings';
  readonly count: number | Readonly<Record<string, number>>;
  readonly perMs: number;
}

/** How a delivery is verified to come from the system. */
export type WebhookVerification =
  /** HMAC-SHA256 in lower-case hexadecimal, of the bytes of the body and then the time. */
  | {
      readonly by: 'signature';
      readonly header: string;
      /** Header with the time of the delivery, unix seconds. */
      readonly timeHeader: string;
      /** The text that is the key: the MD5 of the credential in lower-case hexadecimal. */
      readonly key: 'md5-of-credential';
      /** Older deliveries are refused; repeats may have their original time. */
      readonly maxAgeMs: number;
    }
  /** A shared secret, compared in constant time. Nothing is signed. */
  | { readonly by: 'secret'; readonly header: string };

export interface SystemWebhooks {
  /** Whether we register our address ourselves, or people do so at the system. */
  readonly registered: 'by-operation' | 'by-people';
  readonly maxHooks: number | undefined;
  readonly verification: WebhookVerification;
  /** When a delivery that was not accepted is repeated, in ms after each failure. */
  readonly repeatedAfterMs: readonly number[];
  /** A hook that has accepted nothing for this long is switched off. */
  readonly disabledAfterMs: number | undefined;
  /** How long the system waits for our response, where it says so. */
  readonly answerWithinMs: number | undefined;
}

/** How a response contains what was requested. */
export type Envelope =
  /** `{ data, meta, status }`, or what would be in `data` alone; `status: "error"` is an error whatever the code. */
  | 'data-or-bare'
  /** `{ result }` or `{ error }`. */
  | 'result'
  /** `{ data: { type, id, attributes }, meta }` or `{ errors }`. */
  | 'json-api';

/** A form in which a system reports errors. */
export interface ErrorForm {
  /** Where it is met. */
  readonly when: string;
  /** Whether it is an error with a status of success too. */
  readonly withSuccess: boolean;
  readonly schema: Schema;
}

/** A connected system, described once. */
export interface System {
  readonly id: SystemId;
  /** As people call it. */
  readonly name: string;
  /** Root of its operations at the gateway. */
  readonly root: `/connected/${SystemId}`;
  /** Environment variable with its address, and the default address; undefined where an operator must set it. */
  readonly address: { readonly setting: string; readonly usual: string | undefined };
  /** Header for a connection's key, lower case, and the prefix of the key in it. */
  readonly credential: { readonly in: 'header'; readonly name: string; readonly prefix: string };
  readonly envelope: Envelope;
  readonly errorForms: readonly ErrorForm[];
  /** How most of its lists are paged; a row that differs has its own. */
  readonly paging: Paging;
  readonly limits: readonly SystemLimit[];
  readonly webhooks: SystemWebhooks | undefined;
}

/** What an operation does to the world. */
export const effects = [
  'read',
  /** Changes something inside the company. */
  'write',
  /** Reaches a person outside it, or may. */
  'send',
  /** Removes something for good, or switches it for everyone. */
  'danger',
  /** Others call it at the system; clients never do. */
  'incoming',
] as const;
export type Effect = (typeof effects)[number];

/** Who may request it here: `member` is everyone in the organisation, each for what they may see. */
export const whoMay = ['member', 'admin', 'nobody'] as const;
export type Who = (typeof whoMay)[number];

/** Where a row comes from: the API document, its traces, what its owner says in public elsewhere, or our own guess. */
export type Source = 'documented' | 'inferred' | 'public' | 'ours';

/**
 * Whether the path of a row is our reading of the document's traces, so that a server may name it otherwise. An admin
 * can set another for their organisation. Where an earlier response gives the address there is nothing to guess.
 */
export const isPathGuessed = ({ source, addressFrom }: Pick<ConnectedOperation, 'source' | 'addressFrom'>) =>
  (source === 'inferred' || source === 'ours') && addressFrom === undefined;

/** The guards of the dashboard before and after it does something. A row may be in several classes. */
export const guards = [
  /** Keys and addresses that never leave the gateway; forms only write them. */
  'secrets',
  /** Recipients are counted, a number has to be typed, and it can be cancelled for a while. */
  'mass-sending',
  /** Consent or an earlier contact is shown first. */
  'first-contact',
  /** The name is typed. */
  'destroying',
  /** The operator of the dashboard has allowed it, and another admin requests the same within ten minutes. */
  'two-admins',
  /** A reason and an end, and notice to the person observed. */
  'observing',
  /** It may cost something. */
  'money',
  /** Before and after are shown: it applies to the whole company. */
  'company-wide',
] as const;
export type Guard = (typeof guards)[number];

/** A field that the gateway fills in from a person's link, before the request is checked; members never send it. */
export interface ActsAs {
  readonly in: 'query' | 'body';
  /** Its name, with those of the objects around it: `data.attributes.individual-id`. */
  readonly field: string;
  /** The person's operator at Chat2Desk, individual at Courier, own e-mail address. */
  readonly as: 'operator' | 'individual' | 'email';
}

/** Where a response has the address of a later request, as paths with dots. */
export interface AddressFrom {
  readonly operation: string;
  /** The path parameter by which the later request names it. */
  readonly id: string;
  readonly address: string;
  /** Fields of a form that go before the file; without them the body is the file alone. */
  readonly form?: string;
}

/** Where in the dashboard an operation is used: a page, or a tab of the page of a connection. Stable, like an address. */
export type Place =
  | 'overview'
  | 'conversations'
  | 'conversation'
  | 'calls'
  | 'sent'
  | 'sent/broadcast'
  | 'meeting/share'
  | 'meeting/conversation'
  | 'action-items'
  | 'dossier'
  | 'person'
  | 'connection'
  | 'connection/apps'
  | 'connection/automation'
  | 'connection/channels'
  | 'connection/company'
  | 'connection/conversations'
  | 'connection/diagnosis'
  | 'connection/external-channel'
  | 'connection/operators'
  | 'connection/people'
  | 'connection/self-service'
  | 'connection/sms'
  | 'connection/statistics'
  | 'connection/tags'
  | 'connection/telephone'
  | 'connection/templates'
  | 'connection/tickets'
  | 'connection/voice-assistant'
  /** Only in the API console. */
  | 'console'
  /** Never: others call it, or its response may leave the gateway for nobody. */
  | 'nowhere';

/** A row of a connected system. */
export interface ConnectedOperation<
  Params extends PathSchema | undefined = PathSchema | undefined,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Response extends Schema = Schema,
  M extends Operation['method'] = Operation['method'],
> extends Operation<Params, Query, Body, Response, M> {
  readonly system: SystemId;
  readonly effect: Effect;
  readonly who: Who;
  readonly source: Source;
  readonly actsAs: ActsAs | undefined;
  /** Fields of the body that only admins may send. */
  readonly adminFields: readonly string[];
  /** Fields that the gateway removes from responses: see `without-fields.ts`. */
  readonly redact: readonly string[];
  /** Fields with addresses of pictures, sounds and files, named like those above: a page gets `connected/media.ts`. */
  readonly media: readonly string[];
  readonly place: Place;
  readonly guards: readonly Guard[];
  readonly paging: Paging | undefined;
  /** The request goes to an address from an earlier response, without the credential. */
  readonly addressFrom: AddressFrom | undefined;
  /** Its group in the API console. */
  readonly resource: string;
  /** For the API console, in English: its name, and what it does in one line. */
  readonly title: string;
  readonly about: string;
}

type Told = 'effect' | 'who' | 'source' | 'place' | 'resource' | 'title' | 'about';

type ConnectedRow<
  P extends PathSchema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
  R extends Schema,
  M extends Operation['method'],
> = Pick<ConnectedOperation<P, Q, B, R, M>, 'name' | 'method' | 'path' | 'response' | Told> &
  Partial<Omit<ConnectedOperation<P, Q, B, R, M>, 'system' | 'root' | 'idempotent' | 'proxied' | 'access'>>;

/**
 * Completes a row of a connected system: nothing that has an effect is ever repeated automatically, and what others
 * call or nobody may see is never forwarded. `method` is the gateway's; where the system changes something by GET the
 * row says `method: 'POST', upstreamMethod: 'GET'`.
 *
 * @__NO_SIDE_EFFECTS__ so that a page bundles only the rows that it calls.
 */
// @__NO_SIDE_EFFECTS__
export function connected<
  const P extends PathSchema | undefined = undefined,
  const Q extends Schema | undefined = undefined,
  const B extends Schema | undefined = undefined,
  const R extends Schema = Schema,
  const M extends Operation['method'] = Operation['method'],
>(
  { id, root }: Pick<System, 'id' | 'root'>,
  row: ConnectedRow<P, Q, B, R, M>,
): ConnectedOperation<P, Q, B, R, M> {
  const { method, body, effect, who } = row;
  return {
    system: id,
    root,
    upstreamMethod: method,
    idempotent: effect === 'read',
    ...usualRow(body),
    access: 'any',
    proxied: effect !== 'incoming' && who !== 'nobody',
    redact: [],
    media: [],
    adminFields: [],
    guards: [],
    ...row,
    // What is not set here and what a row leaves out is undefined in its type too.
  } as ConnectedOperation<P, Q, B, R, M>;
}
