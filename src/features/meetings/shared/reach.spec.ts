import { describe, expect, it } from 'vitest';
import { transports } from '#contract/chat2desk/enumerations.ts';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import type { MeetingPerson } from '#src/api/courier/meeting-people.ts';
import type { Conversation } from '#src/api/gateway/conversations.ts';
import { carries } from '#src/services/conversations/carries.ts';
import { chosenWay, longestOn, mayAgree, recipientsOf, unreachedOf } from './reach.ts';

const conversation = (id: number, client: number, channel: number, transport: string): Conversation => ({
  id: dialogId(id),
  dialog: id,
  client: { id: client, name: 'Anna' },
  open: true,
  channel: { id: channel, name: `Channel ${channel}` },
  transport,
  operator: undefined,
  waiting: false,
  waitingSince: undefined,
  unread: false,
  last: undefined,
});
const client = (id: number) => ({
  id,
  name: 'Anna',
  address: undefined,
  ways: [],
  attendee: undefined,
  by: undefined,
});

const nobody = { people: [], account: undefined };
const person = (
  individual: string,
  attendee: string | undefined,
  consent: MeetingPerson['consent'],
  email = `${individual}@x.be`,
  phone: string | null = '+32470000000',
): MeetingPerson => ({
  individual,
  user: individual,
  name: individual,
  attendee,
  email,
  phone: phone ?? undefined,
  consent,
  locale: undefined,
});

describe('ways to reach someone', () => {
  it('are their channels, each with its newest conversation; of nobody else', () => {
    const conversations = [
      conversation(9, 1, 5, 'whatsapp'),
      conversation(8, 2, 5, 'whatsapp'),
      conversation(7, 1, 6, 'email'),
      conversation(6, 1, 5, 'whatsapp'),
    ];
    const found = recipientsOf({ clients: [client(1), client(3)], conversations }, nobody);
    const ids = found.map(({ ways }) =>
      ways.map((way) => way.kind === 'messenger' && way.conversation?.dialog),
    );
    expect(ids).toEqual([[9, 7], []]);
  });

  it('of someone whom both systems know are those of both; a text message is one only with consent', () => {
    const conversations = [conversation(9, 1, 5, 'whatsapp')];
    const clients = [
      { ...client(1), attendee: 'Anna' },
      { ...client(2), address: 'Bert@x.be' },
    ];
    const people = [
      person('a', 'Anna', 'accepted'),
      person('b', undefined, 'declined', 'bert@x.be'),
      person('c', 'Carl', 'none'),
      person('d', 'Dora', 'accepted', 'dora@x.be', null),
    ];
    const found = recipientsOf({ clients, conversations }, { people, account: 'x' });
    expect(found.map(({ id, ways }) => [id, ...ways.map(({ kind }) => kind)])).toEqual([
      ['1', 'messenger', 'email', 'text'],
      ['2', 'email'],
      ['c', 'email'],
      ['d', 'email'],
    ]);
    expect(found.map((one) => mayAgree(one, { people, account: 'x' }))).toEqual([false, true, true, false]);
    const without = recipientsOf({ clients: [], conversations: [] }, { people, account: undefined });
    expect(without.map(({ ways }) => ways.map(({ kind }) => kind))).toEqual(people.map(() => ['email']));
  });

  it('stay the chosen ones when others appear or go', () => {
    const asked = person('a', 'Anna', 'pending');
    const clients = { clients: [client(1)], conversations: [conversation(9, 1, 5, 'whatsapp')] };
    const of = (consent: MeetingPerson['consent']) =>
      recipientsOf(
        { ...clients, clients: [{ ...client(1), attendee: 'Anna' }] },
        {
          people: [{ ...asked, consent }],
          account: 'x',
        },
      )[0];
    const kindOf = (one: ReturnType<typeof of>, key: string) =>
      one && chosenWay(one, new Map([['1', key]]))?.kind;
    expect(['messenger 5 whatsapp', 'email', 'text'].map((key) => kindOf(of('accepted'), key))).toEqual([
      'messenger',
      'email',
      'text',
    ]);
    expect(['messenger 5 whatsapp', 'email', 'text'].map((key) => kindOf(of('pending'), key))).toEqual([
      'messenger',
      'email',
      undefined,
    ]);
  });

  it('are said to be missing for attendees whom nobody knows, with the reason', () => {
    const people = [person('a', 'Anna', 'accepted')];
    const recipients = recipientsOf({ clients: [], conversations: [] }, { people, account: 'x' });
    const attendee = (name: string, email?: string) => ({ name, email, integrationId: undefined });
    const attendees = [
      attendee('Anna'),
      attendee('A.', 'a@X.be'),
      attendee('Owen', 'owen@firm.be'),
      attendee('Owen C.'),
      attendee('Bert'),
      attendee('Carl', 'carl@x.be'),
    ];
    expect(unreachedOf(attendees, recipients, { name: 'Owen C.', email: 'Owen@firm.be' })).toEqual([
      { name: 'Bert', email: undefined, why: 'noAddress' },
      { name: 'Carl', email: 'carl@x.be', why: 'unknown' },
    ]);
  });

  it.each([
    ['whatsapp', 4_096],
    ['wa_dialog', 4_096],
    ['insta_official', 1_000],
    ['sms_infobip', 1_530],
    ['email', 20_000],
    [undefined, 20_000],
  ])('%s takes %i characters', (transport, most) => expect(longestOn(transport)).toBe(most));

  it('carry a PDF where the system says so; a link in the text is for all others', () => {
    const without = Object.keys(transports).filter((name) => !carries(name, 'pdf'));
    expect(without).toEqual(expect.arrayContaining(['sms', 'vk', 'viber_business', 'insta_official']));
    expect(['whatsapp', 'email', 'telegram', 'widget'].every((name) => carries(name, 'pdf'))).toBe(true);
    expect(carries('a messenger of tomorrow', 'pdf')).toBe(false);
  });
});
