import { expect, it } from 'vitest';
import type { Attendee } from '#src/api/claritalk/meetings/meetings-parts.ts';
import { mailDraft } from './mail-draft.ts';

const attendee = (name: string, email?: string): Attendee => ({ name, email, integrationId: undefined });

it('is to everyone with an address but oneself, once', () => {
  const attendees = [
    attendee('Bo', 'bo+x@client.test'),
    attendee('BO@client.test'),
    attendee('Bo again', 'Bo+X@client.test'),
    attendee('Ada', 'ada@sandbox.test'),
    attendee('Nobody'),
    attendee('Odd', 'a?b&c@client.test'),
  ];
  expect(mailDraft(attendees, 'Minutes: 50 % & more?', 'ADA@sandbox.test')).toEqual({
    href: 'mailto:bo%2Bx@client.test,BO@client.test,a%3Fb%26c@client.test?subject=Minutes%3A%2050%20%25%20%26%20more%3F',
    left: 0,
  });
});

it('says how many do not fit', () => {
  const attendees = Array.from({ length: 100 }, (_, at) =>
    attendee(`P${at}`, `person-number-${at}@client.test`),
  );
  const { href, left } = mailDraft(attendees, 'Minutes', undefined);
  expect(href.length).toBeLessThanOrEqual(1_900);
  expect(href.split(',').length + left).toBe(100);
  expect(left).toBeGreaterThan(0);
});
