import { queryOptions } from '@tanstack/react-query';
import {
  type ConsentState,
  consentStates,
  getLastChannelMessage,
  listMeetingPeople,
} from '#contract/gateway/meeting-people.ts';
import { fields, flag, instant, list, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';

/** An attendee whom Courier knows. */
export interface MeetingPerson {
  /** UUIDs of the person at Courier: as someone who is written to, and as someone who agreed to something. */
  readonly individual: string;
  readonly user: string;
  readonly name: string;
  /** Their name at the meeting. */
  readonly attendee: string | undefined;
  readonly email: string;
  /** In international form. */
  readonly phone: string | undefined;
  readonly consent: ConsentState;
  /** Locale that they chose at Courier, such as `fr_BE`. */
  readonly locale: string | undefined;
}

export interface MeetingPeople {
  readonly people: readonly MeetingPerson[];
  /** Account that text messages are sent with; undefined where the company has none. */
  readonly account: string | undefined;
}

/** Nothing reports what someone answers who was asked for consent. */
const whilePendingMs = 3_000;

/** Attendees of a meeting who can get an e-mail or a text message. */
export const meetingPeopleOptions = (meeting: string) =>
  queryOptions({
    queryKey: conversationKeys.linked({ peopleOf: meeting }),
    queryFn: ({ signal }) => readMeetingPeople(meeting, signal),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.people.some(({ consent }) => consent === 'pending') ? whilePendingMs : false,
  });

/** When the last message was, in channels with attendees of a meeting. */
export interface LastChannelMessage {
  readonly at: Date | undefined;
  /** Whether Courier knows any of them. */
  readonly known: boolean;
  /** There may be a later one: some of what the reader may see is still to be looked at. */
  readonly checking: boolean;
}

export const lastChannelMessageOptions = (meeting: string) =>
  queryOptions({
    queryKey: conversationKeys.linked({ lastMessageOf: meeting }),
    queryFn: async ({ signal }): Promise<LastChannelMessage> => {
      const params = { system: 'courier', meeting } as const;
      const { at, known, checking } = fields(await call(getLastChannelMessage, { params, signal }));
      return { at: instant(at), known: flag(known) ?? false, checking: flag(checking) ?? false };
    },
  });

/** Attendees of a meeting who can get an e-mail or a text message, as it is now. @throws ApiError */
export async function readMeetingPeople(meeting: string, signal?: AbortSignal): Promise<MeetingPeople> {
  const params = { system: 'courier', meeting } as const;
  const { people, account } = fields(await call(listMeetingPeople, { params, signal }));
  return { people: list(people, meetingPerson), account: text(account) };
}

function meetingPerson(wire: unknown): MeetingPerson | undefined {
  const one = fields(wire);
  const [individual, user, email] = [text(one.individual), text(one.user), text(one.email)];
  if (individual === undefined || user === undefined || email === undefined) return undefined;
  return {
    individual,
    user,
    name: text(one.name) ?? email,
    attendee: text(one.attendee),
    email,
    phone: text(one.phone),
    // What is odd is no consent.
    consent: consentStates.find((known) => known === one.consent) ?? 'declined',
    locale: text(one.locale),
  };
}
