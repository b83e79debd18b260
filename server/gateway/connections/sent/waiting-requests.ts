import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../../data/database.ts';
import { refusal } from '../../http/refusal.ts';

interface Waiting {
  readonly attempt: string;
  readonly controller: AbortController;
  /** Resolves when its end is recorded. */
  readonly ended: PromiseWithResolvers<void>;
  readonly marking: NodeJS.Timeout | undefined;
  /** Whether the other gateways know that it waits, once that is written. */
  marked: Promise<boolean> | undefined;
}

/** What waits for longer is made known to the other gateways: nearly everything leaves at once, and costs nothing. */
const markAfterMs = 100;
/** Whoever withdraws something waits that long for its end to be recorded. */
const endsWithinMs = 5_000;
const lookEveryMs = 50;
const topic = 'withdrawn';

/** In the store: 1 while it waits and the others know that, 2 when one of them has withdrawn it. */
const sql = {
  mark: `UPDATE entries SET waiting = 1 WHERE id = ? AND attempt = ? AND state = 'under-way'`,
  leave: 'UPDATE entries SET waiting = 0 WHERE id = ? AND attempt = ? AND waiting = 1',
  withdraw: `UPDATE entries SET waiting = 2 WHERE id = ? AND state = 'under-way' AND waiting = 1`,
  withdrawn: `SELECT id FROM entries WHERE holder = ? AND state = 'under-way' AND waiting = 2`,
  state: 'SELECT state FROM entries WHERE id = ?',
};

/**
 * Requests that were recorded and have not left their gateway yet: only these can be withdrawn, at any gateway. One that the
 * others know of leaves only where the store says that nobody has withdrawn it.
 */
export class WaitingRequests {
  readonly #database: Database;
  readonly #holder: string;
  readonly #waiting = new Map<number, Waiting>();
  readonly #isAlone: boolean;

  /** @param holder this gateway, as entries name it */
  constructor(database: Database, holder: string) {
    this.#database = database;
    this.#holder = holder;
    this.#isAlone = database.engine === 'sqlite';
    if (!this.#isAlone) database.follow(() => void this.look().catch(() => undefined), topic);
  }

  /** Until it leaves, the signal aborts when someone withdraws it. `gone`: it has ended without leaving, or has left. */
  add(id: number, attempt: string) {
    const controller = new AbortController();
    const ended = Promise.withResolvers<void>();
    const mark = () => {
      waiting.marked = this.#database.run(sql.mark, id, attempt).then(
        (changed) => changed === 1,
        // It may be there all the same.
        () => true,
      );
    };
    const marking = this.#isAlone ? undefined : setTimeout(mark, markAfterMs).unref();
    const waiting: Waiting = { attempt, controller, ended, marking, marked: undefined };
    this.#waiting.set(id, waiting);
    const gone = () => {
      clearTimeout(marking);
      if (this.#waiting.get(id) === waiting) this.#waiting.delete(id);
    };
    return {
      withdrawn: controller.signal,
      /** @throws Refusal where it was withdrawn; StoreFailure */
      leaves: async () => {
        gone();
        if (!controller.signal.aborted && (await waiting.marked)) await this.#leave(id, waiting);
        controller.signal.throwIfAborted();
      },
      gone,
      ended: () => ended.resolve(),
    };
  }

  has(id: number): boolean {
    return this.#waiting.has(id);
  }

  /** Withdraws what has not left yet, and waits for its end. Returns whether it was in time. */
  async cancel(id: number): Promise<boolean> {
    const waiting = this.#waiting.get(id);
    if (waiting) {
      this.#abort(id, waiting);
      await Promise.race([waiting.ended.promise, pause(endsWithinMs, undefined, { ref: false })]);
      return true;
    }
    if (this.#isAlone || (await this.#database.run(sql.withdraw, id)) !== 1) return false;
    await this.#database.tell(topic).catch(() => undefined);
    const until = performance.now() + endsWithinMs;
    const isOver = async () =>
      (await this.#database.one<{ state: string }>(sql.state, id))?.state !== 'under-way';
    while (!(await isOver()) && performance.now() < until) await pause(lookEveryMs);
    return true;
  }

  /** Whether others have withdrawn something here. */
  async look(): Promise<void> {
    if (this.#waiting.size === 0) return;
    for (const { id } of await this.#database.all<{ id: number }>(sql.withdrawn, this.#holder)) {
      const waiting = this.#waiting.get(id);
      if (waiting) this.#abort(id, waiting);
    }
  }

  #abort(id: number, { controller, marking }: Waiting): void {
    clearTimeout(marking);
    this.#waiting.delete(id);
    controller.abort(refusal('withdrawn', {}));
  }

  async #leave(id: number, { attempt, controller }: Waiting): Promise<void> {
    if ((await this.#database.run(sql.leave, id, attempt)) !== 1) controller.abort(refusal('withdrawn', {}));
  }
}
