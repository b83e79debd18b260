import { type DeliveryState, deliveryStates } from '#contract/gateway/conversations.ts';
import type { Database, Migrating, Statements } from '../../../data/database.ts';

/** What is known of a message that left. */
export interface Delivery {
  readonly message: number;
  readonly state: DeliveryState;
  /** Why it failed, in the words of the system. */
  readonly reason: string | null;
}

const table = `
  CREATE TABLE IF NOT EXISTS message_deliveries (
    organisation TEXT NOT NULL,
    message INTEGER NOT NULL,
    dialog INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (organisation, message)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS message_deliveries_of ON message_deliveries (organisation, dialog);
  CREATE INDEX IF NOT EXISTS message_deliveries_at ON message_deliveries (at);
`;

/** They had the name of what arrives at webhooks, which is in another file. */
export async function defineDeliveries({ engine, one, define }: Migrating): Promise<void> {
  const older = "SELECT 1 AS found FROM sqlite_schema WHERE type = 'table' AND name = 'deliveries'";
  if (engine === 'sqlite' && (await one(older))) {
    await define('DROP INDEX IF EXISTS deliveries_of; DROP INDEX IF EXISTS deliveries_at');
    await define('ALTER TABLE deliveries RENAME TO message_deliveries');
  }
  await define(table);
}

const heldMs = 30 * 24 * 60 * 60 * 1000;
const maxRows = 100_000;

/** A failure becomes known after the message has left, and one that arrived has not failed. */
const rankOf = (state: DeliveryState): number => (state === 'failed' ? 1.5 : deliveryStates.indexOf(state));

const ranks = deliveryStates.map((state) => `WHEN '${state}' THEN ${rankOf(state)}`).join(' ');
const rank = (column: string) => `(CASE ${column} ${ranks} ELSE -1 END)`;

const of = 'FROM message_deliveries WHERE organisation = ?';
const sql = {
  of: `SELECT message, state, reason ${of} AND dialog = ?`,
  // Unless more is known already.
  note: `INSERT INTO message_deliveries (organisation, message, dialog, state, reason, at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (organisation, message) DO UPDATE SET
      dialog = excluded.dialog, state = excluded.state, reason = excluded.reason, at = excluded.at
    WHERE ${rank('excluded.state')} > ${rank('message_deliveries.state')}`,
  clear: `DELETE ${of}`,
  prune: `DELETE FROM message_deliveries WHERE at <= ?1
    OR at < (SELECT at FROM message_deliveries ORDER BY at DESC LIMIT 1 OFFSET ${maxRows - 1})`,
};

/** What became of messages. Late news never undo later ones. */
export class DeliveryStore {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Records what became of a message, unless more is known already. */
  async note(organisation: string, dialog: number, { message, state, reason }: Delivery): Promise<void> {
    await this.#database.run(sql.note, organisation, message, dialog, state, reason, this.#now());
  }

  of(organisation: string, dialog: number): Promise<readonly Delivery[]> {
    return this.#database.all<Delivery>(sql.of, organisation, dialog);
  }

  async delete(within: Statements, organisation: string): Promise<void> {
    await within.run(sql.clear, organisation);
  }

  async prune(): Promise<void> {
    await this.#database.run(sql.prune, this.#now() - heldMs);
  }
}
