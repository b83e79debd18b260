import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import {
  type RetentionHoldView,
  type RetentionItemState,
  type RetentionItemView,
  type RetentionListView,
  type RetentionRule,
  retentionListDays,
  retentionRule,
} from '#contract/gateway/retention.ts';
import type { Database, Statements } from '../../data/database.ts';
import type { SealedDatabase } from '../sessions/seal-again.ts';
import type { Seal } from '../sessions/sealed.ts';
import { sealedRetention } from './retention-tables.ts';
import { type HoldRow, holdContext, type ItemRow, type ListRow, nameContext } from './rows.ts';

export interface Person {
  readonly uuid: string;
  readonly name: string;
}

export interface SavedRules {
  readonly rules: readonly RetentionRule[];
  readonly version: number;
  readonly noticeDays: number;
}

/** A meeting on a list. Times in ms since the epoch. */
export interface Item extends Omit<ItemRow, 'list' | 'name'> {
  readonly name: string | null;
}

/** Lists are kept as long as the ledger keeps what was sent. */
const keptMs = 90 * 24 * 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;
/** As many as an owner sees at once. */
const mostOwn = 100;
const digestPortion = 1_000;
const about = v.object({ name: v.string(), reason: v.string() });
const rulesOf = v.array(retentionRule);

/** Rules, holds and lists of an organisation. What people called things is sealed. */
export class RetentionStore {
  readonly #database: Database;
  readonly #seal: Seal;
  readonly #now: () => number;

  constructor(database: Database, seal: Seal, now: () => number = Date.now) {
    this.#database = database;
    this.#seal = seal;
    this.#now = now;
  }

