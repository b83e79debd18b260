import { randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Delivery } from '#contract/gateway/push.ts';
import type { SystemId } from '#contract/system.ts';
import { direct } from '../../data/direct.ts';
import { openPrivateDatabase } from '../../data/private-files.ts';
import { query } from '../../data/query.ts';
import { type SealedDatabase, sealedTable } from '../sessions/seal-again.ts';
import type { Seal } from '../sessions/sealed.ts';
import { type Heard, isLate, rankOf } from './order.ts';
import { columns, type DeliveryRow, instant, makePushTables, ownSystem, toDelivery } from './push-schema.ts';
import type { Origin, ReadDelivery } from './read-delivery.ts';

export type DeliveryResult = Delivery['result'];

/** Something that pages may have to be informed of. */
export interface PushEvent {
  /** Counts up, never repeating. */
  readonly id: number;
  /** Undefined: Claritalk. */
  readonly origin: Origin | undefined;
  /** The event of the webhook. */
  readonly event: string;
  /** `meeting`, `user`, or a thing of another system. */
  readonly about: string;
  /** Its id. */
  readonly subject: string;
}

interface EventRow {
  id: number;
  event: string;
  about: string;
  subject: string;
  system: SystemId | typeof ownSystem;
  organisation: string;
}

/** What is kept of each system and organisation, and for how long. */
export interface PushLimits {
  readonly deliveries: number;
  readonly days: number;
  /** Bytes of all reports together. */
  readonly reportBytes: number;
}

