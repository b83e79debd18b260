/**
 * Recorded calls as the gateway lists them: for each person what they may see and nothing else. Who may see what is in
 * docs/security.md.
 */
import * as v from 'valibot';
import { requiredText, uuid } from '../fields.ts';
import { operation } from '../operation.ts';
import { adminRoot } from './admin.ts';

/** The one system that has calls here. */
const system = v.picklist(['courier']);
const digits = v.pipe(v.string(), v.regex(/^\d{1,15}$/));
const instant = v.nullable(v.string());

const errors = [
  { status: 400, when: 'malformed, or Claritalk refuses the meeting; nothing was made' },
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  { status: 403, when: 'the call is not visible to the caller; nor is whether it exists' },
  { status: 409, when: 'the call cannot become a meeting now: the refusal says why' },
  { status: 424, when: 'there is no connection, or the system does not accept the key' },
  { status: 429, when: 'too many requests' },
  { status: 502, when: 'a system failed or cannot be reached' },
] as const;

/** Which calls: all, or those that became a meeting, or those that did not and are over. */
export const callViews = ['all', 'without', 'with'] as const;
export type CallView = (typeof callViews)[number];

/** Days back that a list of calls may be limited to. */
export const callPeriods = ['7', '30'] as const;
export type CallPeriod = (typeof callPeriods)[number];

/** What became of the sound: `pending` until that is known. */
export const soundStates = ['pending', 'sent', 'none'] as const;

/** How far a call is on its way to being a meeting. */
export const callMeeting = v.object({
  /** Begun: the meeting may not exist yet, or not have everything. */
  state: v.picklist(['begun', 'done']),
  /** Whether the gateway works on it at this moment. */
  running: v.boolean(),
  /** UUID; null while there is none, and for those who may not read it. */
  meeting: v.nullable(v.string()),
  /** Name of the person who made it. */
  by: v.string(),
  /** Whether the caller may continue what has stopped. */
  own: v.boolean(),
  sound: v.picklist(soundStates),
  /** Parts of the sound that Claritalk has, and how many there are; 0 of 0 until that is known. */
  parts: v.object({ sent: v.number(), total: v.number() }),
});

const recordedCall = v.object({
  /** UUID of the recording. */
  id: v.string(),
  /** When it began (ISO 8601, as all times here). */
  at: instant,
  /** The caller’s number, as the system writes it. */
  phone: v.nullable(v.string()),
  /** Name of the caller, where the system knows one. */
  person: v.nullable(v.string()),
  /** Seconds; null while it continues. */
  seconds: v.nullable(v.number()),
  /** Whether it is still being recorded. */
  running: v.boolean(),
  /** How the transcription begins; empty where there is none. */
  snippet: v.string(),
  meeting: v.nullable(callMeeting),
});

export const listCalls = operation({
  name: 'listCalls',
  method: 'GET',
  root: adminRoot,
  path: '/calls/:system',
  params: v.strictObject({ system }),
  query: v.strictObject({
    view: v.optional(v.picklist(callViews)),
    period: v.optional(v.picklist(callPeriods)),
    /** Words of a name, a number, or how the transcription begins. */
    q: v.optional(v.pipe(v.string(), v.maxLength(255))),
    offset: v.optional(digits),
    limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/))),
  }),
  response: v.object({
    /** The newest first. */
    calls: v.array(recordedCall),
    /** Where these begin among all: a page that is no longer there becomes the last one. */
    offset: v.number(),
    /** How many the caller may see that match. */
    total: v.number(),
    /** Whether everything is visible to the caller, or what concerns them. */
    everything: v.boolean(),
    /** Whether the system is still being read, or the caller’s meetings looked at: more may follow. */
    checking: v.boolean(),
  }),
  errors,
});

const params = v.strictObject({ system, id: uuid });

export const getCall = operation({
  name: 'getCall',
  method: 'GET',
  root: adminRoot,
  path: '/calls/:system/:id',
  params,
  response: v.object({
    call: recordedCall,
    transcription: v.nullable(v.string()),
    /** E-mail address of the caller, where one is known. */
    email: v.nullable(v.string()),
    /** The number that was called. */
    line: v.nullable(v.string()),
  }),
  errors,
});

/** Whether there is a sound of a call to listen to. It is asked for before anything is played. */
export const getCallSound = operation({
  name: 'getCallSound',
  method: 'GET',
  root: adminRoot,
  path: '/calls/:system/:id/sound',
  params,
  response: v.object({
    /** Where a player finds it, for whoever asked and as long as they may see the call; null where there is none. */
    link: v.nullable(v.string()),
  }),
  errors,
});

/**
 * Makes a meeting of a call, once, whoever asks: with its sound, or with its transcription as lines of its chat where
 * the sound cannot be had. What takes long continues after the response; asked again, it continues what has stopped.
 */
export const makeCallMeeting = operation({
  name: 'makeCallMeeting',
  method: 'POST',
  root: adminRoot,
  path: '/calls/:system/:id/meeting',
  params,
  body: v.strictObject({
    name: requiredText(255),
    /** Meeting type; the default one where it is left out. */
    type: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  }),
  response: callMeeting,
  errors,
});
