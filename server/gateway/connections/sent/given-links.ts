import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { about, aboutHeader, retryHeader } from '#contract/gateway/sent.ts';
import type { Member } from '../../elevation/members.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import type { Ledger } from '../ledger.ts';
import type { Links } from './entry-links.ts';

export interface GivenLinksOptions {
  readonly ledger: Pick<Ledger, 'find'>;
  readonly member: Member;
  /** Whether the person may read a meeting. @throws Refusal where Claritalk does not say */
  readonly mayRead: (meeting: string) => Promise<boolean>;
}

const aboutText = v.pipe(v.string(), v.maxLength(8192), v.parseJson(), about);
const idText = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));

/**
 * Returns what a request says of itself: what it is about, and which entry it does again.
 * @throws Refusal for meetings and entries that are not visible to the person.
 */
export async function givenLinks(
  { headers }: IncomingMessage,
  { ledger, member, mayRead }: GivenLinksOptions,
): Promise<Links> {
  const given = headers[aboutHeader];
  const again = headers[retryHeader];
  const links: { about?: v.InferOutput<typeof about>; retryOf?: number } = {};
  if (given !== undefined) {
    const read = v.safeParse(aboutText, given);
    if (!read.success) throw new Refusal(400, `The header ${aboutHeader} is malformed.`);
    const { meetings } = read.output;
    const isVisible = await Promise.all(meetings.map(({ id }) => mayRead(id)));
    if (isVisible.includes(false)) throw refusal('meeting-hidden', {});
    links.about = read.output;
  }
  if (again !== undefined) {
    const read = v.safeParse(idText, again);
    const entry = read.success ? (await ledger.find(member.organisation, read.output))?.entry : undefined;
    if (!entry || !(member.isAdmin || entry.person.uuid === member.uuid)) throw refusal('entry-missing', {});
    links.retryOf = entry.id;
  }
  return links;
}
