import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { getStatistics, listWebAnalytics } from '#contract/chat2desk/company.ts';
import { statisticsReports } from '#contract/chat2desk/enumerations.ts';
import { fields, list, number } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { ApiError } from '../../client/errors.ts';
import { dataOf } from '../wire.ts';

/** The five reports of Chat2Desk, and where clients came from. */
export const reports = [...statisticsReports, 'web_analytics'] as const;
export type Report = (typeof reports)[number];

/** A row of a report: texts by the names of Chat2Desk’s documentation, empty where there is nothing. */
export type ReportRow = Readonly<Record<string, string>>;

/** Days `YYYY-MM-DD` by the company's clock, both inclusive. */
export interface ReportPeriod {
  readonly from: string;
  readonly until: string;
}

/** A report is read day by day, and each day is a request of the month's quota. */
export const mostDays = 31;

const atOnce = 4;
const pageRows = { statistics: 1000, web: 200 };
/** So that a system that always says that there is more ends nowhere. */
const mostPages = 100;

export const statisticsKeys = {
  all: ['chat2desk', 'statistics'] as const,
  report: (report: Report, period: ReportPeriod) =>
    [...statisticsKeys.all, report, period.from, period.until] as const,
};

/** A report of a period. Days that were read stay known, so another try continues where it ended. */
export const reportOptions = (queryClient: QueryClient, report: Report, period: ReportPeriod) =>
  queryOptions({
    queryKey: statisticsKeys.report(report, period),
    queryFn: ({ signal }) => readReport(queryClient, report, period, signal),
    // Days that are over do not change.
    staleTime: Number.POSITIVE_INFINITY,
    retry: (failures, error) => failures < 2 && !isNotInPlan(error),
  });

/** @throws ApiError */
async function readReport(
  queryClient: QueryClient,
  report: Report,
  period: ReportPeriod,
  signal: AbortSignal,
): Promise<readonly ReportRow[]> {
  if (report === 'web_analytics') return readClicks(period, signal);
  const days = daysOf(period);
  const rows: ReportRow[] = [];
  for (let at = 0; at < days.length; at += atOnce) {
    const read = days.slice(at, at + atOnce).map((day) =>
      queryClient.fetchQuery({
        queryKey: statisticsKeys.report(report, { from: day, until: day }).concat('day'),
        // Not the period's signal: another period may wait for the same day.
        queryFn: (own) => readDay(report, day, own.signal),
        staleTime: Number.POSITIVE_INFINITY,
      }),
    );
    rows.push(...(await Promise.all(read)).flat());
    signal.throwIfAborted();
  }
  return rows;
}

const readDay = (report: Exclude<Report, 'web_analytics'>, date: string, signal: AbortSignal) =>
  readAll(pageRows.statistics, (page) => call(getStatistics, { query: { report, date, ...page }, signal }));

const readClicks = ({ from, until }: ReportPeriod, signal: AbortSignal) =>
  readAll(pageRows.web, (page) =>
    call(listWebAnalytics, { query: { date_from: [from], date_to: until, order: 'asc', ...page }, signal }),
  );

/** Reads all pages of rows that have no ids. @throws ApiError */
async function readAll(
  limit: number,
  read: (page: { readonly limit: number; readonly offset: number }) => Promise<unknown>,
): Promise<readonly ReportRow[]> {
  const rows: ReportRow[] = [];
  for (let page = 0; page < mostPages; page++) {
    const wire = await read({ limit, offset: page * limit });
    const found = list(dataOf(wire), normaliseRow);
    rows.push(...found);
    const total = number(fields(fields(wire).meta).total);
    if (found.length === 0 || (total === undefined ? found.length < limit : rows.length >= total)) break;
  }
  return rows;
}

/** Everything as text; nothing, null and "null" are empty. */
export function normaliseRow(wire: unknown): ReportRow | undefined {
  if (typeof wire !== 'object' || wire === null) return undefined;
  return Object.fromEntries(Object.entries(wire).map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: unknown): string {
  if (value === undefined || value === null || value === 'null') return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The days of a period, in order. */
export function daysOf({ from, until }: ReportPeriod): readonly string[] {
  const days: string[] = [];
  for (let day = from; day <= until && days.length < mostDays; day = shiftedDay(day, 1)) days.push(day);
  return days;
}

const dayMs = 24 * 3600 * 1000;

/** The day so many days after another. */
export const shiftedDay = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * dayMs).toISOString().slice(0, 10);

/**
 * Whether Chat2Desk itself refused to give a report. Its documentation names no error for a feature that the company has
 * not bought; as the gateway lets only correct requests through, a refusal means hardly anything else.
 */
export function isNotInPlan(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.refusal?.code !== 'upstream-refused') return false;
  return [400, 402, 403, 404, 422].includes(error.status ?? 0);
}
