import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setTokenSource } from '../../client/client.ts';
import { ApiError } from '../../client/errors.ts';
import {
  daysOf,
  isNotInPlan,
  mostDays,
  normaliseRow,
  type Report,
  type ReportPeriod,
  reportOptions,
} from './statistics.ts';

/** Queries that were asked, and how many rows each day has. */
let asked: URLSearchParams[];
let rows: (day: string) => number;
let failing: string | undefined;
let queryClient: QueryClient;

beforeEach(() => {
  asked = [];
  rows = () => 1;
  failing = undefined;
  queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  setTokenSource({ accessToken: async () => 'token', sessionEnded: () => {} });
  vi.stubGlobal('fetch', async (url: string) => {
    const query = new URLSearchParams(url.split('?')[1]);
    asked.push(query);
    const day = query.get('date') ?? query.get('date_from') ?? '';
    if (day === failing) return Response.json({ message: 'no' }, { status: 500 });
    const total = rows(day);
    const [limit, offset] = [Number(query.get('limit')), Number(query.get('offset'))];
    const data = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) => ({
      request_id: `${day} ${offset + at}`,
    }));
    return Response.json({ data, meta: { total, limit, offset } });
  });
});
afterEach(() => vi.unstubAllGlobals());

const read = (report: Report, period: ReportPeriod) =>
  queryClient.fetchQuery({ ...reportOptions(queryClient, report, period), retry: false });

describe('a report', () => {
  it('is read day by day, in order and each day once', async () => {
    const found = await read('rating', { from: '2026-02-27', until: '2026-03-02' });
    expect(found.map(({ request_id }) => request_id)).toEqual([
      '2026-02-27 0',
      '2026-02-28 0',
      '2026-03-01 0',
      '2026-03-02 0',
    ]);
    expect(asked.map((query) => [query.get('report'), query.get('date')])).toEqual([
      ['rating', '2026-02-27'],
      ['rating', '2026-02-28'],
      ['rating', '2026-03-01'],
      ['rating', '2026-03-02'],
    ]);
  });

  it('of a busy day has all of its pages', async () => {
    rows = () => 2_100;
    const found = await read('operator_events', { from: '2026-03-01', until: '2026-03-01' });
    expect(found).toHaveLength(2_100);
    expect(new Set(found.map(({ request_id }) => request_id)).size).toBe(2_100);
    expect(asked.map((query) => query.get('offset'))).toEqual(['0', '1000', '2000']);
  });

  it('that fails for one day continues there, without asking for the others again', async () => {
    failing = '2026-03-06';
    await expect(read('rating', { from: '2026-03-01', until: '2026-03-06' })).rejects.toBeInstanceOf(
      ApiError,
    );
    expect(asked).toHaveLength(6);
    failing = undefined;
    expect(await read('rating', { from: '2026-03-01', until: '2026-03-06' })).toHaveLength(6);
    expect(asked.map((query) => query.get('date'))).toEqual([
      ...daysOf({ from: '2026-03-01', until: '2026-03-06' }),
      '2026-03-06',
    ]);
  });

  it('of where clients came from is read with both ends at once', async () => {
    rows = () => 250;
    const found = await read('web_analytics', { from: '2026-03-01', until: '2026-03-09' });
    expect(found).toHaveLength(250);
    expect(asked.map((query) => query.toString())).toEqual([
      'date_from=2026-03-01&date_to=2026-03-09&order=asc&limit=200&offset=0',
      'date_from=2026-03-01&date_to=2026-03-09&order=asc&limit=200&offset=200',
    ]);
  });
});

it('never covers more days than a period may have', () => {
  expect(daysOf({ from: '2026-01-01', until: '2026-12-31' })).toHaveLength(mostDays);
  expect(daysOf({ from: '2026-01-02', until: '2026-01-01' })).toEqual([]);
});

it('reads odd values as text', () => {
  const row = { a: null, b: 'null', c: 0, d: { x: 1 }, e: ' ', f: true };
  expect(normaliseRow(row)).toEqual({ a: '', b: '', c: '0', d: '{"x":1}', e: ' ', f: 'true' });
  expect([null, 'text', 7].map(normaliseRow)).toEqual([undefined, undefined, undefined]);
});

describe('not in the plan', () => {
  const error = (status: number, code: 'upstream-refused' | 'connection-closed' | 'upstream-failed') =>
    new ApiError({ kind: 'forbidden', operation: 'getStatistics', status, refusal: { code, values: {} } });

  it.each([400, 402, 403, 404, 422])('is what Chat2Desk itself refuses with %i', (status) => {
    expect(isNotInPlan(error(status, 'upstream-refused'))).toBe(true);
  });

  it.each([
    ['the gateway refuses it', error(403, 'connection-closed')],
    ['Chat2Desk fails', error(502, 'upstream-failed')],
    ['the quota is used up', new ApiError({ kind: 'rate-limited', operation: 'getStatistics', status: 429 })],
    ['it is something else', new Error('odd')],
  ])('is not said when %s', (_, one) => {
    expect(isNotInPlan(one)).toBe(false);
  });
});
