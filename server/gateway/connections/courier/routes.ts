import type { Hono } from 'hono';
import { listTextAccounts } from '#contract/courier/text-accounts.ts';
import { adminRoot } from '#contract/gateway/admin.ts';
import {
  getLastChannelMessage,
  listMeetingPeople,
  type MeetingPersonView,
} from '#contract/gateway/meeting-people.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { paramsOf } from '../../http/params.ts';
import type { Channels } from '../channels/channels.ts';
import { lastMessageWith } from '../channels/last-message.ts';
import type { ReadAs } from '../conversations/read-as.ts';
import { consentOf } from './consent.ts';
import { type PeopleAtOptions, type PersonAt, peopleAt } from './people-at.ts';

export interface CourierRoutesOptions extends PeopleAtOptions {
  readonly channels: Channels;
  readonly readAs: ReadAs;
}

/** `/admin/people/courier/…`: who of a meeting can be written to. */
export function addCourierRoutes(app: Hono<GatewayEnv>, options: CourierRoutesOptions): void {
  const { courier, channels, readAs } = options;

  app.get(adminRoot + listMeetingPeople.path, (context) =>
    readAs(context, async (viewer) => {
      const { meeting } = paramsOf(listMeetingPeople, context);
      const { organisation } = viewer.member;
      const present = await peopleAt(options, viewer, meeting);
      const ask = courier.askOf(organisation);
      const read = async ({ attendee, person }: PersonAt): Promise<MeetingPersonView> => {
        const { user, individual, name, email, phone = null, locale = null } = person;
        const consent = phone === null ? 'none' : await consentOf(ask, user);
        return { user, individual, name, email, phone, attendee, consent, locale };
      };
      const [accounts, people] = await Promise.all([
        ask(listTextAccounts, { query: { 'page[limit]': '1' } }),
        Promise.all(present.map(read)),
      ]);
      return { people, account: accounts.data[0]?.id ?? null };
    }),
  );

  app.get(adminRoot + getLastChannelMessage.path, (context) =>
    readAs(context, async (viewer) => {
      const { meeting } = paramsOf(getLastChannelMessage, context);
      const present = await peopleAt(options, viewer, meeting);
      if (present.length === 0) return { at: null, known: false, checking: false };
      const individuals = new Set(present.map(({ person }) => person.individual));
      const { at, isChecking } = await lastMessageWith(channels, viewer, individuals);
      return { at: at === undefined ? null : new Date(at).toISOString(), known: true, checking: isChecking };
    }),
  );
}
