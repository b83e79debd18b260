import { emailKey, isEmail, normaliseEmail } from '#contract/email.ts';
import { urlText } from '#contract/url-text.ts';
import type { Attendee } from '#src/api/claritalk/meetings/meetings-parts.ts';

/** Windows hands programs addresses of about two thousand characters at most. */
const most = 1_900;

/**
 * Address (RFC 6068) that opens a new message in the person's own e-mail program, to the attendees whose addresses are
 * known. `left`: how many of those are missing because there are too many.
 */
export function mailDraft(
  attendees: readonly Attendee[],
  subject: string,
  own: string | undefined,
): { readonly href: string; readonly left: number } {
  const known = new Set(own === undefined ? [] : [emailKey(own)]);
  const to: string[] = [];
  const end = `?subject=${urlText(subject)}`;
  let length = 'mailto:'.length + end.length;
  let left = 0;
  for (const { name, email = name } of attendees) {
    const address = normaliseEmail(email);
    if (!isEmail(address) || known.has(emailKey(address))) continue;
    known.add(emailKey(address));
    const written = urlText(address).replace('%40', '@');
    length += written.length + 1;
    if (length > most) left += 1;
    else to.push(written);
  }
  return { href: `mailto:${to.join(',')}${end}`, left };
}
