import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inboxViews } from '#contract/gateway/conversations.ts';
import { readInboxSearch, writeInboxSearch } from './inbox-search.ts';

it('is the same after it was written into an address and read', () => {
  const id = fc.option(fc.nat().map(String), { nil: undefined });
  const search = fc.record({
    page: fc.integer({ min: 1, max: 1e6 }),
    view: fc.constantFrom(...inboxViews),
    channel: id,
    tag: id,
    operator: fc.option(fc.oneof(fc.nat().map(String), fc.constant('nobody')), { nil: undefined }),
    unread: fc.boolean(),
    text: fc.stringMatching(/^[a-zé]{0,20}$/),
  });
  fc.assert(
    fc.property(search, (given) => {
      expect(readInboxSearch(new URLSearchParams(writeInboxSearch(given)))).toEqual(given);
    }),
  );
});

it('has no address of its own where it shows what it usually does', () => {
  expect(writeInboxSearch(readInboxSearch(new URLSearchParams()))).toBe('');
});

it.each(['?page=0&view=everything&channel=x&tag=-1', '?page=1.5&channel=1e3&operator=me&unread=yes'])(
  'takes nothing odd: %s',
  (query) => {
    expect(readInboxSearch(new URLSearchParams(query))).toEqual({
      page: 1,
      view: 'all',
      channel: undefined,
      tag: undefined,
      operator: undefined,
      unread: false,
      text: '',
    });
  },
);
