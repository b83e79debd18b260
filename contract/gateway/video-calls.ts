/** Video calls that someone takes part in, and whom they may invite, as the gateway lists them. */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import { adminRoot } from './admin.ts';

const params = v.strictObject({ system: v.picklist(['courier']) });
const instant = v.nullable(v.string());

const errors = [
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  { status: 424, when: 'there is no connection, or the system does not accept the key' },
  { status: 429, when: 'too many requests' },
  { status: 502, when: 'the system failed or cannot be reached' },
] as const;

/** Planned or open; or over. */
export const videoStates = ['scheduled', 'open', 'terminated'] as const;

export const listVideoCalls = operation({
  name: 'listVideoCalls',
  method: 'GET',
  root: adminRoot,
  path: '/calls/:system/videos',
  params,
  response: v.object({
    /** What is to come, the next first; then what is over, the latest first. */
    videos: v.array(
      v.object({
        id: v.string(),
        /** Another word of the system where it is none of these. */
        state: v.string(),
        /** When it begins, or began. */
        at: instant,
        /** Seconds. */
        seconds: v.nullable(v.number()),
        recorded: v.boolean(),
        participants: v.array(
          v.object({
            id: v.string(),
            individual: v.nullable(v.string()),
            name: v.string(),
            muted: v.boolean(),
            /** Whether they were removed, or have left. */
            disconnected: v.boolean(),
          }),
        ),
        recordings: v.array(
          v.object({
            id: v.string(),
            seconds: v.nullable(v.number()),
            bytes: v.nullable(v.number()),
            /** In the words of the system: `completed`, `failed`. */
            status: v.nullable(v.string()),
            percent: v.nullable(v.number()),
          }),
        ),
      }),
    ),
    /** Who the caller is at the system; null for someone whom it does not know, who has no video calls here. */
    individual: v.nullable(v.string()),
  }),
  errors,
});

/** People whom the caller may invite, by words of a name, an address or a number. */
export const findCallPeople = operation({
  name: 'findCallPeople',
  method: 'GET',
  root: adminRoot,
  path: '/calls/:system/people',
  params,
  query: v.strictObject({ q: v.pipe(v.string(), v.minLength(1), v.maxLength(255)) }),
  response: v.object({
    people: v.array(v.object({ individual: v.string(), name: v.string(), detail: v.nullable(v.string()) })),
  }),
  errors,
});
