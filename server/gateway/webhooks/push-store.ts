import { randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Delivery } from '#contract/gateway/push.ts';
import type { SystemId } from '#contract/system.ts';
import type { Database, Statements } from '../../data/database.ts';
import { type SealedDatabase, sealedTable } from '../sessions/seal-again.ts';
import type { Seal } from '../sessions/sealed.ts';
import { type Heard, isLate, rankOf } from './order.ts';
import { columns, type DeliveryRow, instant, ownSystem, toDelivery } from './push-schema.ts';
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

/** Deliveries of webhooks and the events derived from them, in a store that several gateways may share. */
export interface PushStore {
  /** Name of this sequence of events: another sequence's ids mean nothing here. */
  readonly epoch: string;
  /** Stores a delivery and its event on disk before returning. */
  receive(delivery: ReadDelivery): Promise<Received>;
  /** Has a delivery of Claritalk's told again, by its id. Undefined: not kept. `event` is undefined when it names nothing. */
  process(id: number, by: string): Promise<{ delivery: Delivery; event: PushEvent | undefined } | undefined>;
  /** Deliveries of Claritalk's; so is what `find` finds. */
  list(filter: DeliveryFilter): Promise<Delivery[]>;
  find(id: number): Promise<{ delivery: Delivery; payload: string | undefined } | undefined>;
  /** When the newest delivery came, ISO 8601; of Claritalk's where no origin is given. */
  lastAt(origin?: Origin): Promise<string | undefined>;
  /** Deletes what came from a connection that is gone. */
  forget(origin: Origin): Promise<void>;
  report(meetingId: string): Promise<StoredReport | undefined>;
  /** The PDF; undefined when there is none or it can no longer be decrypted. */
  reportContent(meetingId: string): Promise<Buffer | undefined>;
  /** Id of the newest event; 0 before the first. */
  lastEvent(): Promise<number>;
  /** The next events after an id, in order, whatever they are about. */
  nextEvents(id: number, most: number): Promise<PushEvent[]>;
  /**
   * Events after an id, the oldest first; of the same kind about the same thing only the latest. Undefined when some
   * are no longer kept, or there are too many.
   */
  eventsAfter(id: number, most: number): Promise<PushEvent[] | undefined>;
  /** Returns the events of the last `ms`. */
  eventsWithin(ms: number, most: number): Promise<PushEvent[] | undefined>;
  /** Calls the listener when there may be new events, of whichever gateway. */
  onEvents(listener: () => void): void;
  /** Deletes what exceeds the limits. */
  sweep(): Promise<void>;
  readonly sealed: SealedDatabase;
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
  order: 'id',
  columns: { payload: ({ payload }) => payloadContext(fingerprintOf(payload)) },
  prefixBytes: digestBytes,
});
const sealedReports = sealedTable<{ meeting: string; content: Uint8Array }>({
  name: 'reports',
  order: 'meeting',
  columns: { content: ({ meeting }) => reportContext(meeting) },
});

