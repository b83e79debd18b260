import { sameEmail } from '#contract/email.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { MeetingPeople, MeetingPerson } from '#src/api/courier/meeting-people.ts';
import type { Conversation, Named } from '#src/api/gateway/conversations.ts';
import type { LinkedClient, LinkedClients } from '#src/api/gateway/linked-clients.ts';
import { sameName } from '#src/lib/same-name.ts';

/** A channel of Chat2Desk. */
export interface MessengerWay {
  readonly kind: 'messenger';
  readonly channel: Named | undefined;
  readonly transport: string | undefined;
  /** What they and the company have written to each other there; undefined where that would be the first message. */
  readonly conversation: Conversation | undefined;
}

/** An e-mail by Courier. */
export interface EmailWay {
  readonly kind: 'email';
  readonly individual: string;
  readonly address: string;
}

/** A text message by Courier, to someone who agreed to them. */
export interface TextWay {
  readonly kind: 'text';
  readonly account: string;
  readonly phone: string;
  readonly individual: string;
}

/** One way to reach someone. */
export type Way = MessengerWay | EmailWay | TextWay;

/** Names a way of someone: also when others appear or go, as consent does. */
export const wayKey = (way: Way): string =>
  way.kind === 'messenger' ? `messenger ${way.channel?.id} ${way.transport}` : way.kind;

/** Whom to write to, and on which of their ways, by its key. */
export type Chosen = ReadonlyMap<string, string>;

/** Someone of a meeting who can be written to. */
export interface Recipient {
  /** Id of the client at Chat2Desk, else UUID of the individual at Courier. */
  readonly id: string;
  readonly name: string;
  /** As the greeting has it, and as to-dos may name them. */
  readonly names: readonly string[];
  readonly client: LinkedClient | undefined;
  readonly person: MeetingPerson | undefined;
  /** Messengers first, the one with the newest conversation before the others. */
  readonly ways: readonly Way[];
}

/**
 * Characters that a message may have, as the messengers themselves document: WhatsApp, Telegram and VK 4,096, Facebook
 * 2,000, Instagram and Viber 1,000; ten parts of an SMS. Others are not known to have one that matters.
 */
const longest: readonly (readonly [start: string, characters: number])[] = [
  ['wa_', 4_096],
  ['whatsapp', 4_096],
  ['telegram', 4_096],
  ['tg_', 4_096],
  ['vk', 4_096],
  ['facebook', 2_000],
  ['insta', 1_000],
  ['viber', 1_000],
  ['sms', 1_530],
];
const usualLongest = 20_000;

const longestText = 1_600;

export const longestOn = (transport: string | undefined): number =>
  longest.find(([start]) => transport?.startsWith(start))?.[1] ?? usualLongest;

/** Characters that go along a way. */
export const longestBy = (way: Way): number => {
  if (way.kind === 'text') return longestText;
  return way.kind === 'email' ? usualLongest : longestOn(way.transport);
};

/** Of a system that is not connected, or did not say. */
export const noClients = { clients: [], conversations: [] };
export const noPeople = { people: [], account: undefined };

/**
 * Who of a meeting can be written to: its linked clients, on each channel where the newest conversation is, and whom
 * Courier knows. Someone whom both know is one recipient.
 */
export function recipientsOf(
  linked: Pick<LinkedClients, 'clients' | 'conversations'>,
  { people, account }: MeetingPeople,
): readonly Recipient[] {
  const clients = linked.clients.map((client): Recipient => {
    const person = people.find((one) => isSame(client, one));
    return {
      id: String(client.id),
      name: client.name,
      names: namesOf(client.attendee ?? person?.attendee, client.name),
      client,
      person,
      ways: [...channelsOf(client, linked.conversations), ...waysTo(person, account)],
    };
  });
  const rest = people.filter((person) => !linked.clients.some((client) => isSame(client, person)));
  const others = rest.map((person): Recipient => {
    const { individual: id, name, attendee } = person;
    const names = namesOf(attendee, name);
    return { id, name, names, client: undefined, person, ways: waysTo(person, account) };
  });
  return [...clients, ...others];
}

const namesOf = (attendee: string | undefined, name: string) =>
  attendee === undefined ? [name] : [attendee, name];

/** Both were found by the same attendee, or have the same address. */
const isSame = ({ attendee, address }: LinkedClient, person: MeetingPerson): boolean =>
  (attendee !== undefined && attendee === person.attendee) ||
  (address !== undefined && sameEmail(address, person.email));

function channelsOf(client: LinkedClient, conversations: readonly Conversation[]): readonly MessengerWay[] {
  const byChannel = new Map<string, MessengerWay>();
  for (const conversation of conversations.filter((one) => one.client.id === client.id)) {
    const { channel, transport } = conversation;
    const key = `${channel?.id} ${transport}`;
    if (!byChannel.has(key)) byChannel.set(key, { kind: 'messenger', channel, transport, conversation });
  }
  return [...byChannel.values()];
}

function waysTo(person: MeetingPerson | undefined, account: string | undefined): readonly Way[] {
  if (!person) return [];
  const { individual, email, phone, consent } = person;
  const text = phone !== undefined && account !== undefined && consent === 'accepted';
  return [
    { kind: 'email', individual, address: email },
    ...(text ? [{ kind: 'text' as const, account, phone, individual }] : []),
  ];
}

/** The way that was chosen for someone, as long as it is there. */
export const chosenWay = ({ id, ways }: Recipient, chosen: Chosen): Way | undefined =>
  ways.find((way) => wayKey(way) === chosen.get(id));

/** Whether someone could get text messages if they agreed to them. */
export const mayAgree = ({ person, ways }: Recipient, { account }: MeetingPeople): boolean =>
  person?.phone !== undefined && account !== undefined && !ways.some(({ kind }) => kind === 'text');

/** An attendee who gets nothing, and why. */
export interface Unreached {
  readonly name: string;
  readonly email: string | undefined;
  readonly why: 'noAddress' | 'unknown';
}

/** Attendees who are none of the recipients; the reader themselves is not meant, under their name either. */
export function unreachedOf(
  attendees: Meeting['attendees'],
  recipients: readonly Recipient[],
  self: { readonly name: string; readonly email: string | undefined },
): readonly Unreached[] {
  const others = attendees.filter(
    ({ name, email }) =>
      !(email && self.email !== undefined && sameEmail(email, self.email)) && !sameName(self.name, name),
  );
  const isReached = ({ name, email }: Meeting['attendees'][number]) =>
    recipients.some(
      ({ names, person, client }) =>
        names.some((known) => sameName(known, name)) ||
        (email && [person?.email, client?.address].some((known) => known && sameEmail(known, email))),
    );
  return others
    .filter((attendee) => !isReached(attendee))
    .map(({ name, email }) => ({ name: name || (email ?? ''), email, why: email ? 'unknown' : 'noAddress' }));
}
