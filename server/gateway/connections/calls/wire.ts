import type * as v from 'valibot';
import type { listVoiceConferences, listVoiceDialLogs } from '#contract/courier/calls.ts';
import type { listUsers } from '#contract/courier/people.ts';
import type { listVoiceQueueEntries, listVoiceRecordings } from '#contract/courier/telephone.ts';
import { emailKey } from '#contract/email.ts';
import { shortened } from '#contract/whole-characters.ts';
import { knownBy } from '../courier/known-by.ts';

/** A recorded call, without what was said: a company has tens of thousands. */
export interface Call {
  readonly id: string;
  /** In ms since the epoch. */
  readonly at: number | undefined;
  readonly phone: string | undefined;
  /** The caller, as the system knows them. */
  readonly individual: string | undefined;
  /** The settings of the number that was called. */
  readonly setting: string | undefined;
  /** Undefined while it continues. */
  readonly seconds: number | undefined;
  readonly isRunning: boolean;
  /** How the transcription begins. */
  readonly snippet: string;
}

/** Someone whom the system knows with a number or an address. */
export interface Person {
  readonly id: string;
  readonly individual: string | undefined;
  readonly name: string;
  /** As `emailKey` has it; undefined where the system does not vouch for it. */
  readonly email: string | undefined;
  /** Digits; undefined where the system does not vouch for it. */
  readonly phone: string | undefined;
  /** Two or three letters. */
  readonly language: string | undefined;
}

export interface Conference {
  readonly id: string;
  readonly at: number | undefined;
  /** The user who began it. */
  readonly by: string | undefined;
  readonly state: string | undefined;
}

/** Someone who was called for a conference. */
export interface Dialled {
  readonly id: string;
  readonly at: number | undefined;
  readonly individual: string | undefined;
  readonly phone: undefined;
  readonly seconds: number | undefined;
  readonly status: string | undefined;
  readonly conference: string | undefined;
}

/** Someone who waits for an answer. */
export interface Waiting {
  readonly id: string;
  readonly individual: undefined;
  readonly phone: string | undefined;
  /** Seconds. */
  readonly waited: number | undefined;
  readonly setting: string;
}

type Recording = v.InferOutput<typeof listVoiceRecordings.response>['data'][number];
type WireConference = v.InferOutput<typeof listVoiceConferences.response>['data'][number];
type DialLog = v.InferOutput<typeof listVoiceDialLogs.response>['data'][number];
type QueueEntry = v.InferOutput<typeof listVoiceQueueEntries.response>['data'][number];
type User = v.InferOutput<typeof listUsers.response>['data'][number];

const snippetLength = 110;
/** Shorter ones are extensions, or no numbers at all. */
const shortestPhone = 6;

/** Digits with the country's code, by which numbers are compared; undefined for anything else. */
export function phoneKey(phone: string | null | undefined): string | undefined {
  const digits = (phone ?? '').replace(/\D/g, '').replace(/^00/, '');
  return digits.length < shortestPhone ? undefined : digits;
}

const textOf = (value: string | null | undefined): string | undefined => value?.trim() || undefined;

function timeOf(text: string | null | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? undefined : at;
}

export const conferenceOf = ({ id, attributes }: WireConference): Conference => ({
  id,
  at: timeOf(attributes['created-at']),
  by: textOf(attributes['created-by']),
  state: textOf(attributes.state),
});

export const dialledOf = ({ id, attributes }: DialLog): Dialled => ({
  id,
  at: timeOf(attributes['created-at']),
  individual: textOf(attributes['individual-id']),
  phone: undefined,
  seconds: attributes['call-duration'] ?? undefined,
  status: textOf(attributes.status),
  conference: textOf(attributes['conference-id']),
});

export const waitingOf = ({ id, attributes }: QueueEntry, setting: string): Waiting => ({
  id,
  individual: undefined,
  phone: textOf(attributes['phone-number']),
  waited: attributes['queue-time'] ?? undefined,
  setting,
});

export function callOf({ id, attributes }: Recording): Call {
  return {
    id,
    at: timeOf(attributes['created-at']),
    phone: textOf(attributes['phone-number']),
    individual: textOf(attributes['individual-id']),
    setting: textOf(attributes['setting-id']),
    seconds: attributes.duration ?? undefined,
    isRunning: attributes.state === 'inprogress',
    snippet: shortened((attributes.transcription ?? '').trim(), snippetLength),
  };
}

export function personOf({ id, attributes }: User): Person {
  const { name, email, phone } = knownBy(attributes);
  return {
    id,
    individual: textOf(attributes['primary-individual-id']),
    name,
    email: email && emailKey(email),
    phone: phoneKey(phone),
    language: /^[a-z]{2,3}(?![a-z])/i.exec(attributes.locale ?? '')?.[0].toLowerCase(),
  };
}
