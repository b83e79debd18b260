import type { Database, Value } from '../../lib/database.ts';
import type { Caller } from '../caller.ts';
import { filterEnd, filterStart } from '../clock.ts';

export interface MeetingFilter {
  readonly limit: number;
  readonly offset: number;
  readonly order: 'asc' | 'desc';
  readonly dateStart: string | undefined;
  readonly dateEnd: string | undefined;
  readonly statuses: readonly string[];
}

interface ListRow {
  id: string;
  userId: number;
  userUuid: string;
  name: string;
  status: string;
  summary_quality_flag: number;
  locale: string;
  createdAt: string;
  updatedAt: string;
}

/** The part of the query that says which meetings: an index range, whoever asks. */
function selection(caller: Caller, organisationId: number, filter: MeetingFilter) {
  const isUser = caller.kind === 'user';
  const values: Value[] = [organisationId];
  const conditions = ['m.organisation_id = ?'];
  if (isUser) {
    conditions.push('r.user_id = ?');
    values.push(caller.user.id);
  }
  const created = isUser ? 'r.created_at' : 'm.created_at';
  if (filter.dateStart !== undefined) {
    conditions.push(`${created} >= ?`);
    values.push(filterStart(filter.dateStart));
  }
  if (filter.dateEnd !== undefined) {
    conditions.push(`${created} <= ?`);
    values.push(filterEnd(filter.dateEnd));
  }
  if (filter.statuses.length > 0) {
    conditions.push('m.status IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(filter.statuses));
  }
  const from = isUser
    ? 'meeting_readers r CROSS JOIN meetings m ON m.id = r.meeting_id'
    : 'meetings m INDEXED BY meetings_organisation';
  return { from: `${from} WHERE ${conditions.join(' AND ')}`, created, values };
}

/** Returns a page of the meetings that the caller may see, newest first by default, and their total. */
export function listMeetings(
  database: Database,
  caller: Caller,
  organisationId: number,
  filter: MeetingFilter,
) {
  const { from, created, values } = selection(caller, organisationId, filter);
  const total =
    database.get<{ total: number }>(`SELECT count(*) AS total FROM ${from}`, ...values)?.total ?? 0;
  const direction = filter.order === 'asc' ? 'ASC' : 'DESC';
  // The page is cut on the index alone; names and owners are read for its rows only.
  const rows = database.all<ListRow>(
    `WITH page AS MATERIALIZED (
       SELECT m.id, ${created} AS at FROM ${from} ORDER BY at ${direction}, m.id ${direction} LIMIT ? OFFSET ?
     ) SELECT m.uuid AS id, m.user_id AS userId, u.uuid AS userUuid, m.name, m.status, m.summary_quality_flag,
       m.locale, m.created_at AS createdAt, m.updated_at AS updatedAt
     FROM page JOIN meetings m ON m.id = page.id JOIN users u ON u.id = m.user_id
     ORDER BY page.at ${direction}, page.id ${direction}`,
    ...values,
    filter.limit,
    filter.offset,
  );
  return {
    total,
    meetings: rows.map((row) => ({ ...row, summary_quality_flag: row.summary_quality_flag === 1 })),
  };
}