const sql = {
  epoch: `INSERT INTO facts (name, value) VALUES ('epoch', ?) ON CONFLICT (name) DO NOTHING`,
  readEpoch: `SELECT value FROM facts WHERE name = 'epoch'`,
  repeated: 'SELECT delivery_id FROM fingerprints WHERE fingerprint = ?',
  countRepeat: 'UPDATE deliveries SET repeats = repeats + 1 WHERE id = ?',
  delivery: `INSERT INTO deliveries
      (at, event, sent_at, about, subject, status, result, bytes, system, organisation, report, payload)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
  fingerprint: 'INSERT INTO fingerprints (fingerprint, at, delivery_id) VALUES (?, ?, ?)',
  heard: 'SELECT at, rank FROM heard WHERE subject = ?',
  hear: `INSERT INTO heard (subject, at, rank) VALUES (?, ?, ?)
    ON CONFLICT (subject) DO UPDATE SET at = excluded.at, rank = excluded.rank`,
  nextEvent: 'UPDATE event_counter SET last = last + 1 RETURNING last',
  event: `INSERT INTO events (id, at, event, about, subject, system, organisation) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  report: `INSERT INTO reports (meeting, at, sent_at, filename, bytes, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (meeting) DO UPDATE SET at = ?2, sent_at = ?3, filename = ?4, bytes = ?5, content = ?6
    WHERE reports.sent_at <= ?3`,
  list: `SELECT ${columns} FROM deliveries
    WHERE system = '${ownSystem}' AND (CAST(?1 AS BIGINT) IS NULL OR id < ?1)
      AND (CAST(?2 AS TEXT) IS NULL OR event = ?2) AND (CAST(?3 AS TEXT) IS NULL OR result = ?3)
    ORDER BY id DESC LIMIT ?4`,
  one: `SELECT ${columns} FROM deliveries WHERE id = ? AND system = '${ownSystem}'`,
  payload: `SELECT payload FROM deliveries WHERE id = ? AND system = '${ownSystem}'`,
  last: 'SELECT at FROM deliveries WHERE system = ? AND organisation = ? ORDER BY id DESC LIMIT 1',
  processed: `UPDATE deliveries SET processed_at = ?, processed_by = ?, result = 'announced' WHERE id = ?`,
  storedReport: 'SELECT filename, bytes, sent_at AS "sentAt" FROM reports WHERE meeting = ?',
  content: 'SELECT content FROM reports WHERE meeting = ?',
  range: 'SELECT last, (SELECT min(id) FROM events) AS first FROM event_counter',
  next: 'SELECT id, event, about, subject, system, organisation FROM events WHERE id > ? ORDER BY id LIMIT ?',
  // A page would ask for the same thing again and again.
  events: `SELECT max(id) AS id, event, about, subject, system, organisation FROM events WHERE id > ?
    GROUP BY event, about, subject, system, organisation ORDER BY 1 LIMIT ?`,
  before: 'SELECT max(id) AS id FROM events WHERE at <= ?',
  places: 'SELECT DISTINCT system, organisation FROM deliveries',
  deleteBeyond: `DELETE FROM deliveries WHERE system = ?1 AND organisation = ?2 AND id <= coalesce((
      SELECT id FROM deliveries WHERE system = ?1 AND organisation = ?2 ORDER BY id DESC LIMIT 1 OFFSET ?3), 0)`,
  deleteReports: `DELETE FROM reports
    WHERE at < ?1 OR at < coalesce((SELECT at FROM reports ORDER BY at DESC LIMIT 1 OFFSET ?2), 0)`,
  deleteLarge: `DELETE FROM reports WHERE meeting IN (SELECT meeting FROM (
      SELECT meeting, sum(bytes) OVER (ORDER BY at DESC, meeting) AS total FROM reports) AS sized WHERE total > ?)`,
};

/**
 * Deliveries; payloads and reports are compressed and encrypted.
 *
 * @param database of `pushPlan`.
 * @param now clock in ms since the epoch.
 */
