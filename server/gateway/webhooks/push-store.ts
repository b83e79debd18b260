import { randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Delivery } from '#contract/gateway/push.ts';
import { openPrivateDatabase } from '../../data/private-files.ts';
import { query } from '../../data/query.ts';
import type { Seal } from '../sessions/sealed.ts';
import { type Heard, isLate, rankOf } from './order.ts';
import { columns, type DeliveryRow, instant, schema, toDelivery } from './push-schema.ts';
import type { ReadDelivery } from './read-delivery.ts';

export type DeliveryResult = Delivery['result'];

/** Something that pages may have to hear of. */
export interface PushEvent {
  /** Counts up, never twice the same. */
  readonly id: number;
  /** The event of the webhook. */
  readonly event: string;
  readonly about: 'meeting' | 'user';
  readonly subject: string;
}

/** What is kept, and for how long. */
export interface PushLimits {
  readonly deliveries: number;
  readonly days: number;
  /** Bytes of all reports together. */
  readonly reportBytes: number;
}

export interface Received {
  readonly delivery: number;
  readonly result: DeliveryResult | 'repeated';
  /** Undefined when nobody is to be told. */
  readonly event: PushEvent | undefined;
}

export interface StoredReport {
  readonly filename: string;
  readonly bytes: number;
  readonly sentAt: number;
}

export interface DeliveryFilter {
  readonly before?: number | undefined;
  readonly limit: number;
  readonly event?: string | undefined;
  readonly result?: DeliveryResult | undefined;
}

/** Deliveries of webhooks and the events made of them. Several gateways could share another implementation. */
export interface PushStore {
  /** Name of this sequence of events: ids of another one mean nothing here. */
  readonly epoch: string;
  /** Keeps a delivery and its event, on the disk before it returns. */
  receive(delivery: ReadDelivery): Received;
  /** Has a delivery told again, by its id. Undefined: not kept. `event` is undefined when it names nothing. */
  process(id: number, by: string): { delivery: Delivery; event: PushEvent | undefined } | undefined;
  list(filter: DeliveryFilter): Delivery[];
  find(id: number): { delivery: Delivery; payload: string | undefined } | undefined;
  lastAt(): string | undefined;
  report(meetingId: string): StoredReport | undefined;
  /** The PDF; undefined when there is none or it cannot be decrypted any more. */
  reportContent(meetingId: string): Buffer | undefined;
  /** Id of the newest event; 0 before the first. */
  lastEvent(): number;
  /** Events after an id, the oldest first; undefined when some of them are not kept any more, or too many. */
  eventsAfter(id: number, most: number): PushEvent[] | undefined;
  /** Events of the last so many ms. */
  eventsWithin(ms: number, most: number): PushEvent[] | undefined;
  /** Deletes what is beyond the limits. */
  sweep(): void;
  close(): void;
}

const hourMs = 60 * 60 * 1000;
/** A delivery that says to be older than this is not news; a younger one is told from a repetition. */
const newsMs = 24 * hourMs;
/** How far the sender's clock may be ahead. */
const clockMs = 10 * 60 * 1000;
const rememberedMs = newsMs + clockMs + hourMs;
const keptEvents = 10_000;

/** Larger than any body that was ever taken. */
const maxPayloadBytes = 64 * 1024 * 1024;

/** Claritalk's times are no finer. */
const wholeSecond = (ms: number) => Math.floor(ms / 1000) * 1000;

/**
 * Deliveries in SQLite; payloads and reports are compressed and encrypted.
 *
 * @param file path of the database, made when missing.
 * @param now clock in ms since the epoch.
 */
