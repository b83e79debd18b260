import * as v from 'valibot';
import * as contract from '#contract/chat2desk/company.ts';
import type { statisticsReports } from '#contract/chat2desk/enumerations.ts';
import type { Database } from '../../lib/database.ts';
import { handle } from '../handler.ts';
import { fieldsColumn } from '../store/clients.ts';
import { pageOf } from '../store/lists.ts';
import { companyDay, companyTime, endOfDay, startOfDay } from '../values/times.ts';
import { notBought } from '../web/errors.ts';

interface Days {
  readonly from: number;
  readonly to: number;
  readonly day: string;
}

/** A request with everything that reports say about it, as a query; numbers and times where there are any. */
const requestRows = `
  SELECT r.id AS request_id, r.created, r.closed, r.starter, r.transport, r.operator_id, c.id AS client_id,
    c.name AS client_name, c.assigned_name, c.phone, c.comment, c.custom_fields, c.created AS client_created,
    ch.id AS channel_id, ch.name AS channel_name, ch.phone AS channel_phone,
    o.first_name || ' ' || o.last_name AS operator_name, a.role AS operator_role,
    (SELECT group_concat(g.name, ', ') FROM operator_group_members m JOIN operator_groups g ON g.id = m.group_id
      WHERE m.operator_id = r.operator_id) AS operator_groups,
    (SELECT group_concat(t.label, ', ') FROM request_tags rt JOIN tags t ON t.id = rt.tag_id
      WHERE rt.request_id = r.id) AS request_tags,
    (SELECT group_concat(t.label, ', ') FROM client_tags ct JOIN tags t ON t.id = ct.tag_id
      WHERE ct.client_id = c.id) AS client_tags,
    (SELECT count(*) FROM messages m WHERE m.request_id = r.id AND m.type = 'from_client') AS incoming,
    (SELECT count(*) FROM messages m WHERE m.request_id = r.id AND m.type = 'to_client') AS outgoing,
    (SELECT min(created) FROM messages m WHERE m.request_id = r.id AND m.type = 'to_client') AS replied,
    (SELECT score FROM ratings WHERE request_id = r.id) AS score
  FROM requests r JOIN clients c ON c.id = r.client_id JOIN channels ch ON ch.id = r.channel_id
    LEFT JOIN operators o ON o.id = r.operator_id LEFT JOIN access_rights a ON a.id = o.access_right_id`;

interface RequestStats {
  readonly request_id: number;
  readonly created: number;
  readonly closed: number | null;
  readonly starter: string;
  readonly transport: string;
  readonly operator_id: number | null;
  readonly client_id: number;
  readonly client_name: string | null;
  readonly assigned_name: string | null;
  readonly phone: string;
  readonly comment: string | null;
  readonly custom_fields: string;
  readonly client_created: number;
  readonly channel_id: number;
  readonly channel_name: string;
  readonly channel_phone: string;
  readonly operator_name: string | null;
  readonly operator_role: string | null;
  readonly operator_groups: string | null;
  readonly request_tags: string | null;
  readonly client_tags: string | null;
  readonly incoming: number;
  readonly outgoing: number;
  readonly replied: number | null;
  readonly score: number | null;
}

const requestsOf = (database: Database, { from, to }: Days): readonly RequestStats[] =>
  database.all(`${requestRows} WHERE r.created >= ? AND r.created < ? ORDER BY r.id`, from, to);

/** In reports, nothing is an empty text. */
const orEmpty = <T>(value: T | null | undefined): T | '' => value ?? '';
const timeOr = (at: number | null) => (at === null ? '' : companyTime(at));
const secondsBetween = (from: number, to: number | null) =>
  to === null ? '' : Math.round((to - from) / 1000);

