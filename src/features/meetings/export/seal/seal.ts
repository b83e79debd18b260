import canonicalize from 'canonicalize';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { Review } from '#src/api/claritalk/meetings/review.ts';
import { type MinutesContent, minutesContent, withoutProofs } from '../minutes-content.ts';

/** The SHA-256 of the canonical JSON (RFC 8785) of minutes, as 64 lower-case hex digits. */
export async function sealOfContent(content: MinutesContent): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalize(content));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The seal of a meeting's minutes as they are now, to be kept in the review's approval. It covers what the minutes
 * say, corrections, owners and dates included; not who approved, comments, notes, or what was done since.
 */
export const sealOf = (meeting: Meeting, review: Review): Promise<string> =>
  sealOfContent(minutesContent(meeting, review));

/** The minutes of a meeting as they are now, in the form that a kept seal was made for, and whether it still fits. */
export async function minutesUnder(
  kept: string | undefined,
  meeting: Meeting,
  review: Review,
): Promise<{ readonly minutes: MinutesContent; readonly fits: boolean }> {
  const minutes = minutesContent(meeting, review);
  const forms = kept === undefined ? [] : [minutes, withoutProofs(minutes)];
  for (const form of forms) if ((await sealOfContent(form)) === kept) return { minutes: form, fits: true };
  return { minutes, fits: false };
}

/** Returns a typed or copied seal in canonical form; undefined when it is not one. */
export function readSeal(text: string): string | undefined {
  const digits = text.replaceAll(/[\s:.-]/g, '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : undefined;
}
