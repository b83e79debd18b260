import { describe, expect, it } from 'vitest';
import { transports } from '#contract/chat2desk/enumerations.ts';
import type { Conversation } from '#src/api/gateway/conversations.ts';
import { carriesPdf, longestOn, recipientsOf } from './reach.ts';

const conversation = (id: number, client: number, channel: number, transport: string): Conversation => ({
  id,
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

describe('ways to reach someone', () => {
  it('are their channels, each with its newest conversation; of nobody else', () => {
    const conversations = [
      conversation(9, 1, 5, 'whatsapp'),
      conversation(8, 2, 5, 'whatsapp'),
      conversation(7, 1, 6, 'email'),
      conversation(6, 1, 5, 'whatsapp'),
    ];
    const found = recipientsOf({
      clients: [client(1), client(3)],
      conversations,
      suggestions: [],
      checking: false,
    });
    expect(found.map(({ ways }) => ways.map((way) => way.conversation?.id))).toEqual([[9, 7], []]);
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
    const without = Object.keys(transports).filter((name) => !carriesPdf(name));
    expect(without).toEqual(expect.arrayContaining(['sms', 'vk', 'viber_business', 'insta_official']));
    expect(['whatsapp', 'email', 'telegram', 'widget'].every(carriesPdf)).toBe(true);
    expect(carriesPdf('a messenger of tomorrow')).toBe(false);
  });
});
