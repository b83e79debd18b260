import { consentRoot } from '#contract/gateway/consents/consents.ts';
import type { Operation } from '#contract/operation.ts';

declare const safe: unique symbol;
/** What may be logged of a request's target: only the functions in this file create it. */
export type LoggedTarget = string & { readonly [safe]: true };

const maxRead = 2_000;
const maxLogged = 200;
/** How many times over a target may be encoded and still be recognised. */
const maxRounds = 4;
/** A hook's secret, a session's id and the like have more of these in a row; a UUID has 36. */
const secretLike = /[A-Za-z0-9_-]{40,}/g;

/** Marks what the functions below created. */
const made = (text: string) => text as LoggedTarget;

/** The path template of an operation of the contract. */
export const loggedOperation = ({ root, path }: Pick<Operation, 'root' | 'path'>): LoggedTarget =>
  made(`${root}${path}`);

/**
 * Returns what the log says about an unknown target: its path, without anything that may be a secret. However it is
 * written (absolute, with another host or a person's password, with dots, doubled slashes, another case, encoded once
 * or more), nothing remains of what follows "hooks", or of what looks like a secret anywhere else.
 *
 * @param target as received, of any length.
 */
export function loggedTarget(target: string): LoggedTarget {
  const path = decoded(target.slice(0, maxRead).split(/[?#]/, 1)[0] ?? '').split(/[?#]/, 1)[0] ?? '';
  const segments = path.replaceAll('\\', '/').split('/');
  const hook = segments.findIndex(
    (segment, at) => isHook(segment) || (at === 1 && segment === consentRoot.slice(1)),
  );
  const shown = hook < 0 || hook === segments.length - 1 ? segments : [...segments.slice(0, hook + 1), '…'];
  const plain = shown
    .map((segment) => (segment.includes('@') ? '…' : segment.replace(secretLike, '…')))
    .join('/')
    .replace(/[^\x20-\x7e…]/g, '?');
  return made(plain.slice(0, maxLogged)); // no text of people: ASCII
}

/** `hooks`, whatever is between its letters, and before its own parameters. */
const isHook = (segment: string) =>
  /^hooks?$/.test((segment.split(/[;:,=]/, 1)[0] ?? '').toLowerCase().replace(/[^a-z]/g, ''));

function decoded(text: string): string {
  let plain = text;
  for (let round = 0; round < maxRounds; round += 1) {
    const next = plain.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
    if (next === plain) break;
    plain = next;
  }
  return plain;
}
