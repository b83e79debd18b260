import { describe, expect, it } from 'vitest';
import { firstAddress, firstWaysOf } from './first-contact.ts';

describe('what someone is known by', () => {
  it.each([
    ['whatsapp', '+32 470 12 34 56', '32470123456'],
    ['sms', '0032 (470) 12.34/56', '32470123456'],
    ['whatsapp', '0470 12 34 56', undefined],
    ['viber', '32 47O 123 456', undefined],
    ['sms', '123456', undefined],
    ['sms', '1234567890123456', undefined],
    ['email', ' an@mail.example ', 'an@mail.example'],
    ['email', '32470123456', undefined],
    ['whatsapp', 'an@mail.example', undefined],
  ] as const)('%s: %s', (transport, typed, expected) => {
    expect(firstAddress(transport, typed)).toBe(expected);
  });
});

describe('ways to write first', () => {
  const channel = { id: 1, name: 'Main', phone: undefined };
  it('are messengers that allow it, on each channel; a limit is that of WhatsApp', () => {
    const channels = [
      { ...channel, transports: ['sms', 'whatsapp', 'telegram'], newClients: { limit: 5, used: 5 } },
      { ...channel, id: 2, transports: ['whatsapp'], newClients: { limit: 5, used: 4 } },
      { ...channel, id: 3, transports: ['widget'], newClients: undefined },
    ];
    expect(firstWaysOf(channels).map(({ key, isFull }) => [key, isFull])).toEqual([
      ['1 whatsapp', true],
      ['1 sms', false],
      ['2 whatsapp', false],
    ]);
  });
});
