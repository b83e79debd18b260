import type { DatabaseSync } from 'node:sqlite';
import { type DeliveryState, deliveryStates } from '#contract/gateway/conversations.ts';
import { query } from '../../../data/query.ts';

/** What is known of a message that left. */
export interface Delivery {
  readonly message: number;
  readonly state: DeliveryState;
  /** Why it failed, in the words of the system. */
  readonly reason: string | null;
}

const schema = `
  CREATE TABLE IF NOT EXISTS deliveries (
    organisation TEXT NOT NULL,
    message INTEGER NOT NULL,
    dialog INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (organisation, message)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS deliveries_of ON deliveries (organisation, dialog);
  CREATE INDEX IF NOT EXISTS deliveries_at ON deliveries (at);
`;

const heldMs = 30 * 24 * 60 * 60 * 1000;
const maxRows = 100_000;

/** A failure becomes known after the message has left, and one that arrived has not failed. */
const rankOf = (state: DeliveryState): number => (state === 'failed' ? 1.5 : deliveryStates.indexOf(state));

/** What became of messages. Late news never undo later ones. */
export class DeliveryStore {
  readonly #now: () => number;
  readonly #statements;

  constructor(database: DatabaseSync, now: () => number) {
    database.exec(schema);
    this.#now = now;
    const of = 'FROM deliveries WHERE organisation = ?';
    this.#statements = {
      find: query<Delivery>(database.prepare(`SELECT message, state, reason ${of} AND message = ?`)),
      of: query<Delivery>(database.prepare(`SELECT message, state, reason ${of} AND dialog = ?`)),
      keep: database.prepare('INSERT OR REPLACE INTO deliveries VALUES (?, ?, ?, ?, ?, ?)'),
      clear: database.prepare(`DELETE ${of}`),
      prune: database.prepare(
        `DELETE FROM deliveries WHERE at <= ?
           OR rowid IN (SELECT rowid FROM deliveries ORDER BY at DESC LIMIT -1 OFFSET ${maxRows})`,
      ),
    };
  }

  /** Records what became of a message, unless more is known already. */
  note(organisation: string, dialog: number, { message, state, reason }: Delivery): void {
    const known = this.#statements.find.get(organisation, message);
    if (known && rankOf(state) <= rankOf(known.state)) return;
    this.#statements.keep.run(organisation, message, dialog, state, reason, this.#now());
  }

  of(organisation: string, dialog: number): readonly Delivery[] {
    return this.#statements.of.all(organisation, dialog).map((row) => ({ ...row }));
  }

  delete(organisation: string): void {
    this.#statements.clear.run(organisation);
  }

  prune(): void {
    this.#statements.prune.run(this.#now() - heldMs);
  }
}
