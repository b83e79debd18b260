import type { Going } from '#src/lib/address/use-shown.ts';
import { readPage, readType, writeQuery } from '../shared/address.ts';
import { type Period, readPeriod, usualPeriod } from '../shared/periods.ts';
import { groupsOf, type Report, type ReportGroup, reports } from './reports.ts';

/** After how many weeks without a meeting or a message a client is quiet. */
export const quietWeeks = [4, 8, 13, 26, 52] as const;
const usualWeeks = 8;

/** What the page shows, as its address says it. */
export interface InsightSearch {
  readonly report: Report;
  readonly by: ReportGroup;
  readonly period: Period;
  readonly owner: string | undefined;
  readonly type: number | undefined;
  readonly dossier: string | undefined;
  readonly language: string | undefined;
  readonly weeks: number;
  /** 1-based. */
  readonly page: number;
}

/** What a report needs of the page. */
export interface ReportProps<Search extends InsightSearch = InsightSearch> {
  readonly search: Search;
  /** Shows something else; without a page, its first one. */
  readonly onGo: (change: Partial<InsightSearch>) => Going;
}

/** Reads the address's query; whatever is missing or odd becomes the default. */
export function readInsightSearch(query: URLSearchParams): InsightSearch {
  const report = reports.find((one) => one === query.get('report')) ?? 'meetings';
  const [usual, ...others] = groupsOf(report);
  return {
    report,
    by: others.find((group) => group === query.get('by')) ?? usual,
    period: readPeriod(query.get('period')),
    owner: query.get('owner') || undefined,
    type: readType(query),
    dossier: query.get('dossier') || undefined,
    language: query.get('language') || undefined,
    weeks: quietWeeks.find((weeks) => String(weeks) === query.get('weeks')) ?? usualWeeks,
    page: readPage(query),
  };
}

/** The address's query; defaults are left out. */
export const writeInsightSearch = (search: InsightSearch): string =>
  writeQuery({
    report: search.report !== 'meetings' && search.report,
    by: search.by !== groupsOf(search.report)[0] && search.by,
    period: search.period !== usualPeriod && search.period,
    owner: search.owner,
    type: search.type,
    dossier: search.dossier,
    language: search.language,
    weeks: search.weeks !== usualWeeks && search.weeks,
    page: search.page > 1 && search.page,
  });
