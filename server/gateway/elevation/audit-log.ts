import type { AuditEntry, auditOutcomes } from '#contract/gateway/admin.ts';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import type { Database, Statements } from '../../data/database.ts';

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

/** The log of what was asked of the service account. It only ever grows. What was written is saved when it says so. */
export interface AuditLog {
  /** Writes an intent, which has to be saved before anything is done, and returns its id. */
  begin(intent: AuditIntent): Promise<number>;
  /** Records who is asking, once that is proven. */
  identify(id: number, actor: AuditActor): Promise<void>;
  end(id: number, end: AuditEnd): Promise<void>;
  /** Writes at once what is known of something that has ended already. */
  note(intent: AuditIntent, actor: AuditActor | undefined, end: AuditEnd): Promise<void>;
  /** The newest first. */
  list(filter: AuditFilter): Promise<AuditEntry[]>;
  /** Its size on disk. */
  bytes(): Promise<number>;
  readonly database: Database;
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

const sql = {
  intent:
    'INSERT INTO audit_intents (at, request_id, action, target, change) VALUES (?, ?, ?, ?, ?) RETURNING id',
  actor: 'INSERT INTO audit_actors (intent_id, uuid, name, email) VALUES (?, ?, ?, ?)',
  end: 'INSERT INTO audit_ends (intent_id, at, outcome, status, reason, refusal) VALUES (?, ?, ?, ?, ?, ?)',
  list: `SELECT i.id, i.at, i.request_id, i.action, i.target, i.change, a.uuid, a.name, a.email,
      e.at AS ended_at, e.outcome, e.status, e.reason, e.refusal
    FROM audit_intents i
    LEFT JOIN audit_actors a ON a.intent_id = i.id
    LEFT JOIN audit_ends e ON e.intent_id = i.id
    WHERE (CAST(?1 AS BIGINT) IS NULL OR i.id < ?1) AND (CAST(?2 AS TEXT) IS NULL OR i.action = ?2)
      AND (CAST(?3 AS TEXT) IS NULL OR e.outcome = ?3) AND (CAST(?4 AS TEXT) IS NULL OR a.uuid = ?4)
    ORDER BY i.id DESC LIMIT ?5`,
};

/** @param database of `auditPlan`; `now` in ms since the epoch. */
export function openAuditLog(database: Database, now: () => number = Date.now): AuditLog {
  const instant = () => new Date(now()).toISOString();
  async function begin(within: Statements, { requestId, action, target, change }: AuditIntent) {
    const values = [instant(), requestId, action, target, JSON.stringify(change)];
    const row = await within.one<Pick<Row, 'id'>>(sql.intent, ...values);
    return row?.id ?? 0;
  }
  async function identify(within: Statements, id: number, { uuid, name, email }: AuditActor) {
    await within.run(sql.actor, id, uuid, name, email);
  }
  async function end(within: Statements, id: number, { outcome, status, reason, refusal }: AuditEnd) {
    await within.run(sql.end, id, instant(), outcome, status, reason, refusal && JSON.stringify(refusal));
  }
  return {
    begin: (intent) => begin(database, intent),
    identify: (id, actor) => identify(database, id, actor),
    end: (id, given) => end(database, id, given),
    note: (intent, actor, given) =>
      database.transaction(intent.requestId, async (within) => {
        const id = await begin(within, intent);
        if (actor) await identify(within, id, actor);
        await end(within, id, given);
      }),
    async list({ before, limit, action, outcome, actor }) {
      const filter = [before ?? null, action ?? null, outcome ?? null, actor ?? null];
      return (await database.all<Row>(sql.list, ...filter, limit)).map(toEntry);
    },
    bytes: () => database.size(),
    database,
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
