import { normalForm } from './normal-form.ts';

/**
 * E-mail addresses: what is one, how two are compared. The contract's schemas, the gateway, the sandbox and every
 * form use these functions and no other rule.
 */

/** Bytes of the part before the `@`, and of the whole (RFC 5321, 4.5.3.1, without the brackets of a path). */
const maxLocalBytes = 64;
const maxBytes = 254;

/**
 * What nobody sees at the ends of a text that was copied from a web page, a word processor or a mail client: white
 * space, controls, direction marks, zero-width and blank characters.
 */
const invisible = /[\s\p{Cc}\p{Cf}\u115F\u1160\u2800\u3164\uFFA0]/u;

/** Invisible and without a meaning inside an address: soft hyphens, zero-width spaces, direction marks. */
const ignored = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;

/** A text without what is invisible at its ends. Takes linear time, unlike a regular expression. */
export function trimInvisible(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && invisible.test(text.charAt(start))) start += 1;
  while (end > start && invisible.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** An address as it is stored: without what is invisible, composed (NFC). It may still be no address. */
export const normaliseEmail = (text: string): string =>
  normalForm(trimInvisible(text).replace(ignored, ''), 'NFC');

/**
 * Whether a text is an e-mail address as the HTML standard has it
 * (https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address), or an internationalised one: any letter
 * in the local part (RFC 6531), any domain that URLs may have. Its length is limited as RFC 5321 does.
 */
export function isEmail(text: string): boolean {
  // Bounded first: nothing below is asked of a text of any length.
  if (text.length > maxBytes || bytesOf(text) > maxBytes) return false;
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  if (!localPart.test(local) || bytesOf(local) > maxLocalBytes) return false;
  const domain = asciiDomain(text.slice(at + 1));
  return domain !== undefined && bytesOf(local) + 1 + domain.length <= maxBytes && isHost(domain);
}

/** The same for all spellings of one mailbox: letter case, composition, a domain in Unicode or in Punycode. */
export function emailKey(text: string): string {
  const address = normaliseEmail(text);
  const at = address.lastIndexOf('@');
  const local = normalForm(address.slice(0, at + 1).toLowerCase(), 'NFC');
  const domain = address.slice(at + 1);
  return `${local}${asciiDomain(domain) ?? domain.toLowerCase()}`;
}

/** Whether two texts name one mailbox. */
export const sameEmail = (one: string, other: string): boolean => emailKey(one) === emailKey(other);

/** The standard's characters, and whatever is visible beyond ASCII. */
const localPart = /^(?:[\w.!#$%&'*+/=?^`{|}~-]|[^\p{ASCII}\p{C}\p{Z}\u115F\u1160\u2800\u3164\uFFA0])+$/u;
const hostLabel = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;

const isHost = (domain: string) => domain.split('.').every((label) => hostLabel.test(label));

/** A domain as the wire has it, in small letters; undefined when there is none such. */
function asciiDomain(domain: string): string | undefined {
  if (/^[\w.-]*$/.test(domain)) return domain.toLowerCase();
  // What would end a host in a URL, or be decoded there, is in no domain.
  if (!/^(?:[\w.-]|[^\p{ASCII}\p{C}\p{Z}])+$/u.test(domain)) return undefined;
  try {
    return new URL(`https://${domain}`).hostname;
  } catch {
    return undefined;
  }
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length;
