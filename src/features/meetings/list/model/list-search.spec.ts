import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noIndexSearch } from './index-search.ts';
import { meetingListQuery, readMeetingSearch, writeMeetingSearch } from './list-search.ts';

const read = (text: string) => readMeetingSearch(new URLSearchParams(text));

describe('the search of the list of meetings', () => {
  it('reads defaults from nothing and from nonsense', () => {
    const defaults = read('');
    expect(defaults).toEqual({
      page: 1,
      pageSize: 25,
      order: 'desc',
      statuses: [],
      preset: undefined,
      from: undefined,
      until: undefined,
      index: noIndexSearch,
    });
    expect(read('page=-1&size=7&order=up&status=&from=2026-02-30&until=soon')).toEqual(defaults);
  });

  it('comes back from its own address', () => {
    const search = read(
      '?page=3&size=50&order=asc&status=finished&status=Meeting+processed&from=2026-01-01&until=2026-01-31',
    );
    expect(search.statuses).toEqual(['finished', 'Meeting processed']);
    expect(read(writeMeetingSearch(search))).toEqual(search);
  });

  it('keeps a preset by its name, so that it moves with time', () => {
    const at = (date: Date) => readMeetingSearch(new URLSearchParams('period=week'), date);
    const [then, later] = [at(new Date(2026, 10, 22)), at(new Date(2026, 11, 1))];
    expect(then).toMatchObject({ preset: 'week', from: '2026-11-16', until: '2026-11-22' });
    expect(later).toMatchObject({ preset: 'week', from: '2026-11-30', until: '2026-12-01' });
    expect(writeMeetingSearch(then)).toBe('?period=week');
    expect(writeMeetingSearch(later)).toBe('?period=week');
    expect(read('period=decade&from=2026-01-01')).toMatchObject({ preset: undefined, from: '2026-01-01' });
  });

  it('asks the API for whole days of the reader and for one list of statuses', () => {
    const query = meetingListQuery(
      read('page=3&status=draft&status=failed&from=2026-01-01&until=2026-01-01'),
    );
    expect(query).toMatchObject({ limit: 25, offset: 50, order: 'desc', status: 'draft,failed' });
    const span = Date.parse(query?.date_end ?? '') - Date.parse(query?.date_start ?? '');
    expect(span).toBe(24 * 3_600_000 - 1);
  });

  it('survives any address and settles after one reading', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), (text) => {
        const search = read(text);
        meetingListQuery(search);
        expect(read(writeMeetingSearch(search))).toEqual(search);
      }),
    );
  });
});