export function openPushStore(
  file: string,
  seal: Seal,
  limits: PushLimits,
  now: () => number = Date.now,
): PushStore {
  const database = openPrivateDatabase(file);
  // FULL: what was answered with 2xx is on the disk, whatever happens to the process or the machine.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
  database.exec(schema);
  const sql = (text: string) => database.prepare(text);
  const read = <Row>(text: string) => query<Row>(sql(text));

  sql(`INSERT OR IGNORE INTO facts VALUES ('epoch', ?)`).run(
    randomBytes(6).toString('base64url').replace(/-/g, '_'),
  );
  const epoch = read<{ value: string }>(`SELECT value FROM facts WHERE name = 'epoch'`).get()?.value ?? '';

  const selectRepeated = read<{ delivery_id: number }>(
    'SELECT delivery_id FROM fingerprints WHERE fingerprint = ?',
  );
  const countRepeat = sql('UPDATE deliveries SET repeats = repeats + 1 WHERE id = ?');
  const insertDelivery = sql(
    `INSERT INTO deliveries (at, event, sent_at, about, subject, status, result, bytes, report, payload)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertFingerprint = sql('INSERT INTO fingerprints VALUES (?, ?, ?)');
  const selectHeard = read<Heard>('SELECT at, rank FROM heard WHERE subject = ?');
  const upsertHeard = sql('INSERT OR REPLACE INTO heard VALUES (?, ?, ?)');
  const insertEvent = sql('INSERT INTO events (at, event, about, subject) VALUES (?, ?, ?, ?)');
  const upsertReport = sql(
    `INSERT INTO reports (meeting, at, sent_at, filename, bytes, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
     ON CONFLICT (meeting) DO UPDATE SET at = ?2, sent_at = ?3, filename = ?4, bytes = ?5, content = ?6
     WHERE sent_at <= ?3`,
  );
  const selectList = read<DeliveryRow>(
    `SELECT ${columns} FROM deliveries
     WHERE (?1 IS NULL OR id < ?1) AND (?2 IS NULL OR event = ?2) AND (?3 IS NULL OR result = ?3)
     ORDER BY id DESC LIMIT ?4`,
  );
  const selectOne = read<DeliveryRow>(`SELECT ${columns} FROM deliveries WHERE id = ?`);
  const selectPayload = read<{ payload: Uint8Array }>('SELECT payload FROM deliveries WHERE id = ?');
  const markProcessed = sql(
    `UPDATE deliveries SET processed_at = ?, processed_by = ?, result = 'announced' WHERE id = ?`,
  );
  const selectReport = read<StoredReport>(
    'SELECT filename, bytes, sent_at AS sentAt FROM reports WHERE meeting = ?',
  );
  const selectContent = read<{ content: Uint8Array }>('SELECT content FROM reports WHERE meeting = ?');
  const selectRange = read<{ first: number | null }>('SELECT min(id) AS first, max(id) AS last FROM events');
  const selectEvents = read<PushEvent>(
    'SELECT id, event, about, subject FROM events WHERE id > ? ORDER BY id LIMIT ?',
  );
  const selectBefore = read<{ id: number | null }>('SELECT max(id) AS id FROM events WHERE at <= ?');
  const sequence = read<{ seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'events'`);

  function transaction<T>(task: () => T): T {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = task();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  }

  function addEvent(event: string, about: ReadDelivery['about'], subject: string | null | undefined) {
    if (about === 'unknown' || subject === null || subject === undefined) return undefined;
    const id = Number(insertEvent.run(now(), event, about, subject).lastInsertRowid);
    return { id, event, about, subject } satisfies PushEvent;
  }

  function judge(delivery: ReadDelivery, at: number): DeliveryResult {
    const { about, subject, event, status, sentAt } = delivery;
    if (about === 'unknown' || subject === undefined) return 'unknown';
    if (sentAt !== undefined && sentAt < at - newsMs) return 'old';
    if (about === 'user') return 'announced';
    // A clock that is ahead must not make everything that follows look late.
    const news = { at: wholeSecond(Math.min(sentAt ?? at, at)), rank: rankOf(event, status) };
    if (isLate(news, selectHeard.get(subject))) return 'late';
    upsertHeard.run(subject, news.at, news.rank);
    return 'announced';
  }

  function keep(delivery: ReadDelivery, result: DeliveryResult, at: number): number {
    const { event, sentAt, about, subject, status, bytes, report, payload } = delivery;
    const values = [
      at,
      event,
      sentAt ?? null,
      about,
      subject ?? null,
      status ?? null,
      result,
      bytes,
    ] as const;
    // What a payload is sealed to: the id is not known before it is written.
    const sealed = seal.close(deflateRawSync(payload), `payload ${delivery.fingerprint}`);
    const body = Buffer.concat([Buffer.from(delivery.fingerprint, 'hex'), sealed]);
    return Number(insertDelivery.run(...values, report ? 1 : 0, body).lastInsertRowid);
  }

  const lastEvent = () => sequence.get()?.seq ?? 0;

  function eventsAfter(id: number, most: number): PushEvent[] | undefined {
    const last = lastEvent();
    if (id > last) return undefined;
    const first = selectRange.get()?.first ?? last + 1;
    if (id + 1 < first) return undefined;
    const events = selectEvents.all(id, most + 1);
    return events.length > most ? undefined : events.map((event) => ({ ...event }));
  }

  return {
    epoch,
    receive: (delivery) =>
      transaction(() => {
        const at = now();
        const repeated = selectRepeated.get(delivery.fingerprint);
        if (repeated) {
          countRepeat.run(repeated.delivery_id);
          return { delivery: repeated.delivery_id, result: 'repeated', event: undefined };
        }
        const result = judge(delivery, at);
        const id = keep(delivery, result, at);
        insertFingerprint.run(delivery.fingerprint, at, id);
        const { report, subject } = delivery;
        if (report && subject !== undefined) {
          const content = seal.close(report.content, `report ${subject}`);
          upsertReport.run(
            subject,
            at,
            // A clock that is ahead must not keep out every later report.
            wholeSecond(Math.min(delivery.sentAt ?? at, at)),
            report.filename,
            report.content.length,
            content,
          );
        }
        const announced = result === 'announced';
        return {
          delivery: id,
          result,
          event: announced ? addEvent(delivery.event, delivery.about, subject) : undefined,
        };
      }),
    process: (id, by) =>
      transaction(() => {
        const row = selectOne.get(id);
        if (!row) return undefined;
        const event = addEvent(row.event, row.about, row.subject);
        if (event) markProcessed.run(now(), by, id);
        return { delivery: toDelivery(selectOne.get(id) ?? row), event };
      }),
    list: ({ before, limit, event, result }) =>
      selectList.all(before ?? null, event ?? null, result ?? null, limit).map(toDelivery),
    find(id) {
      const row = selectOne.get(id);
      const stored = selectPayload.get(id)?.payload;
      if (!row || !stored) return undefined;
      const fingerprint = Buffer.from(stored.subarray(0, 32)).toString('hex');
      const packed = seal.openBytes(stored.subarray(32), `payload ${fingerprint}`);
      return {
        delivery: toDelivery(row),
        payload: packed && inflateRawSync(packed, { maxOutputLength: maxPayloadBytes }).toString('utf8'),
      };
    },
    lastAt() {
      const [newest] = selectList.all(null, null, null, 1);
      return newest && instant(newest.at);
    },
    report: (meetingId) => selectReport.get(meetingId.toLowerCase()),
    reportContent(meetingId) {
      const meeting = meetingId.toLowerCase();
      const stored = selectContent.get(meeting)?.content;
      return stored && seal.openBytes(stored, `report ${meeting}`);
    },
    lastEvent,
    eventsAfter,
    eventsWithin(ms, most) {
      const before = selectBefore.get(now() - ms)?.id;
      if (typeof before === 'number') return eventsAfter(before, most);
      const events = selectEvents.all(0, most + 1);
      return events.length > most ? undefined : events.map((event) => ({ ...event }));
    },
    sweep: () =>
      transaction(() => {
        const at = now();
        const oldest = at - limits.days * 24 * hourMs;
        const beyond = (table: string, most: number) =>
          sql(
            `DELETE FROM ${table} WHERE at < ?1 OR at < coalesce((SELECT at FROM ${table} ORDER BY at DESC LIMIT 1 OFFSET ?2), 0)`,
          ).run(oldest, Math.max(0, most - 1));
        beyond('deliveries', limits.deliveries);
        beyond('reports', limits.deliveries);
        sql(
          `DELETE FROM reports WHERE meeting IN (SELECT meeting FROM (
             SELECT meeting, sum(bytes) OVER (ORDER BY at DESC, meeting) AS total FROM reports) WHERE total > ?)`,
        ).run(limits.reportBytes);
        sql('DELETE FROM fingerprints WHERE at < ?').run(at - rememberedMs);
        sql('DELETE FROM heard WHERE at < ?').run(at - rememberedMs);
        sql('DELETE FROM events WHERE at < ? OR id <= ?').run(at - newsMs, lastEvent() - keptEvents);
      }),
    close: () => database.close(),
  };
}