const clientOf = (row: RequestStats) => ({
  client_id: row.client_id,
  client_name: orEmpty(row.client_name),
  assigned_name: orEmpty(row.assigned_name),
  phone: row.phone,
  transport: row.transport,
  client_comment: orEmpty(row.comment),
  client_custom_fields: JSON.stringify(v.parse(fieldsColumn, row.custom_fields)),
  client_country: '',
  client_region: '',
  client_tags: orEmpty(row.client_tags),
});
const channelOf = (row: RequestStats) => ({
  channel_id: row.channel_id,
  channel_name: row.channel_name,
  channel_phone: row.channel_phone,
});
const operatorOf = (row: RequestStats) => ({
  operator_id: orEmpty(row.operator_id),
  operator_name: orEmpty(row.operator_name),
  operator_role: orEmpty(row.operator_role),
});
const timesOf = (row: RequestStats) => ({
  reply_start: timeOr(row.replied),
  reaction_time: secondsBetween(row.created, row.replied),
  working_reaction_time: secondsBetween(row.created, row.replied),
  request_start: companyTime(row.created),
  request_end: timeOr(row.closed),
  request_time: secondsBetween(row.created, row.closed),
  working_request_time: secondsBetween(row.created, row.closed),
  request_start_mode: 'online',
  request_terminator: row.closed === null ? '' : 'operator',
});
const countsOf = (row: RequestStats) => ({
  incoming_messages: row.incoming,
  outgoing_messages: row.outgoing,
  incoming_menu_messages: 0,
  outgoing_menu_messages: 0,
});
const isNew = (row: RequestStats) => String(companyDay(row.client_created) === companyDay(row.created));

const requestStats = (database: Database, days: Days) =>
  requestsOf(database, days).map((row) => ({
    request_id: row.request_id,
    request_tags: orEmpty(row.request_tags),
    request_starter: row.starter,
    ...clientOf(row),
    client_is_new: isNew(row),
    ...channelOf(row),
    ...operatorOf(row),
    ...timesOf(row),
    ...countsOf(row),
    replies: row.outgoing,
    total_replies_time: '',
    average_replies_time: '',
    score_operator_id: row.score === null ? '' : orEmpty(row.operator_id),
    score_operator_name: row.score === null ? '' : orEmpty(row.operator_name),
    rating_scale_name: row.score === null ? '' : 'Stars',
    rating_scale_score: orEmpty(row.score),
    rating_text: orEmpty(row.score && String(row.score)),
  }));

const operatorReplies = (database: Database, days: Days) =>
  requestsOf(database, days)
    .filter(({ outgoing }) => outgoing > 0)
    .map((row) => ({
      request_id: row.request_id,
      request_starter: row.starter,
      request_tags: orEmpty(row.request_tags),
      ...clientOf(row),
      client_is_new: isNew(row),
      ban_status: '',
      ...operatorOf(row),
      operator_groups: orEmpty(row.operator_groups),
      ...channelOf(row),
      ...timesOf(row),
      ...countsOf(row),
    }));

function operatorStats(database: Database, days: Days) {
  const groups = Map.groupBy(
    requestsOf(database, days).filter(({ operator_id }) => operator_id !== null),
    (row) => `${row.operator_id} ${row.channel_id} ${row.transport}`,
  );
  return [...groups.values()].flatMap((rows) => {
    const [row] = rows;
    if (!row) return [];
    return [
      {
        ...operatorOf(row),
        ...channelOf(row),
        transport: row.transport,
        date: days.day,
        requests: rows.length,
        requests_took_part: rows.filter(({ outgoing }) => outgoing > 0).length,
        messages: rows.reduce((sum, { outgoing }) => sum + outgoing, 0),
        clients: new Set(rows.map(({ client_id }) => client_id)).size,
        operator_groups: orEmpty(row.operator_groups),
      },
    ];
  });
}

interface EventRow {
  readonly operator_id: number;
  readonly operator_name: string;
  readonly operator_role: string;
  readonly operator_groups: string | null;
  readonly event: string;
  readonly dialog_id: number | null;
  readonly created: number;
}

