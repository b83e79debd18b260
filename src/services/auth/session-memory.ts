import type { SubjectKey } from '#contract/gateway/session.ts';
import { kept } from '#src/lib/storage/kept.ts';

/**
 * What this browser remembers of its session, without a secret: whether it had one when a page is opened, so that
 * asking is worth a request; whose, so that another person is noticed; and that it is being ended.
 */
const key = 'claritalk.session';
const endingKey = 'claritalk.signing-out';
// Each followed by whose it is.
const on = '1 ';
const over = '0 ';

/** Someone is signed in. No subject where none is known. */
export const rememberSession = (subject: SubjectKey | undefined): void =>
  void kept.write(key, on + (subject ?? ''));

/** Their session expired: their data on this device waits for them. */
export function rememberOver(): void {
  if (hasSession()) kept.write(key, over + (lastSubject() ?? ''));
}

/** They left. */
export const forgetSession = (): void => void kept.write(key, null);

/** Whether this browser has a session, as far as it knows: one that remembers nothing may have one. */
export const hasSession = (): boolean => !kept.works() || (kept.read(key)?.startsWith('1') ?? false);

/** Whether the last session expired, so that the person may come back to their data. */
export const ranOut = (): boolean => kept.read(key)?.startsWith(over) ?? false;

/** Whose the last session was; undefined when they left, or nobody was here. */
export const lastSubject = (): SubjectKey | undefined => /^\d (.+)$/.exec(kept.read(key) ?? '')?.[1];

/** From now on the session is being ended, until {@link rememberEnded}: anyone who opens a page next ends it first. */
export const rememberEnding = (): void => void kept.write(endingKey, '1');

export const isEnding = (): boolean => kept.read(endingKey) !== null;

export const rememberEnded = (): void => void kept.write(endingKey, null);
