/**
 * What people who are recorded agree to or object to, on their own telephones: an address for each recording, whose page
 * needs no account (docs/security.md), and what the one who records reads of it.
 */
import * as v from 'valibot';
import * as shape from '../../claritalk/shapes.ts';
import { operation } from '../../operation.ts';
import { adminRoot, idempotencyHeader } from '../admin.ts';

/** `GET /c/<token>` is the page, for whoever has the address. */
export const consentRoot = '/c' as const;

/** Which wording the page has: any change of words is a new version. */
export const consentVersion = '2026-12-2';

/** For how many days a recording may be said to be kept. */
export const consentDays = [30, 90, 365, 2557] as const;

/**
 * How long people can answer, in hours, and withdraw, in days at least; and how many answers there are at most. Where the
 * recording is said to be kept for longer, they can withdraw for as long as that.
 */
export const consentLimits = { hours: 24, days: 90, answers: 300, name: 80, purpose: 200 } as const;

const languages = ['en', 'nl', 'fr', 'de'] as const;

/** What happens to the recording when someone objects: it is paused, or the moment is only marked. */
export const objectionEffects = ['pause', 'mark'] as const;

/** An answer. Instants are ISO 8601. */
export const consentAnswer = v.object({
  /** Counts from one, in the order in which they came. */
  number: v.number(),
  decision: v.picklist(['agreed', 'objected']),
  /** Null where someone gave none. */
  name: v.nullable(v.string()),
  at: v.string(),
  language: v.picklist(languages),
  version: v.string(),
  /** SHA-256 of the JSON of salt, version, language, text shown, decision, name and time; in hexadecimal. */
  hash: v.string(),
  salt: v.string(),
  withdrawnAt: v.nullable(v.string()),
});
export type ConsentAnswer = v.InferOutput<typeof consentAnswer>;

export const consentRound = v.object({
  link: v.string(),
  /** Until when people can answer, and until when they can withdraw. */
  openUntil: v.string(),
  until: v.string(),
  onObjection: v.picklist(objectionEffects),
  /** The text that they are shown, by language. */
  texts: v.record(v.picklist(languages), v.string()),
  answers: v.array(consentAnswer),
  /** What the recording became; null while that is not known here. */
  meeting: v.nullable(v.string()),
  /** How many withdrawals whoever records has seen at that meeting. */
  seen: v.number(),
});
export type ConsentRound = v.InferOutput<typeof consentRound>;

const params = v.strictObject({ recording: shape.uuid });
const errors = [
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  { status: 403, when: 'not from our own page' },
  { status: 429, when: 'too many requests' },
] as const;
const missing = { status: 404, when: 'nobody was asked for this recording, or someone else asked' };

/** Makes the address of a recording. Repeating it gives the same address and answers. */
export const askConsent = operation({
  name: 'askConsent',
  method: 'PUT',
  root: adminRoot,
  path: '/consents/:recording',
  params,
  body: v.strictObject({
    keptDays: v.picklist(consentDays),
    onObjection: v.picklist(objectionEffects),
    /** Empty: to write minutes. */
    purpose: v.pipe(v.string(), v.maxLength(consentLimits.purpose)),
  }),
  response: consentRound,
  requestHeaders: [idempotencyHeader],
  errors: [...errors, missing],
});

export const getConsent = operation({
  name: 'getConsent',
  method: 'GET',
  root: adminRoot,
  path: '/consents/:recording',
  params,
  /** Null where nobody was asked, or someone else asked. */
  response: v.object({ round: v.nullable(consentRound) }),
  errors,
});

/** Says which meeting a recording became, and how many withdrawals were shown there. Repeating it changes nothing. */
export const noteConsentMeeting = operation({
  name: 'noteConsentMeeting',
  method: 'PUT',
  root: adminRoot,
  path: '/consents/:recording/meeting',
  params,
  body: v.strictObject({
    meeting: v.union([shape.uuid, shape.integerText]),
    seen: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(consentLimits.answers)),
  }),
  response: shape.empty,
  successStatuses: [204],
  requestHeaders: [idempotencyHeader],
  errors: [...errors, missing],
});

/** The caller’s meetings of which someone withdrew an answer that the caller has not seen yet, the latest first. */
export const listWithdrawals = operation({
  name: 'listWithdrawals',
  method: 'GET',
  root: adminRoot,
  path: '/consent-withdrawals',
  response: v.object({
    withdrawals: v.array(v.object({ meeting: v.string(), count: v.number(), at: v.string() })),
  }),
  errors,
});
