import type { Hono } from 'hono';
import { courier as system } from '#contract/courier/system.ts';
import { listTextAccounts } from '#contract/courier/text-accounts.ts';
import { adminRoot } from '#contract/gateway/admin.ts';
import { listMeetingPeople, type MeetingPersonView } from '#contract/gateway/meeting-people.ts';
import type { ClaritalkCall } from '../../elevation/claritalk-calls.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { paramsOf } from '../../http/params.ts';
import { refusal } from '../../http/refusal.ts';
import type { Conversations } from '../conversations/conversations.ts';
import { attendeesAt } from '../conversations/linked.ts';
import type { ReadAs } from '../conversations/read-as.ts';
import type { ConnectionStore } from '../store.ts';
import { consentOf } from './consent.ts';
import type { Courier } from './courier.ts';
import { linkedAddresses } from './desk-clients.ts';

export interface CourierRoutesOptions {
  readonly store: ConnectionStore;
  readonly courier: Courier;
  readonly conversations: Conversations;
  readonly call: ClaritalkCall;
  readonly readAs: ReadAs;
}

/** `/admin/people/courier/…`: who of a meeting can be written to. */
export function addCourierRoutes(app: Hono<GatewayEnv>, options: CourierRoutesOptions): void {
  const { store, courier, conversations, call, readAs } = options;

  app.get(adminRoot + listMeetingPeople.path, (context) =>
    readAs(context, async (viewer) => {
      const { meeting } = paramsOf(listMeetingPeople, context);
      const { organisation } = viewer.member;
      if (!courier.isOffered || !(await store.find(organisation, system.id))) {
        throw refusal('not-connected', { system: system.name });
      }
      // Read with their own token: whoever may read a meeting may know who attended it.
      const attendees = await attendeesAt(call, viewer.accessToken, meeting);
      if (!attendees) throw refusal('meeting-hidden', {});
      const ask = courier.askOf(organisation);
      const [{ byEmail }, accounts, linked] = await Promise.all([
        courier.peopleOf(organisation).then((people) => people.all()),
        ask(listTextAccounts, { query: { 'page[limit]': '1' } }),
        linkedAddresses(conversations, options, viewer, meeting),
      ]);
      // What the meeting says comes last, and counts.
      const found = [...linked, ...attendees].flatMap(({ name, email }) => {
        const person = email === undefined ? undefined : byEmail.get(email);
        return person?.email ? [{ attendee: name ?? null, person: { ...person, email: person.email } }] : [];
      });
      const each = new Map(found.map((one) => [one.person.individual, one]));
      const people = await Promise.all(
        [...each.values()].map(async ({ attendee, person }): Promise<MeetingPersonView> => {
          const { user, individual, name, email, phone = null, locale = null } = person;
          const consent = phone === null ? 'none' : await consentOf(ask, user);
          return { user, individual, name, email, phone, attendee, consent, locale };
        }),
      );
      return { people, account: accounts.data[0]?.id ?? null };
    }),
  );
}
