import type { Report, ReportRow } from '#src/api/chat2desk/administration/statistics.ts';

/** Fields of reports that the table shows; the file has all. */
export const shownFields = {
  request_stats: [
    'request_id',
    'client',
    'request_start',
    'operator_name',
    'channel_name',
    'reaction_time',
    'incoming_messages',
    'outgoing_messages',
  ],
  operator_replies: [
    'request_id',
    'operator_name',
    'client',
    'channel_name',
    'reply_start',
    'reaction_time',
    'outgoing_messages',
  ],
  operator_stats: [
    'operator_name',
    'date',
    'channel_name',
    'transport',
    'requests',
    'requests_took_part',
    'messages',
    'clients',
  ],
  operator_events: ['operator_name', 'event', 'created_at', 'dialog_id', 'operator_groups'],
  rating: ['client', 'operator_name', 'rating_scale_score', 'rating_text', 'channel_name', 'created_at'],
  web_analytics: ['client_id', 'click_time', 'url', 'utm_source', 'utm_medium', 'utm_campaign'],
} as const satisfies Readonly<Record<Report, readonly string[]>>;

export type ShownField = (typeof shownFields)[Report][number];

export type FieldKind = 'text' | 'number' | 'seconds' | 'time' | 'instant' | 'day' | 'conversation';

const kinds: Readonly<Partial<Record<ShownField, FieldKind>>> = {
  request_start: 'time',
  reply_start: 'time',
  created_at: 'time',
  click_time: 'instant',
  date: 'day',
  reaction_time: 'seconds',
  incoming_messages: 'number',
  outgoing_messages: 'number',
  requests: 'number',
  requests_took_part: 'number',
  messages: 'number',
  clients: 'number',
  rating_scale_score: 'number',
  dialog_id: 'conversation',
};

export const kindOf = (field: ShownField): FieldKind => kinds[field] ?? 'text';

/** What a row says in a field. A client goes by the name that the company gave, then their own, then the number. */
export function cellOf(row: ReportRow, field: ShownField): string {
  if (field !== 'client') return row[field] ?? '';
  return row.assigned_name || row.client_name || row.phone || row.client_id || '';
}

/** All fields of some rows, in the order in which they first appear. */
export const fieldsOf = (rows: readonly ReportRow[]): readonly string[] => [
  ...new Set(rows.flatMap((row) => Object.keys(row))),
];

/** A duration in its two largest units. @param seconds */
export function durationOf(
  seconds: number,
): readonly { readonly amount: number; readonly unit: 'day' | 'hour' | 'minute' | 'second' }[] {
  const sizes = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  let rest = Math.max(0, Math.round(seconds));
  const parts = sizes.map(([unit, size]) => {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    return { amount, unit };
  });
  const first = parts.findIndex(({ amount }) => amount > 0);
  if (first === -1) return parts.slice(-1);
  return parts.slice(first, first + 2).filter(({ amount }) => amount > 0);
}