  async rules(): Promise<SavedRules> {
    return readRules(this.#database);
  }

  /** Replaces the rules if they are still those of a version. Returns the new one; undefined if they are not. */
  saveRules(rules: readonly RetentionRule[], version: number, given?: number): Promise<number | undefined> {
    return this.#database.transaction('rules', async (within) => {
      const { version: now, noticeDays: before } = await readRules(within);
      if (now !== version) return undefined;
      await within.run('DELETE FROM retention_rules');
      const sql = 'INSERT INTO retention_rules (id, rules, version, notice_days) VALUES (1, ?, ?, ?)';
      await within.run(sql, JSON.stringify(rules), version + 1, given ?? before);
      return version + 1;
    });
  }

  async holds(): Promise<readonly RetentionHoldView[]> {
    const rows = await this.#database.all<HoldRow>('SELECT * FROM retention_holds ORDER BY at, dossier');
    return rows.map((row) => {
      const text = this.#seal.open(row.about, holdContext(row));
      const read = v.safeParse(about, text === undefined ? undefined : JSON.parse(text));
      return {
        dossier: row.dossier,
        ...(read.success ? read.output : { name: row.dossier, reason: '' }),
        by: { uuid: row.by_uuid, name: row.by_name },
        at: new Date(row.at).toISOString(),
      };
    });
  }

  async isHeld(dossier: string): Promise<boolean> {
    return (
      (await this.#database.one('SELECT 1 FROM retention_holds WHERE dossier = ?', dossier)) !== undefined
    );
  }

  async hold(dossier: string, by: Person, words: { readonly name: string; readonly reason: string }) {
    const sealed = this.#seal.close(JSON.stringify(words), holdContext({ dossier }));
    await this.#database.run(
      `INSERT INTO retention_holds (dossier, by_uuid, by_name, at, about) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (dossier) DO UPDATE SET by_uuid = excluded.by_uuid, by_name = excluded.by_name,
         at = excluded.at, about = excluded.about`,
      ...[dossier, by.uuid, by.name, this.#now(), sealed],
    );
  }

  async release(dossier: string): Promise<void> {
    await this.#database.run('DELETE FROM retention_holds WHERE dossier = ?', dossier);
  }

  /** Begins a list, unless one is being written or carried out. Returns whether it did. */
  begin(id: string, by: Person, rules: readonly RetentionRule[], noticeDays = 0): Promise<boolean> {
    return this.#database.transaction('lists', async (within) => {
      if (await within.one(`SELECT 1 FROM retention_lists WHERE state IN ('listing', 'running')`))
        return false;
      await within.run(
        `INSERT INTO retention_lists (id, state, at, looked_at, by_uuid, by_name, rules, notice_days)
         VALUES (?, 'listing', ?, 0, ?, ?, ?, ?)`,
        ...[id, this.#now(), by.uuid, by.name, JSON.stringify(rules), noticeDays],
      );
      return true;
    });
  }

  /** Adds what a page of meetings gave, all of it or nothing. */
  async add(id: string, looked: number, from: number, items: readonly Omit<Item, 'number'>[]): Promise<void> {
    await this.#database.transaction('lists', async (within) => {
      for (const [index, item] of items.entries()) {
        const name = this.#seal.close(item.name ?? '', nameContext({ list: id, meeting: item.meeting }));
        await within.run(
          `INSERT INTO retention_items
             (list, number, meeting, owner, status, created_at, changed_at, dossier, rule, state, name)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          ...[id, from + index, item.meeting, item.owner, item.status, item.created_at, item.changed_at],
          ...[item.dossier, item.rule, item.state, name],
        );
      }
      await within.run('UPDATE retention_lists SET looked_at = looked_at + ? WHERE id = ?', looked, id);
    });
  }

  /** Closes a list: from here on it never gets longer. */
  async finishListing(id: string): Promise<void> {
    const digest = await this.#digest(id);
    await this.#database.run(
      `UPDATE retention_lists SET state = 'listed', digest = ? WHERE id = ? AND state = 'listing'`,
      digest,
      id,
    );
  }

  /** Of which meetings, in which state, by which rule: read in portions, whatever their number. */
  async #digest(id: string): Promise<string> {
    const hash = createHash('sha256');
    for (let after = -1; ; ) {
      const rows = await this.#database.all<ItemRow>(
        'SELECT * FROM retention_items WHERE list = ? AND number > ? ORDER BY number LIMIT ?',
        ...[id, after, digestPortion],
      );
      for (const { meeting, changed_at, rule, state } of rows)
        hash.update(`${meeting} ${changed_at} ${rule} ${state}\n`);
      const last = rows.at(-1);
      if (!last) return hash.digest('hex');
      after = last.number;
    }
  }

  /** Begins to carry out a list that was seen, or continues. Returns whether it did: never two at a time. */
  run(id: string, by: Person): Promise<boolean> {
    return this.#database.transaction('lists', async (within) => {
      if (await within.one(`SELECT 1 FROM retention_lists WHERE state IN ('listing', 'running')`))
        return false;
      const changed = await within.run(
        `UPDATE retention_lists SET state = 'running', ran_uuid = ?, ran_name = ?, ran_at = ?, problem = NULL
         WHERE id = ? AND state IN ('listed', 'stopped')`,
        ...[by.uuid, by.name, this.#now(), id],
      );
      return changed === 1;
    });
  }

  /** Ends what is being done with a list, if that is still being done. */
  async end(id: string, from: 'listing' | 'running', to: 'failed' | 'stopped' | 'done', why?: RefusalReason) {
    await this.#database.run(
      'UPDATE retention_lists SET state = ?, ended_at = ?, problem = ? WHERE id = ? AND state = ?',
      ...[to, this.#now(), why ? JSON.stringify(why) : null, id, from],
    );
  }

  /** What a gateway left when it ended: lists that are not complete, and runs that nobody carries on. */
  async interrupt(why: RefusalReason): Promise<void> {
    const ended = [this.#now(), JSON.stringify(why)];
    const sql = 'UPDATE retention_lists SET state = ?, ended_at = ?, problem = ? WHERE state = ?';
    await this.#database.run(sql, 'failed', ...ended, 'listing');
    await this.#database.run(sql, 'stopped', ...ended, 'running');
  }

  /** The next meeting to see to: those whose outcome is not known come first. */
  async next(id: string): Promise<Item | undefined> {
    const of = (state: RetentionItemState) =>
      this.#database.one<ItemRow>(
        'SELECT * FROM retention_items WHERE list = ? AND state = ? ORDER BY number LIMIT 1',
        ...[id, state],
      );
    const row = (await of('deleting')) ?? (await of('listed'));
    return row && this.#item(row);
  }

  /** A name is forgotten with its meeting. */
  async mark(id: string, number: number, state: RetentionItemState): Promise<void> {
    const gone = state === 'deleted' || state === 'gone';
    await this.#database.run(
      `UPDATE retention_items SET state = ?${gone ? ', name = NULL' : ''} WHERE list = ? AND number = ?`,
      ...[state, id, number],
    );
  }

  /** The list that is said to be written or carried out. */
  async active(): Promise<string | undefined> {
    const sql = `SELECT id FROM retention_lists WHERE state IN ('listing', 'running')`;
    return (await this.#database.one<Pick<ListRow, 'id'>>(sql))?.id;
  }

  async state(id: string): Promise<ListRow['state'] | undefined> {
    const sql = 'SELECT state FROM retention_lists WHERE id = ?';
    return (await this.#database.one<Pick<ListRow, 'state'>>(sql, id))?.state;
  }

  async view(id: string): Promise<RetentionListView | undefined> {
    const row = await this.#database.one<ListRow>('SELECT * FROM retention_lists WHERE id = ?', id);
    return row && this.#view(row);
  }

  async lists(limit: number): Promise<readonly RetentionListView[]> {
    const sql = 'SELECT * FROM retention_lists ORDER BY at DESC, id LIMIT ?';
    const views: RetentionListView[] = [];
    for (const row of await this.#database.all<ListRow>(sql, limit)) views.push(await this.#view(row));
    return views;
  }

  /** What an admin is reminded of. */
  async due() {
    const { rules } = await this.rules();
    const [list] = await this.lists(1);
    const left = (list?.counts.listed ?? 0) + (list?.counts.deleting ?? 0);
    return { rules: rules.length, list: list ? { at: list.at, left } : null };
  }

  /** What an owner is told: their meetings on the newest list that may still be carried out. */
  async own(owner: string) {
    const { rules } = await this.rules();
    const sql = `SELECT * FROM retention_lists WHERE state IN ('listed', 'stopped') ORDER BY at DESC, id LIMIT 1`;
    const row = await this.#database.one<ListRow>(sql);
    const isOver = row && runsFrom(row) + retentionListDays * dayMs < this.#now();
    if (!row || isOver || row.rules !== JSON.stringify(rules)) return { from: null, meetings: [], total: 0 };
    const items = await this.#database.all<ItemRow>(
      `SELECT * FROM retention_items WHERE list = ? AND state = 'listed' AND lower(owner) = ? ORDER BY number`,
      ...[row.id, owner.toLowerCase()],
    );
    return {
      from: items.length === 0 ? null : new Date(runsFrom(row)).toISOString(),
      total: items.length,
      meetings: items.slice(0, mostOwn).flatMap((one) => {
        const { meeting, name, rule: at } = this.#item(one);
        const rule = rules[at];
        return rule ? [{ meeting, name, changedAt: new Date(one.changed_at).toISOString(), rule }] : [];
      }),
    };
  }

  async items(id: string, offset: number, limit: number): Promise<readonly RetentionItemView[]> {
    const rows = await this.#database.all<ItemRow>(
      'SELECT * FROM retention_items WHERE list = ? ORDER BY number LIMIT ? OFFSET ?',
      ...[id, limit, offset],
    );
    return rows.map((row) => {
      const { number: position, meeting, owner, status, dossier, rule, state, name } = this.#item(row);
      const createdAt = row.created_at === null ? null : new Date(row.created_at).toISOString();
      const changedAt = new Date(row.changed_at).toISOString();
      return { position, meeting, name, owner, status, createdAt, changedAt, dossier, rule, state };
    });
  }

  async prune(): Promise<void> {
    await this.#database.run(
      `DELETE FROM retention_lists WHERE at <= ? AND state NOT IN ('listing', 'running')`,
      this.#now() - keptMs,
    );
  }

  get sealed(): SealedDatabase {
    return { database: this.#database, seal: this.#seal, tables: sealedRetention };
  }

  #item({ list, name, ...row }: ItemRow): Item {
    const opened = name && this.#seal.open(name, nameContext({ list, meeting: row.meeting }));
    return { ...row, name: opened || null };
  }

  async #view(row: ListRow): Promise<RetentionListView> {
    const counts = await this.#database.all<{ state: string; count: number }>(
      'SELECT state, count(*) AS count FROM retention_items WHERE list = ? GROUP BY state ORDER BY state',
      row.id,
    );
    const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
    return {
      id: row.id,
      state: row.state,
      at: new Date(row.at).toISOString(),
      runsFrom: new Date(runsFrom(row)).toISOString(),
      read: row.looked_at,
      by: { uuid: row.by_uuid, name: row.by_name },
      ranBy: row.ran_uuid === null ? null : { uuid: row.ran_uuid, name: row.ran_name ?? '' },
      ranAt: iso(row.ran_at),
      endedAt: iso(row.ended_at),
      counts: Object.fromEntries(counts.map(({ state, count }) => [state, count])),
      digest: row.digest,
      rules: v.parse(rulesOf, JSON.parse(row.rules)),
      problem: row.problem === null ? null : JSON.parse(row.problem),
    };
  }
}

/** The moment until which owners are told, in ms since the epoch. */
const runsFrom = ({ at, notice_days }: Pick<ListRow, 'at' | 'notice_days'>) => at + notice_days * dayMs;

async function readRules(within: Statements): Promise<SavedRules> {
  const row = await within.one<{ rules: string; version: number; notice_days: number }>(
    'SELECT rules, version, notice_days FROM retention_rules',
  );
  return row
    ? {
        rules: v.parse(rulesOf, JSON.parse(row.rules)),
        version: row.version,
        noticeDays: row.notice_days,
      }
    : { rules: [], version: 0, noticeDays: 0 };
}