const operatorEvents = (database: Database, { from, to }: Days) =>
  database
    .all<EventRow>(
      `SELECT e.operator_id, o.first_name || ' ' || o.last_name AS operator_name, a.role AS operator_role, e.event,
         e.dialog_id, e.created,
         (SELECT group_concat(g.name, ', ') FROM operator_group_members m JOIN operator_groups g ON g.id = m.group_id
           WHERE m.operator_id = o.id) AS operator_groups
       FROM operator_events e JOIN operators o ON o.id = e.operator_id JOIN access_rights a ON a.id = o.access_right_id
       WHERE e.created >= ? AND e.created < ? ORDER BY e.created DESC`,
      from,
      to,
    )
    .map(({ created, ...row }) => ({
      ...row,
      operator_groups: orEmpty(row.operator_groups),
      dialog_id: orEmpty(row.dialog_id),
      created_at: companyTime(created),
      status_duration: '',
    }));

const ratings = (database: Database, { from, to }: Days) =>
  database
    .all<RequestStats & { rating_id: number; rating_text: string; rated: number }>(
      `SELECT q.*, g.id AS rating_id, g.text AS rating_text, g.created AS rated FROM (${requestRows}) q
       JOIN ratings g ON g.request_id = q.request_id WHERE g.created >= ? AND g.created < ? ORDER BY g.id`,
      from,
      to,
    )
    .map((row) => ({
      ...clientOf(row),
      ...operatorOf(row),
      operator_groups: orEmpty(row.operator_groups),
      ...channelOf(row),
      created_at: companyTime(row.rated),
      rating_id: row.rating_id,
      rating_name: 'Satisfaction',
      request_id: row.request_id,
      valuation_request_id: row.request_id,
      rating_scale_id: row.score,
      rating_scale_name: 'Stars',
      rating_scale_score: row.score,
      rating_text: row.rating_text,
    }));

const reports: Readonly<
  Record<(typeof statisticsReports)[number], (database: Database, days: Days) => readonly object[]>
> = {
  request_stats: requestStats,
  operator_replies: operatorReplies,
  operator_stats: operatorStats,
  operator_events: operatorEvents,
  rating: ratings,
};

/** Without `status`, as documented. Today's report is available tomorrow. */
const getStatistics = handle(contract.getStatistics, ({ services: { database, settings }, query }) => {
  if (settings.lacks?.includes('statistics')) throw notBought('Aggregated statistics');
  const day = query.date;
  const isOver = day < companyDay(Date.now());
  const days = { from: startOfDay(day), to: endOfDay(day), day };
  return pageOf(isOver ? reports[query.report](database, days) : [], query);
});

interface ClickRow {
  readonly message_id: number;
  readonly client_id: number;
  readonly url: string;
  readonly source: string;
  readonly campaign: string | null;
  readonly created: number;
}

/** Without `status` too. */
const listWebAnalytics = handle(contract.listWebAnalytics, ({ services: { database, settings }, query }) => {
  if (settings.lacks?.includes('web-analytics')) throw notBought('URL/UTM tracking');
  const [first, second] = query.date_from ?? [];
  const last = query.date_to ?? second;
  const rows = database.all<ClickRow>(
    `SELECT * FROM web_clicks WHERE created >= ? AND created < ?
     ORDER BY created ${query.order === 'desc' ? 'DESC' : 'ASC'}`,
    first === undefined ? 0 : startOfDay(first),
    last === undefined ? Date.now() + 1 : endOfDay(last),
  );
  const clicks = rows.map((row) => ({
    message_id: row.message_id,
    client_id: row.client_id,
    url: row.url,
    click_time: new Date(row.created).toISOString(),
    utm: row.campaign === null ? null : 'utm',
    google_id: null,
    yandex_id: null,
    comagic_id: null,
    utm_source: row.source,
    utm_medium: null,
    utm_campaign: row.campaign,
    utm_content: null,
    utm_term: null,
    utm_custom: '',
    roistat_visit: null,
  }));
  return pageOf(clicks, query);
});

export const statisticsHandlers = [getStatistics, listWebAnalytics];
