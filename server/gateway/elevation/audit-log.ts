import type { DatabaseSync } from 'node:sqlite';
import type { AuditEntry, auditOutcomes } from '#contract/gateway/admin.ts';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import { openPrivateDatabase } from '../../data/private-files.ts';
import { query } from '../../data/query.ts';
import { SharedCommit } from '../../data/shared-commit.ts';
import { makeAuditTables } from './audit-tables.ts';

export type AuditOutcome = (typeof auditOutcomes)[number];

/** What is known when a request arrives. */
export interface AuditIntent {
  readonly requestId: string;
  readonly action: string;
  readonly target: string | null;
  readonly change: AuditEntry['change'];
}

export interface AuditActor {
  readonly uuid: string;
  readonly name: string;
  readonly email: string;
}

export interface AuditEnd {
  readonly outcome: AuditOutcome;
  readonly status: number;
  readonly reason: string | null;
  /** The reason's code, for the page to word it. */
  readonly refusal: RefusalReason | null;
}

export interface AuditFilter {
  readonly before?: number | undefined;
  readonly limit: number;
  readonly action?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
  readonly actor?: string | undefined;
}

/** The log of what was asked of the service account. It only ever grows. */
export interface AuditLog {
  /** Writes an intent, which has to be saved before anything is done, and returns its id. */
  begin(intent: AuditIntent): number;
  /** Records who is asking, once that is proven. */
  identify(id: number, actor: AuditActor): void;
  end(id: number, end: AuditEnd): void;
  /** Resolves when everything written so far is on disk, for which nobody else has to wait. */
  saved(): Promise<void>;
  /** Saves it at once. */
  save(): void;
  /** The newest first. */
  list(filter: AuditFilter): AuditEntry[];
  /** Its size on disk. */
  bytes(): number;
  readonly database: DatabaseSync;
  close(): void;
}

interface Row {
  id: number;
  at: string;
  request_id: string;
  action: string;
  target: string | null;
  change: string;
  uuid: string | null;
  name: string | null;
  email: string | null;
  ended_at: string | null;
  outcome: AuditOutcome | null;
  status: number | null;
  reason: string | null;
  refusal: string | null;
}

/** @param file path of the database, created if missing; `now` in ms since the epoch. */
export function openAuditLog(file: string, now: () => number = Date.now): AuditLog {
  const database = openPrivateDatabase(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON');
  makeAuditTables(database);
  const shared = new SharedCommit(database, file);
  const instant = () => new Date(now()).toISOString();
  const insertIntent = database.prepare(
    'INSERT INTO audit_intents (at, request_id, action, target, change) VALUES (?, ?, ?, ?, ?)',
  );
  const insertActor = database.prepare(
    'INSERT INTO audit_actors (intent_id, uuid, name, email) VALUES (?, ?, ?, ?)',
  );
  const insertEnd = database.prepare(
    'INSERT INTO audit_ends (intent_id, at, outcome, status, reason, refusal) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const select = query<Row>(
    database.prepare(
      `SELECT i.id, i.at, i.request_id, i.action, i.target, i.change, a.uuid, a.name, a.email,
         e.at AS ended_at, e.outcome, e.status, e.reason, e.refusal
       FROM audit_intents i
       LEFT JOIN audit_actors a ON a.intent_id = i.id
       LEFT JOIN audit_ends e ON e.intent_id = i.id
       WHERE (?1 IS NULL OR i.id < ?1) AND (?2 IS NULL OR i.action = ?2)
         AND (?3 IS NULL OR e.outcome = ?3) AND (?4 IS NULL OR a.uuid = ?4)
       ORDER BY i.id DESC LIMIT ?5`,
    ),
  );
  const size = database.prepare(
    'SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()',
  );
  return {
    begin({ requestId, action, target, change }) {
      const { lastInsertRowid } = shared.write(() =>
        insertIntent.run(instant(), requestId, action, target, JSON.stringify(change)),
      );
      return Number(lastInsertRowid);
    },
    identify: (id, { uuid, name, email }) => {
      shared.write(() => insertActor.run(id, uuid, name, email));
    },
    end(id, { outcome, status, reason, refusal }) {
      const told = refusal && JSON.stringify(refusal);
      shared.write(() => insertEnd.run(id, instant(), outcome, status, reason, told));
    },
    saved: () => shared.saved(),
    save: () => shared.save(),
    list({ before, limit, action, outcome, actor }) {
      const rows = select.all(before ?? null, action ?? null, outcome ?? null, actor ?? null, limit);
      return rows.map(toEntry);
    },
    bytes: () => Number(size.get()?.bytes),
    database,
    close() {
      shared.close();
      database.close();
    },
  };
}

const toEntry = (row: Row): AuditEntry => ({
  id: row.id,
  at: row.at,
  requestId: row.request_id,
  action: row.action,
  actor: row.uuid === null ? null : { uuid: row.uuid, name: row.name ?? '', email: row.email ?? '' },
  target: row.target,
  change: JSON.parse(row.change),
  outcome: row.outcome,
  status: row.status,
  reason: row.reason,
  refusal: row.refusal === null ? null : JSON.parse(row.refusal),
  endedAt: row.ended_at,
});
