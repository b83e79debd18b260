/**
 * The registry of what pages keep in the browser's storage (localStorage and sessionStorage), by whose it is.
 * `src/lib/storage/kept.ts` accepts no other keys, so that a new one is registered here; docs/security.md lists them
 * (`kept-keys.spec.ts`). Everything that is not the device's is removed when someone signs out
 * (`src/app/session/forget-person.ts`).
 */

/** Of the device: they say nothing about a person, and stay. */
export const deviceKeys = [
  /** Someone signs out, and the gateway has not confirmed it yet. */
  'claritalk.signing-out',
  /** The next sign-in asks for the account. */
  'claritalk.choose-account',
  'claritalk.language',
  'claritalk.color-scheme',
  'claritalk.shortcuts',
  'claritalk.notifications',
  /** Whether the tour was shown, and the first steps were put away. */
  'claritalk.welcome',
  /** Whether this device keeps a search index. */
  'claritalk.index',
  /** Format and language of exports. */
  'claritalk.export',
  /** Columns of the list of meetings. */
  'claritalk.meetings.table',
  /** How fast this browser may upload. */
  'claritalk.upload-pace',
] as const;

/** Of a person: what they wrote and Claritalk has not. Stays when they choose that while signing out. */
export const draftPrefix = 'claritalk.draft.';

/** Of a person: replies to clients that were not sent, or may have been. */
const repliesPrefix = 'claritalk.replies.';

/** Of a person, most followed by their UUID. They go when they sign out. */
export const personPrefixes = [
  draftPrefix,
  'claritalk.views.',
  'claritalk.palette.',
  'claritalk.first-steps.',
  repliesPrefix,
  /** Recordings that this browser hands over to be published, and what was filled in for others. */
  'claritalk.publications.',
  /** What an import of templates has yet to do. */
  'claritalk.templates.',
  /** Names and addresses of a list of invitations; in the tab's storage. */
  'claritalk.invitations.',
  /** A sign-in in progress, with the address to come back to; in the tab's storage. */
  'claritalk.signin.',
] as const;

/** Of the person who is signed in, and removed with them. */
export const personKeys = [
  /** Whose session this browser has, as a hash. */
  'claritalk.session',
  /** Systems that the organisation was connected to. */
  'claritalk.connected-systems',
  /** Where the overview showed its meetings. */
  'claritalk.overview-place',
  /** Meetings that were announced as finished. */
  'claritalk.announced',
  /** Settings of the people who record here, by UUID. */
  'claritalk.recorder-settings',
  /** How far pages were scrolled, by address; in the tab's storage. */
  'claritalk.scroll',
] as const;

export type DeviceKey = (typeof deviceKeys)[number];
export type PersonKey = (typeof personKeys)[number] | `${(typeof personPrefixes)[number]}${string}`;
/** A key that pages may keep something under. */
export type KeptKey = DeviceKey | PersonKey;

const isOf = (keys: readonly string[], key: string) => keys.includes(key);

/** Whether something may stay on the device when the person has gone: what is registered as the device's, and no more. */
export const staysOnDevice = (key: string): boolean => isOf(deviceKeys, key);

/** Whether it is something that the person wrote and may choose to keep. */
export const isDraft = (key: string): boolean => key.startsWith(draftPrefix);

/** Whether it is a message to a client that this person has begun to write, and neither sent nor discarded. */
export const isUnsent = (key: string, userUuid: string): boolean =>
  key.startsWith(`${repliesPrefix}${userUuid}.`) && /\.(texts|draft)$/.test(key);
