import { wholeCharacters } from '#contract/whole-characters.ts';
import { keysOf } from '#src/lib/keys.ts';
import { type FindingKind, remedies } from '#src/services/search-index/insight/findings.ts';
import {
  type HealthLevel,
  type HealthSort,
  healthLevels,
  healthSorts,
} from '#src/services/search-index/insight/health.ts';
import { readPage, readType, writeQuery } from '../shared/address.ts';
import { type Period, readPeriod, usualPeriod } from '../shared/periods.ts';

export const findingKinds = keysOf(remedies);

/** What the page shows, as its address says it. */
export interface HealthSearch {
  readonly level: HealthLevel;
  readonly period: Period;
  readonly type: number | undefined;
  readonly finding: FindingKind | 'any' | undefined;
  /** Words of a question or its theme. */
  readonly text: string;
  readonly sort: HealthSort;
  readonly descending: boolean;
  /** 1-based. */
  readonly page: number;
}

const usual = { level: 'questions', sort: 'findings' } as const;
const longestText = 200;

/** Names begin at A; of everything else the most comes first. */
export const beginsDescending = (sort: HealthSort): boolean => sort !== 'name';

/** Reads the address's query; whatever is missing or odd becomes the default. */
export function readHealthSearch(query: URLSearchParams): HealthSearch {
  const sort = healthSorts.find((one) => one === query.get('sort')) ?? usual.sort;
  const found = query.get('finding');
  const text = wholeCharacters(query.get('q') ?? '', longestText);
  return {
    level: healthLevels.find((level) => level === query.get('level')) ?? usual.level,
    period: readPeriod(query.get('period')),
    type: readType(query),
    finding: found === 'any' ? 'any' : findingKinds.find((kind) => kind === found),
    text: text.trim() === '' ? '' : text,
    sort,
    descending: query.get('order') === 'reverse' ? !beginsDescending(sort) : beginsDescending(sort),
    page: readPage(query),
  };
}

/** The address's query; defaults are left out. */
export const writeHealthSearch = (search: HealthSearch): string =>
  writeQuery({
    level: search.level !== usual.level && search.level,
    period: search.period !== usualPeriod && search.period,
    type: search.type,
    finding: search.finding,
    q: search.text !== '' && search.text,
    sort: search.sort !== usual.sort && search.sort,
    order: search.descending !== beginsDescending(search.sort) && 'reverse',
    page: search.page > 1 && search.page,
  });
