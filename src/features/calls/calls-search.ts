import { type CallPeriod, type CallView, callPeriods, callViews } from '#contract/gateway/calls.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';

/** What the list of calls shows, as its address says it. */
export interface CallsSearch {
  /** 1-based. */
  readonly page: number;
  readonly view: CallView;
  /** Days back. */
  readonly period: CallPeriod | undefined;
  readonly text: string;
}

const maximumText = 200;

/** Reads the address's query; whatever is missing or odd becomes the default. */
export function readCallsSearch(query: URLSearchParams): CallsSearch {
  const page = Number(query.get('page'));
  return {
    page: Number.isSafeInteger(page) && page >= 1 ? page : 1,
    view: callViews.find((view) => view === query.get('view')) ?? 'all',
    period: callPeriods.find((period) => period === query.get('days')),
    text: wholeCharacters(query.get('q') ?? '', maximumText),
  };
}

/** The address's query; defaults are left out. */
export function writeCallsSearch({ page, view, period, text }: CallsSearch): string {
  const query = new URLSearchParams();
  if (view !== 'all') query.set('view', view);
  if (period !== undefined) query.set('days', period);
  if (text.trim() !== '') query.set('q', text);
  if (page > 1) query.set('page', String(page));
  const written = query.toString();
  return written === '' ? '' : `?${written}`;
}
