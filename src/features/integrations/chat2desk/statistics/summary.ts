import {
  daysOf,
  type Report,
  type ReportPeriod,
  type ReportRow,
} from '#src/api/chat2desk/administration/statistics.ts';

/** What columns of the chart stand for. */
export type Grouping = 'day' | 'hour' | 'operator' | 'score' | 'source';

export interface Group {
  /** A day, an hour from `00`, the name of an operator, a score, a source; empty where a row names none. */
  readonly key: string;
  readonly count: number;
  /** How many of them nobody has replied to, where the report is about that. */
  readonly unanswered: number;
}

export interface Grouped {
  readonly by: Grouping;
  readonly groups: readonly Group[];
}

/** Columns that fit; of more operators or sources the largest are shown. */
const mostGroups = 12;

const amount = (text: string | undefined): number => Number(text) || 0;

/** The numbers of a chart. Days and hours without any are zero; others are the largest first. */
export function groupedBy(report: Report, rows: readonly ReportRow[], period: ReportPeriod): Grouped {
  switch (report) {
    case 'request_stats':
      return overTime(rows, period, 'request_start', ({ reply_start }) => !reply_start);
    case 'operator_events':
      return overTime(rows, period, 'created_at', () => false);
    case 'operator_replies':
      return { by: 'operator', groups: largest(rows, 'operator_name', () => 1) };
    case 'operator_stats':
      return { by: 'operator', groups: largest(rows, 'operator_name', ({ messages }) => amount(messages)) };
    case 'web_analytics':
      return { by: 'source', groups: largest(rows, 'utm_source', () => 1) };
    case 'rating': {
      const scores = largest(rows, 'rating_scale_score', () => 1);
      return { by: 'score', groups: scores.toSorted((one, other) => amount(one.key) - amount(other.key)) };
    }
  }
}

const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

function overTime(
  rows: readonly ReportRow[],
  period: ReportPeriod,
  field: string,
  isUnanswered: (row: ReportRow) => boolean,
): Grouped {
  const isOneDay = period.from === period.until;
  // `2025-04-28 14:16:46`
  const keyOf = (row: ReportRow) => (row[field] ?? '').slice(...(isOneDay ? [11, 13] : [0, 10]));
  const known = Map.groupBy(rows, keyOf);
  const groups = (isOneDay ? hours : daysOf(period)).map((key) => {
    const own = known.get(key) ?? [];
    return { key, count: own.length, unanswered: own.filter(isUnanswered).length };
  });
  return { by: isOneDay ? 'hour' : 'day', groups };
}

function largest(
  rows: readonly ReportRow[],
  field: string,
  countOf: (row: ReportRow) => number,
): readonly Group[] {
  return [...Map.groupBy(rows, (row) => row[field] ?? '')]
    .map(([key, own]) => ({ key, count: own.reduce((sum, row) => sum + countOf(row), 0), unanswered: 0 }))
    .toSorted((one, other) => other.count - one.count)
    .slice(0, mostGroups);
}

/** A number about a whole report. */
export interface Figure {
  readonly id:
    | 'requests'
    | 'answered'
    | 'newClients'
    | 'reaction'
    | 'replies'
    | 'messages'
    | 'operators'
    | 'events'
    | 'ratings'
    | 'average'
    | 'clicks'
    | 'clients';
  readonly value: number;
  readonly kind: 'number' | 'seconds' | 'score';
}

/** The numbers that say most about a report. */
export function figuresOf(report: Report, rows: readonly ReportRow[]): readonly Figure[] {
  const count = (id: Figure['id'], value: number): Figure => ({ id, value, kind: 'number' });
  const distinct = (field: string) => new Set(rows.flatMap((row) => row[field] || [])).size;
  const sum = (field: string) => rows.reduce((all, row) => all + amount(row[field]), 0);
  const reaction = medianOf(rows, 'reaction_time');
  const reactions: readonly Figure[] =
    reaction === undefined ? [] : [{ id: 'reaction', value: reaction, kind: 'seconds' }];
  switch (report) {
    case 'request_stats':
      return [
        count('requests', rows.length),
        count('answered', rows.filter(({ reply_start }) => reply_start).length),
        count('newClients', rows.filter(({ client_is_new }) => client_is_new === 'true').length),
        ...reactions,
      ];
    case 'operator_replies':
      return [count('replies', rows.length), count('operators', distinct('operator_name')), ...reactions];
    case 'operator_stats':
      return [
        count('operators', distinct('operator_name')),
        count('requests', sum('requests')),
        count('messages', sum('messages')),
      ];
    case 'operator_events':
      return [count('events', rows.length), count('operators', distinct('operator_name'))];
    case 'web_analytics':
      return [count('clicks', rows.length), count('clients', distinct('client_id'))];
    case 'rating':
      return [
        count('ratings', rows.length),
        { id: 'average', value: sum('rating_scale_score') / Math.max(1, rows.length), kind: 'score' },
      ];
  }
}

/** The middle one of the numbers in a field; undefined where there are none. */
function medianOf(rows: readonly ReportRow[], field: string): number | undefined {
  const values = rows
    .flatMap((row) => (row[field] ? [amount(row[field])] : []))
    .toSorted((one, other) => one - other);
  return values[Math.floor((values.length - 1) / 2)];
}
