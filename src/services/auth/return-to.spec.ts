import fc from 'fast-check';
import { createMemoryRouter, matchRoutes } from 'react-router';
import { expect, it } from 'vitest';
import { safeReturnTo } from './return-to.ts';

it.each([
  ['/meetings?status=finished#x', '/meetings?status=finished#x'],
  ['/', '/'],
  ['/meetings/../people', '/people'],
  ['/people?q=a//b', '/people?q=a//b'],
  ['/m%C3%BCnchen', '/m%C3%BCnchen'],
  ['//evil.example/x', '/'],
  ['/\\evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/x/..//evil.example', '/'],
  ['/.\\\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/\n//evil.example', '/'],
  ['/%2e//evil.example', '/'],
  ['/%2E%2e//evil.example', '/'],
  ['//user:pass@evil.example', '/'],
  ['/@evil.example', '/@evil.example'],
  ['https://evil.example/', '/'],
  ['https:evil.example', '/'],
  ['javascript:alert(1)', '/'],
  [' /meetings', '/'],
  ['/auth/callback?code=1', '/'],
  ['/AUTH/callback', '/'],
  ['/sign-in?returnTo=/', '/'],
  ['/Sign-In/', '/'],
  ['/%73ign-in', '/'],
  ['/meetings/../auth/callback', '/'],
  ['/%', '/'],
  [undefined, '/'],
  [42, '/'],
])('%j becomes %s', (given, expected) => expect(safeReturnTo(given)).toBe(expected));

const origin = 'https://here.example';
/** Addresses that browsers, routers and servers read differently. */
const pieces = fc.constantFrom(
  ...['/', '//', '\\', '.', '..', '%2e', '%2f', '%5c', '\t', '\n', '\r', '\0', ' ', '@', ':', ';', '?', '#'],
  ...[
    'evil.example',
    'user:pass@evil.example',
    'javascript:',
    'https:',
    'meetings',
    'sign-in',
    'auth',
    '%',
    'é',
  ],
);
const nasty = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));
const values = fc.oneof(
  nasty,
  nasty.map((text) => `/${text}`),
  fc.string(),
  fc.webUrl(),
);

it('is always a path of this origin that stays itself, whichever way it is read again', () => {
  fc.assert(
    fc.property(values, (value) => {
      const path = safeReturnTo(value);
      const url = new URL(path, `${origin}/sign-in?returnTo=x`);
      expect(url.origin).toBe(origin);
      expect(url.username + url.password).toBe('');
      expect(url.pathname + url.search + url.hash).toBe(path);
      expect(path).toMatch(/^\/(?![/\\])/);
      expect(url.pathname).not.toMatch(/[\s\\]|\/\//);
      expect(safeReturnTo(path)).toBe(path);
    }),
    { numRuns: 2_000 },
  );
});

it('is a path that the router goes to, and never that of a sign-in page', async () => {
  const routes = [
    { path: '/sign-in', id: 'sign-in' },
    { path: '/auth/callback', id: 'callback' },
    { path: '*', id: 'application' },
  ];
  await fc.assert(
    fc.asyncProperty(values, async (value) => {
      const path = safeReturnTo(value);
      expect(matchRoutes(routes, path)?.map(({ route }) => route.id)).toEqual(['application']);
      const router = createMemoryRouter(routes);
      await router.navigate(path, { replace: true });
      const { pathname, search, hash } = router.state.location;
      expect(new URL(pathname + search + hash, origin).href).toBe(new URL(path, origin).href);
      router.dispose();
    }),
  );
});