export async function openPushStore(
  database: Database,
  seal: Seal,
  limits: PushLimits,
  now: () => number = Date.now,
): Promise<PushStore> {
  await database.run(sql.epoch, randomBytes(6).toString('base64url').replace(/-/g, '_'));
  const epoch = (await database.one<{ value: string }>(sql.readEpoch))?.value ?? '';

  /** Last in its transaction: until that is saved, nobody else can add one. */
  async function addEvent(
    within: Statements,
    given: Pick<ReadDelivery, 'origin' | 'event' | 'about'>,
    subject: string | null | undefined,
  ): Promise<PushEvent | undefined> {
    const { origin, event, about } = given;
    if (about === 'unknown' || subject === null || subject === undefined) return undefined;
    const id = (await within.one<{ last: number }>(sql.nextEvent))?.last ?? 0;
    await within.run(sql.event, id, now(), event, about, subject, ...placeOf(origin));
    return { id, origin, event, about, subject };
  }

  async function judge(within: Statements, delivery: ReadDelivery, at: number): Promise<DeliveryResult> {
    const { about, subject, event, status, sentAt } = delivery;
    if (about === 'unknown' || subject === undefined) return 'unknown';
    if (sentAt !== undefined && sentAt < at - newsMs) return 'old';
    if (about === 'user' || delivery.origin) return 'announced';
    // A fast clock must not make everything that follows look late.
    const news = { at: wholeSecond(Math.min(sentAt ?? at, at)), rank: rankOf(event, status) };
    if (isLate(news, await within.one<Heard>(sql.heard, subject))) return 'late';
    await within.run(sql.hear, subject, news.at, news.rank);
    return 'announced';
  }

  /** What is stored of it, sealed before anyone waits for it: its id is not known then, so it is sealed to its digest. */
  function contentsOf({ fingerprint, payload, report, subject }: ReadDelivery) {
    const sealed = seal.close(deflateRawSync(payload), payloadContext(fingerprint));
    return {
      body: Buffer.concat([Buffer.from(fingerprint, 'hex'), sealed]),
      report:
        report && subject !== undefined
          ? { ...report, subject, sealed: seal.close(report.content, reportContext(subject)) }
          : undefined,
    };
  }

  async function keep(
    within: Statements,
    delivery: ReadDelivery,
    { body, report }: ReturnType<typeof contentsOf>,
    result: DeliveryResult,
    at: number,
  ): Promise<number> {
    const { event, sentAt = null, about, subject = null, status = null, bytes, fingerprint } = delivery;
    const said = [at, event, sentAt, about, subject, status, result, bytes] as const;
    const values = [...said, ...placeOf(delivery.origin), delivery.report ? 1 : 0, body];
    const id = (await within.one<{ id: number }>(sql.delivery, ...values))?.id ?? 0;
    await within.run(sql.fingerprint, fingerprint, at, id);
    if (report) {
      // A fast clock must not keep out every later report.
      const about = wholeSecond(Math.min(sentAt ?? at, at));
      const stored = [at, about, report.filename, report.content.length, report.sealed] as const;
      await within.run(sql.report, report.subject, ...stored);
    }
    return id;
  }

  /** Who does not hear it reads it a little later. */
  const tell = () => void database.tell().catch(() => undefined);

  const range = async () =>
    (await database.one<{ first: number | null; last: number }>(sql.range)) ?? { first: null, last: 0 };

  async function eventsAfter(id: number, most: number): Promise<PushEvent[] | undefined> {
    const events = await database.all<EventRow>(sql.events, id, most + 1);
    // Read last: what was deleted in the meantime is missing there, too.
    const { first, last } = await range();
    if (id > last || id + 1 < (first ?? last + 1)) return undefined;
    return events.length > most ? undefined : events.map(toEvent);
  }

  return {
    epoch,
    async receive(delivery) {
      const contents = contentsOf(delivery);
      const { fingerprint, subject, origin } = delivery;
      // The same delivery is about the same thing.
      const lock = ['delivery', ...placeOf(origin), subject ?? fingerprint].join(' ');
      const received = await database.transaction(lock, async (within): Promise<Received> => {
        const at = now();
        const repeated = await within.one<{ delivery_id: number }>(sql.repeated, fingerprint);
        if (repeated) {
          await within.run(sql.countRepeat, repeated.delivery_id);
          return { delivery: repeated.delivery_id, result: 'repeated', event: undefined };
        }
        const result = await judge(within, delivery, at);
        const id = await keep(within, delivery, contents, result, at);
        const event = result === 'announced' ? await addEvent(within, delivery, subject) : undefined;
        return { delivery: id, result, event };
      });
      if (received.event) tell();
      return received;
    },
    async process(id, by) {
      const processed = await database.transaction(`delivery ${id}`, async (within) => {
        const row = await within.one<DeliveryRow>(sql.one, id);
        if (!row) return undefined;
        if (row.subject !== null && row.about !== 'unknown') await within.run(sql.processed, now(), by, id);
        const delivery = toDelivery((await within.one<DeliveryRow>(sql.one, id)) ?? row);
        return { delivery, event: await addEvent(within, { ...row, origin: undefined }, row.subject) };
      });
      if (processed?.event) tell();
      return processed;
    },
    async list({ before, limit, event, result }) {
      const rows = await database.all<DeliveryRow>(
        sql.list,
        ...[before ?? null, event ?? null, result ?? null, limit],
      );
      return rows.map(toDelivery);
    },
    async find(id) {
      const row = await database.one<DeliveryRow>(sql.one, id);
      const stored = row && (await database.one<{ payload: Uint8Array }>(sql.payload, id))?.payload;
      if (!stored) return undefined;
      const packed = seal.openBytes(stored.subarray(digestBytes), payloadContext(fingerprintOf(stored)));
      return {
        delivery: toDelivery(row),
        payload: packed && inflateRawSync(packed, { maxOutputLength: maxPayloadBytes }).toString('utf8'),
      };
    },
    async lastAt(origin) {
      const newest = await database.one<{ at: number }>(sql.last, ...placeOf(origin));
      return newest && instant(newest.at);
    },
    forget: (origin) =>
      database.transaction('forget', async (within) => {
        for (const table of ['deliveries', 'events']) {
          const where = 'WHERE system = ? AND organisation = ?';
          await within.run(`DELETE FROM ${table} ${where}`, ...placeOf(origin));
        }
      }),
    report: (meetingId) => database.one<StoredReport>(sql.storedReport, meetingId.toLowerCase()),
    async reportContent(meetingId) {
      const meeting = meetingId.toLowerCase();
      const stored = (await database.one<{ content: Uint8Array }>(sql.content, meeting))?.content;
      return stored && seal.openBytes(stored, reportContext(meeting));
    },
    lastEvent: async () => (await range()).last,
    nextEvents: async (id, most) => (await database.all<EventRow>(sql.next, id, most)).map(toEvent),
    eventsAfter,
    async eventsWithin(ms, most) {
      const before = (await database.one<{ id: number | null }>(sql.before, now() - ms))?.id;
      if (typeof before === 'number') return eventsAfter(before, most);
      const events = await database.all<EventRow>(sql.events, 0, most + 1);
      return events.length > most ? undefined : events.map(toEvent);
    },
    onEvents: (listener) => void database.follow(listener),
    sweep: () =>
      database.transaction('sweep', async (within) => {
        const at = now();
        const oldest = at - limits.days * 24 * hourMs;
        await within.run('DELETE FROM deliveries WHERE at < ?', oldest);
        for (const { system, organisation } of await within.all<EventRow>(sql.places)) {
          await within.run(sql.deleteBeyond, system, organisation, limits.deliveries);
        }
        await within.run(sql.deleteReports, oldest, Math.max(0, limits.deliveries - 1));
        await within.run(sql.deleteLarge, limits.reportBytes);
        await within.run('DELETE FROM fingerprints WHERE at < ?', at - rememberedMs);
        await within.run('DELETE FROM heard WHERE at < ?', at - rememberedMs);
        const { last } = (await within.one<{ last: number }>(sql.range)) ?? { last: 0 };
        await within.run('DELETE FROM events WHERE at < ? OR id <= ?', at - newsMs, last - keptEvents);
      }),
    sealed: { database, seal, tables: [sealedPayloads, sealedReports] },
  };
}

/** The columns `system` and `organisation`. */
const placeOf = (origin: Origin | undefined) =>
  [origin?.system ?? ownSystem, origin?.organisation ?? ''] as const;

const toEvent = ({ system, organisation, ...event }: EventRow): PushEvent => ({
  ...event,
  origin: system === ownSystem ? undefined : { system, organisation },
});