export interface Received {
  readonly delivery: number;
  readonly result: DeliveryResult | 'repeated';
  /** Undefined when nobody is to be informed. */
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

/** Deliveries of webhooks and the events derived from them. Several gateways could share another implementation. */
export interface PushStore {
  /** Name of this sequence of events: another sequence's ids mean nothing here. */
  readonly epoch: string;
  /** Stores a delivery and its event on disk before returning. */
  receive(delivery: ReadDelivery): Received;
  /** Has a delivery of Claritalk's told again, by its id. Undefined: not kept. `event` is undefined when it names nothing. */
  process(id: number, by: string): { delivery: Delivery; event: PushEvent | undefined } | undefined;
  /** Deliveries of Claritalk's; so is what `find` finds. */
  list(filter: DeliveryFilter): Delivery[];
  find(id: number): { delivery: Delivery; payload: string | undefined } | undefined;
  /** When the newest delivery came, ISO 8601; of Claritalk's where no origin is given. */
  lastAt(origin?: Origin): string | undefined;
  /** Deletes what came from a connection that is gone. */
  forget(origin: Origin): void;
  report(meetingId: string): StoredReport | undefined;
  /** The PDF; undefined when there is none or it can no longer be decrypted. */
  reportContent(meetingId: string): Buffer | undefined;
  /** Id of the newest event; 0 before the first. */
  lastEvent(): number;
  /**
   * Events after an id, the oldest first; of the same kind about the same thing only the latest. Undefined when some
   * are no longer kept, or there are too many.
   */
  eventsAfter(id: number, most: number): PushEvent[] | undefined;
  /** Returns the events of the last `ms`. */
  eventsWithin(ms: number, most: number): PushEvent[] | undefined;
  /** Deletes what exceeds the limits. */
  sweep(): void;
  readonly sealed: SealedDatabase;
  close(): void;
}

const hourMs = 60 * 60 * 1000;
/** A delivery that claims to be older than this is not news; a newer one can be distinguished from a repeat. */
const newsMs = 24 * hourMs;
/** How fast the sender's clock may be. */
const clockMs = 10 * 60 * 1000;
const rememberedMs = newsMs + clockMs + hourMs;
const keptEvents = 50_000;

/** Larger than any body ever accepted. */
const maxPayloadBytes = 64 * 1024 * 1024;

/** Claritalk's times are no more precise. */
const wholeSecond = (ms: number) => Math.floor(ms / 1000) * 1000;

/** The digest that a payload is sealed to is stored before it. */
const digestBytes = 32;
const payloadContext = (fingerprint: string) => `payload ${fingerprint}`;
const fingerprintOf = (stored: Uint8Array) => Buffer.from(stored.subarray(0, digestBytes)).toString('hex');
const reportContext = (meeting: string) => `report ${meeting}`;

const sealedPayloads = sealedTable<{ payload: Uint8Array }>({
  name: 'deliveries',
  order: 'rowid',
  columns: { payload: ({ payload }) => payloadContext(fingerprintOf(payload)) },
  prefixBytes: digestBytes,
});
const sealedReports = sealedTable<{ meeting: string; content: Uint8Array }>({
  name: 'reports',
  order: 'meeting',
  columns: { content: ({ meeting }) => reportContext(meeting) },
});

/**
 * Deliveries in SQLite; payloads and reports are compressed and encrypted.
 *
 * @param file path of the database, created if missing.
 * @param now clock in ms since the epoch.
 */
export function openPushStore(
  file: string,
  seal: Seal,
  limits: PushLimits,
  now: () => number = Date.now,
): PushStore {
  const database = openPrivateDatabase(file);
  // FULL: what got a 2xx is on disk, whatever happens to the process or the machine.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
  makePushTables(database);
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
    `INSERT INTO deliveries (at, event, sent_at, about, subject, status, result, bytes, system, organisation, report, payload)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertFingerprint = sql('INSERT INTO fingerprints VALUES (?, ?, ?)');
  const selectHeard = read<Heard>('SELECT at, rank FROM heard WHERE subject = ?');
  const upsertHeard = sql('INSERT OR REPLACE INTO heard VALUES (?, ?, ?)');
  const insertEvent = sql(
    'INSERT INTO events (at, event, about, subject, system, organisation) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const upsertReport = sql(
    `INSERT INTO reports (meeting, at, sent_at, filename, bytes, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
     ON CONFLICT (meeting) DO UPDATE SET at = ?2, sent_at = ?3, filename = ?4, bytes = ?5, content = ?6
     WHERE sent_at <= ?3`,
  );
  const selectList = read<DeliveryRow>(
    `SELECT ${columns} FROM deliveries
     WHERE system = '${ownSystem}' AND (?1 IS NULL OR id < ?1) AND (?2 IS NULL OR event = ?2) AND (?3 IS NULL OR result = ?3)
     ORDER BY id DESC LIMIT ?4`,
  );
  const selectOne = read<DeliveryRow>(
    `SELECT ${columns} FROM deliveries WHERE id = ? AND system = '${ownSystem}'`,
  );
  const selectLast = read<{ at: number }>(
    'SELECT at FROM deliveries WHERE system = ? AND organisation = ? ORDER BY id DESC LIMIT 1',
  );
  const selectPlaces = read<{ system: string; organisation: string }>(
    'SELECT DISTINCT system, organisation FROM deliveries',
  );
  const deleteBeyond = sql(
    `DELETE FROM deliveries WHERE system = ?1 AND organisation = ?2 AND id <= coalesce((
       SELECT id FROM deliveries WHERE system = ?1 AND organisation = ?2 ORDER BY id DESC LIMIT 1 OFFSET ?3), 0)`,
  );
  const selectPayload = read<{ payload: Uint8Array }>('SELECT payload FROM deliveries WHERE id = ?');
  const markProcessed = sql(
    `UPDATE deliveries SET processed_at = ?, processed_by = ?, result = 'announced' WHERE id = ?`,
  );
  const selectReport = read<StoredReport>(
    'SELECT filename, bytes, sent_at AS sentAt FROM reports WHERE meeting = ?',
  );
  const selectContent = read<{ content: Uint8Array }>('SELECT content FROM reports WHERE meeting = ?');
  const selectRange = read<{ first: number | null }>('SELECT min(id) AS first, max(id) AS last FROM events');
  // A page would ask for the same thing again and again.
  const selectEvents = read<EventRow>(
    `SELECT max(id) AS id, event, about, subject, system, organisation FROM events WHERE id > ?
     GROUP BY event, about, subject, system, organisation ORDER BY 1 LIMIT ?`,
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

  function addEvent(
    given: Pick<ReadDelivery, 'origin' | 'event' | 'about'>,
    subject: string | null | undefined,
  ) {
    const { origin, event, about } = given;
    if (about === 'unknown' || subject === null || subject === undefined) return undefined;
    const { lastInsertRowid } = insertEvent.run(now(), event, about, subject, ...placeOf(origin));
    return { id: Number(lastInsertRowid), origin, event, about, subject } satisfies PushEvent;
  }

  function judge(delivery: ReadDelivery, at: number): DeliveryResult {
    const { about, subject, event, status, sentAt } = delivery;
    if (about === 'unknown' || subject === undefined) return 'unknown';
    if (sentAt !== undefined && sentAt < at - newsMs) return 'old';
    if (about === 'user' || delivery.origin) return 'announced';
    // A fast clock must not make everything that follows look late.
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
      ...placeOf(delivery.origin),
    ] as const;
    // What a payload is sealed to: its id is not known before it is written.
    const sealed = seal.close(deflateRawSync(payload), payloadContext(delivery.fingerprint));
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
    return events.length > most ? undefined : events.map(toEvent);
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
          const content = seal.close(report.content, reportContext(subject));
          upsertReport.run(
            subject,
            at,
            // A fast clock must not keep out every later report.
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
          event: announced ? addEvent(delivery, subject) : undefined,
        };
      }),
    process: (id, by) =>
      transaction(() => {
        const row = selectOne.get(id);
        if (!row) return undefined;
        const event = addEvent({ ...row, origin: undefined }, row.subject);
        if (event) markProcessed.run(now(), by, id);
        return { delivery: toDelivery(selectOne.get(id) ?? row), event };
      }),
    list: ({ before, limit, event, result }) =>
      selectList.all(before ?? null, event ?? null, result ?? null, limit).map(toDelivery),
    find(id) {
      const row = selectOne.get(id);
      const stored = row && selectPayload.get(id)?.payload;
      if (!stored) return undefined;
      const packed = seal.openBytes(stored.subarray(digestBytes), payloadContext(fingerprintOf(stored)));
      return {
        delivery: toDelivery(row),
        payload: packed && inflateRawSync(packed, { maxOutputLength: maxPayloadBytes }).toString('utf8'),
      };
    },
    lastAt(origin) {
      const newest = selectLast.get(...placeOf(origin));
      return newest && instant(newest.at);
    },
    forget: (origin) =>
      transaction(() => {
        for (const table of ['deliveries', 'events']) {
          sql(`DELETE FROM ${table} WHERE system = ? AND organisation = ?`).run(...placeOf(origin));
        }
      }),
    report: (meetingId) => selectReport.get(meetingId.toLowerCase()),
    reportContent(meetingId) {
      const meeting = meetingId.toLowerCase();
      const stored = selectContent.get(meeting)?.content;
      return stored && seal.openBytes(stored, reportContext(meeting));
    },
    lastEvent,
    eventsAfter,
    eventsWithin(ms, most) {
      const before = selectBefore.get(now() - ms)?.id;
      if (typeof before === 'number') return eventsAfter(before, most);
      const events = selectEvents.all(0, most + 1);
      return events.length > most ? undefined : events.map(toEvent);
    },
    sweep: () =>
      transaction(() => {
        const at = now();
        const oldest = at - limits.days * 24 * hourMs;
        sql('DELETE FROM deliveries WHERE at < ?').run(oldest);
        for (const { system, organisation } of selectPlaces.all()) {
          deleteBeyond.run(system, organisation, limits.deliveries);
        }
        sql(
          'DELETE FROM reports WHERE at < ?1 OR at < coalesce((SELECT at FROM reports ORDER BY at DESC LIMIT 1 OFFSET ?2), 0)',
        ).run(oldest, Math.max(0, limits.deliveries - 1));
        sql(
          `DELETE FROM reports WHERE meeting IN (SELECT meeting FROM (
             SELECT meeting, sum(bytes) OVER (ORDER BY at DESC, meeting) AS total FROM reports) WHERE total > ?)`,
        ).run(limits.reportBytes);
        sql('DELETE FROM fingerprints WHERE at < ?').run(at - rememberedMs);
        sql('DELETE FROM heard WHERE at < ?').run(at - rememberedMs);
        sql('DELETE FROM events WHERE at < ? OR id <= ?').run(at - newsMs, lastEvent() - keptEvents);
      }),
    sealed: { database: direct('push', database), seal, tables: [sealedPayloads, sealedReports] },
    close: () => database.close(),
  };
}

/** The columns `system` and `organisation`. */
const placeOf = (origin: Origin | undefined) =>
  [origin?.system ?? ownSystem, origin?.organisation ?? ''] as const;

const toEvent = ({ system, organisation, ...event }: EventRow): PushEvent => ({
  ...event,
  origin: system === ownSystem ? undefined : { system, organisation },
});
