import { describe, expect, it } from 'vitest';
import { changesOf, isSo } from './change.ts';
import { allItems, itemOf } from './items.ts';
import { normaliseOrganisation } from './organisations.ts';

const item = (id: number) => ({ id: String(id), type: 'users', attributes: { name: `No ${id}` } });
const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => item(from + at));

describe('a list of Courier', () => {
  it('is read until fewer came than were asked for', async () => {
    const asked: number[] = [];
    const found = await allItems(
      async (page) => {
        asked.push(page['page[offset]']);
        return { data: range(page['page[offset]'], page['page[offset]'] === 2_000 ? 3 : 1_000), meta: {} };
      },
      ({ id }) => id,
    );
    expect(asked).toEqual([0, 1_000, 2_000]);
    expect([found.length, found.at(-1)]).toEqual([2_003, '2002']);
  });

  it('has each once where something was added while it was read, and ends where it does not go on', async () => {
    let asked = 0;
    const found = await allItems(
      async () => {
        asked += 1;
        return { data: range(asked === 1 ? 0 : 999, 1_000) };
      },
      ({ id }) => id,
    );
    expect([asked, found.length]).toEqual([3, 1_999]);
  });

  it('costs only what is odd', async () => {
    const odd = { data: [null, { id: '' }, { id: 'a' }, { id: 'b', attributes: { 'display-name': 'B' } }] };
    expect(await allItems(async () => odd, normaliseOrganisation)).toEqual([
      { id: 'a', name: 'a', zone: undefined },
      { id: 'b', name: 'B', zone: undefined },
    ]);
    expect(itemOf({ data: null })).toBeUndefined();
  });
});

describe('a form', () => {
  it('sends what was changed, which is so where it is found again', () => {
    const changes = changesOf({ name: 'a', on: true, at: undefined }, { name: 'b', on: true, at: undefined });
    expect(changes).toEqual({ name: 'b' });
    expect(isSo({ name: 'b', on: false, at: undefined }, changes)).toBe(true);
    expect(isSo({ name: 'a', on: true, at: undefined }, changes)).toBe(false);
  });
});
