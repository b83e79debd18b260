import { courier as system } from '#contract/courier/system.ts';
import type { ClaritalkCall } from '../../elevation/claritalk-calls.ts';
import { refusal } from '../../http/refusal.ts';
import type { Conversations } from '../conversations/conversations.ts';
import { attendeesAt } from '../conversations/linked.ts';
import type { Viewer } from '../conversations/sights.ts';
import type { ConnectionStore } from '../store.ts';
import type { Courier } from './courier.ts';
import { linkedAddresses } from './desk-clients.ts';
import type { Person } from './people.ts';

export interface PeopleAtOptions {
  readonly store: ConnectionStore;
  readonly courier: Courier;
  readonly conversations: Conversations;
  readonly call: ClaritalkCall;
}

/** Someone at a meeting whom Courier knows by their e-mail address. */
export interface PersonAt {
  /** Their name at the meeting. */
  readonly attendee: string | null;
  readonly person: Person & { readonly email: string };
}

/** @throws Refusal where Courier is not connected, or the meeting is not theirs to read. */
export async function peopleAt(
  options: PeopleAtOptions,
  viewer: Viewer,
  meeting: string,
): Promise<readonly PersonAt[]> {
  const { store, courier, conversations, call } = options;
  const { organisation } = viewer.member;
  if (!courier.isOffered || !(await store.find(organisation, system.id))) {
    throw refusal('not-connected', { system: system.name });
  }
  // Read with their own token: whoever may read a meeting may know who attended it.
  const attendees = await attendeesAt(call, viewer.accessToken, meeting);
  if (!attendees) throw refusal('meeting-hidden', {});
  const [{ byEmail }, linked] = await Promise.all([
    courier.peopleOf(organisation).then((people) => people.all()),
    linkedAddresses(conversations, options, viewer, meeting),
  ]);
  // What the meeting says comes last, and counts.
  const found = [...linked, ...attendees].flatMap(({ name, email }): PersonAt[] => {
    const person = email === undefined ? undefined : byEmail.get(email);
    return person?.email ? [{ attendee: name ?? null, person: { ...person, email: person.email } }] : [];
  });
  return [...new Map(found.map((one) => [one.person.individual, one])).values()];
}
