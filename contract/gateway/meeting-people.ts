/** Attendees of a meeting whom Courier knows, and so who can get an e-mail or a text message. */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import { adminRoot } from './admin.ts';
import { meetingErrors } from './meeting-sent.ts';

/** Whether someone agreed to text messages: `none` was never asked, `pending` has not answered. */
export const consentStates = ['accepted', 'pending', 'declined', 'none'] as const;
export type ConsentState = (typeof consentStates)[number];

export const meetingPerson = v.object({
  /** UUIDs of the person at Courier: as someone who is written to, and as someone who agreed to something. */
  individual: v.string(),
  user: v.string(),
  name: v.string(),
  /** Their name and address at the meeting. */
  attendee: v.nullable(v.string()),
  email: v.string(),
  /** In international form; null where Courier has none that a text message can reach. */
  phone: v.nullable(v.string()),
  consent: v.picklist(consentStates),
  /** Locale, such as `fr_BE`; null where they chose none at Courier. */
  locale: v.nullable(v.string()),
});
export type MeetingPersonView = v.InferOutput<typeof meetingPerson>;

/** Attendees of a meeting that the caller may read, whom Courier has by the same e-mail address. */
export const listMeetingPeople = operation({
  name: 'listMeetingPeople',
  method: 'GET',
  root: adminRoot,
  path: '/people/:system/meetings/:meeting',
  params: v.strictObject({
    system: v.picklist(['courier']),
    meeting: v.pipe(v.string(), v.uuid()),
  }),
  response: v.object({
    people: v.array(meetingPerson),
    /** Account that text messages are sent with; null where the company has none. */
    account: v.nullable(v.string()),
  }),
  errors: meetingErrors,
});

/**
 * When the last message was written in channels with attendees of a meeting that the caller may read, whom Courier has by
 * the same e-mail address: of the channels that the caller may see.
 */
export const getLastChannelMessage = operation({
  name: 'getLastChannelMessage',
  method: 'GET',
  root: adminRoot,
  path: '/people/:system/meetings/:meeting/last-message',
  params: listMeetingPeople.params,
  response: v.object({
    /** Null where there is none. */
    at: v.nullable(v.string()),
    /** Whether Courier knows any of the attendees. */
    known: v.boolean(),
    /** Whether some of the channels, or of the caller’s meetings, are still to be looked at. */
    checking: v.boolean(),
  }),
  errors: meetingErrors,
});
