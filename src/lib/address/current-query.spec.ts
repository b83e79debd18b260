import { createMemoryRouter } from 'react-router';
import { afterEach, expect, test, vi } from 'vitest';
import { addressUnderway, currentQuery, queryWith } from './current-query.ts';

afterEach(() => {
  addressUnderway(undefined);
  vi.unstubAllGlobals();
});

test('a change is one of what the router is going to, not of what it has yet to leave', async () => {
  const arrived = Promise.withResolvers<null>();
  const router = createMemoryRouter([{ path: '/list', loader: () => arrived.promise, Component: null }], {
    initialEntries: ['/list?finding=x&page=2'],
    hydrationData: { loaderData: { 0: null } },
  });
  vi.stubGlobal('window', { location: router.state.location });
  router.subscribe(({ location, navigation }) => {
    window.location.search = location.search;
    addressUnderway(navigation.location);
  });
  expect(queryWith('level', 'themes').toString()).toBe('finding=x&page=2&level=themes');

  const gone = router.navigate('/list');
  await expect.poll(() => router.state.navigation.state).toBe('loading');
  expect(window.location.search).toBe('?finding=x&page=2');
  expect(queryWith('level', 'themes').toString()).toBe('level=themes');
  arrived.resolve(null);
  await gone;
  expect([window.location.search, currentQuery().toString()]).toEqual(['', '']);
  router.dispose();
});

test('what goes to another page leaves this one its address', () => {
  vi.stubGlobal('window', { location: { pathname: '/list', search: '?q=a' } });
  addressUnderway({ pathname: '/other', search: '?person=7' });
  expect(currentQuery().toString()).toBe('q=a');
});
