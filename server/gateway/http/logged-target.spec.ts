import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { getMeeting } from '#contract/claritalk/meetings.ts';
import { loggedOperation, loggedTarget } from './logged-target.ts';

const secret = 'aB3_dE6-gH9_jK2-mN5_pQ8-sT1_vW4-yZ7_bC0-eF3';

test.each([
  ['/', '/'],
  ['/meetings/0b0a3a3e-1111-4222-8333-444455556666', '/meetings/0b0a3a3e-1111-4222-8333-444455556666'],
  ['/auth/callback?code=secret&state=x', '/auth/callback'],
  ['/sign-in#returnTo', '/sign-in'],
  ['/admin/webhooks/deliveries/17/process', '/admin/webhooks/deliveries/17/process'],
  ['/webhooks', '/webhooks'],
  ['/hooks', '/hooks'],
  ['/hooks/', '/hooks/…'],
  [`/hooks/${secret}`, '/hooks/…'],
  [`/hooks/${secret}/x`, '/hooks/…'],
  ['/hooks/half-of-a-secret', '/hooks/…'],
  [`http://localhost:4320/hooks/${secret}`, 'http://localhost:4320/hooks/…'],
  [`http://ada:${secret}@localhost/hooks/${secret}`, 'http://…/hooks/…'],
  [`//hooks/${secret}`, '//hooks/…'],
  [`/Hooks/${secret}`, '/Hooks/…'],
  [`/hook/short`, '/hook/…'],
  [`/%68ooks/${secret}`, '/hooks/…'],
  [`/%2568ooks%252f${secret}`, '/hooks/…'],
  [`/./hooks/${secret}`, '/./hooks/…'],
  [`/x/../hooks//${secret}`, '/x/../hooks/…'],
  [`\\hooks\\${secret}`, '/hooks/…'],
  [`/hooks;v=1/${secret}`, '/hooks;v=1/…'],
  [`/hooks:${secret}`, '/hooks:…'],
  [`/ho%00oks%20/${secret}`, '/ho?oks /…'],
  [`/api/hooks/${secret}`, '/api/hooks/…'],
  [`/hocks/${secret}`, '/hocks/…'],
  [`/${secret}`, '/…'],
  [`${secret}`, '…'],
  [`/%3f/hooks/${secret}`, '/'],
  ['/a\u001b[2Jb\u009b', '/a?[2Jb?'],
  ['*', '*'],
  ['', ''],
])('%j is logged as %j', (target, logged) => expect(loggedTarget(target)).toBe(logged));

test('an operation is logged as its template', () => {
  expect(loggedOperation(getMeeting)).toBe('/api/meetings/:id');
});

test('a target of any length takes no time, and makes no long line', () => {
  for (const piece of ['%', '%2', '%25', '/', '/hooks', 'a', '\\', ';', '@']) {
    expect(loggedTarget(piece.repeat(5_000_000)).length).toBeLessThanOrEqual(200);
  }
});

/** The secret's address in one of the many spellings that something along the way may accept. */
const spelling = fc
  .record({
    before: fc.constantFrom(
      '',
      '/',
      '/.',
      '/x/..',
      'http://localhost:4320',
      'HTTP://u:p@h',
      '/api',
      '//',
      '/a%2fb',
    ),
    slash: fc.constantFrom('/', '//', '\\', '%2f', '%5C', '%252F', '/./', '/%2e/'),
    name: fc.constantFrom('hooks', 'Hooks', 'HOOKS', 'hook', 'hooks;a=b', 'hooks%20', '%00hooks', 'ho%6Fks'),
    encoded: fc.array(fc.nat(2), { minLength: 43, maxLength: 43 }),
    after: fc.constantFrom('', '/', '?a=1', '#b', '/more', ';c', '%00', '.', ' '),
  })
  .map(({ before, slash, name, encoded, after }) => {
    const own = randomBytes(32).toString('base64url');
    const percent = (text: string, times: number): string =>
      times === 0
        ? text
        : percent(
            text.replace(/^./, (one) => `%${one.charCodeAt(0).toString(16)}`),
            times - 1,
          );
    const written = [...own].map((letter, at) => percent(letter, encoded[at] ?? 0)).join('');
    return { own, target: `${before}/${name}${slash}${written}${after}` };
  });

test('no spelling of the address leaves any of the secret in the log', () => {
  fc.assert(
    fc.property(spelling, ({ own, target }) => {
      const logged = loggedTarget(target);
      for (let at = 0; at + 6 <= own.length; at += 1) expect(logged).not.toContain(own.slice(at, at + 6));
      expect(logged).not.toContain('%');
    }),
    { numRuns: 500 },
  );
});
