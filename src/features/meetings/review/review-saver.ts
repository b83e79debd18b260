import type { Mark, ReviewPath } from '#src/api/claritalk/meetings/review.ts';
import { markAt } from '#src/api/claritalk/meetings/write-review.ts';
import { ApiError, isTransient } from '#src/api/client/errors.ts';
import { retryDelay } from '#src/api/client/query-client.ts';
import { doublingMs } from '#src/lib/retry.ts';
import { createListeners } from '#src/lib/store.ts';
import {
  type Conflict,
  type Edit,
  keyOf,
  lostMarks,
  type Merged,
  timeAfter,
  withEdit,
} from '../shared/review-merge.ts';
import { identity, joinEdits, readEdits, writeEdits } from './review-draft.ts';

export type SaveStatus =
  /** Everything is at the server, and was seen there. */
  | 'saved'
  /** Waiting briefly for more, or being sent. */
  | 'saving'
  /** The server could not be reached: retried automatically. */
  | 'offline'
  /** The session is over: it continues after the next sign-in. */
  | 'signed-out'
  /** The server does not accept it; see `error`. */
  | 'refused';

export interface SaverSnapshot {
  readonly status: SaveStatus;
  /** Not known to be at the server. */
  readonly edits: readonly Edit[];
  /** Fields that someone else changed differently: they wait for a decision. */
  readonly conflicts: readonly Conflict[];
  /** Whether this device keeps the edits over a reload. */
  readonly kept: boolean;
  readonly error: unknown;
  /** Whether there was anything to save since the page was opened. */
  readonly touched: boolean;
}

/** What a saver depends on. */
export interface SaverPorts {
  /** Merges edits into what is stored and writes them. @throws ApiError */
  readonly save: (edits: readonly Edit[]) => Promise<Merged>;
  readonly readDraft: () => unknown;
  /** Returns whether the draft is kept. */
  readonly keepDraft: (draft: unknown) => boolean;
}

/**
 * Milliseconds after writing until the result is checked: someone who had read the meeting just before may have
 * overwritten it. Random, so that two people do not keep colliding.
 */
const confirmMs = () => 1_200 + Math.random() * 800;
/** Milliseconds without a change after which changes are saved. */
const restMs = 700;
const otherTabMs = 4_000;
const longestWaitMs = 30_000;

/**
 * Saves the changes of one meeting's review automatically. They are kept on this device from the first keystroke until
 * the server has them, whatever happens in between: lost connections, an expired session, a closed page.
 */
export class ReviewSaver {
  readonly #ports: SaverPorts;
  readonly #userUuid: string;
  readonly #listeners = createListeners();
  /** Written by this page and confirmed: someone who had not seen it may still overwrite it. */
  #saved: readonly Edit[] = [];
  /** Edits that are done, so that another tab's draft does not bring them back. */
  readonly #done = new Set<string>();
  /** Edits that were sent, whatever became of them. */
  readonly #attempted = new Set<string>();
  #snapshot: SaverSnapshot;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #failures = 0;

  constructor(userUuid: string, ports: SaverPorts) {
    this.#userUuid = userUuid;
    this.#ports = ports;
    const edits = readEdits(ports.readDraft());
    this.#snapshot = {
      status: edits.length > 0 ? 'saving' : 'saved',
      edits,
      conflicts: [],
      kept: true,
      error: undefined,
      touched: edits.length > 0,
    };
    if (edits.length > 0) this.#schedule(0);
  }

  readonly subscribe = this.#listeners.subscribe;

  readonly getSnapshot = (): SaverSnapshot => this.#snapshot;

  /** Sets a field. `before` is what the person saw there; `of` the fingerprint of the original beside it. */
  edit(path: ReviewPath, before: Mark | undefined, value: unknown, of?: string): void {
    const pending = this.#snapshot.edits.find((edit) => keyOf(edit.path) === keyOf(path));
    const mark = {
      value,
      by: this.#userUuid,
      at: timeAfter(pending?.mark ?? before),
      ...(of === undefined ? {} : { of }),
    };
    const conflicts = this.#snapshot.conflicts.filter(({ edit }) => keyOf(edit.path) !== keyOf(path));
    // What was sent may be stored by now, even if its answer was lost.
    const sent = pending && this.#attempted.has(identity(pending)) ? [pending.mark.at] : [];
    const earlier = [...(pending?.earlier ?? []), ...sent];
    const edit = { path, base: before, mark, ...(earlier.length > 0 ? { earlier } : {}) };
    this.#keep(withEdit(this.#snapshot.edits, edit), { conflicts });
    this.#failures = 0;
    this.#schedule(restMs);
  }

  /** Decides a conflict: `mine` overwrites theirs, `theirs` discards the change. */
  resolve(path: ReviewPath, winner: 'mine' | 'theirs'): void {
    const conflict = this.#snapshot.conflicts.find(({ edit }) => keyOf(edit.path) === keyOf(path));
    if (!conflict) return;
    const conflicts = this.#snapshot.conflicts.filter((other) => other !== conflict);
    const others = this.#snapshot.edits.filter((edit) => keyOf(edit.path) !== keyOf(path));
    this.#done.add(identity(conflict.edit));
    if (winner === 'theirs') {
      this.#keep(others, { conflicts });
      return;
    }
    const { theirs, edit } = conflict;
    const mark = { ...edit.mark, at: timeAfter(theirs) };
    this.#keep([...others, { path, base: theirs, mark }], { conflicts });
    this.#schedule(0);
  }

  /** Compares with what is stored now: someone may have overwritten what this page saved. */
  see(metadata: unknown): void {
    const lost = lostMarks(this.#saved, (path) => markAt(metadata, path));
    if (lost.length === 0) return;
    this.#saved = this.#saved.filter((edit) => !lost.includes(edit));
    const again = lost
      .filter(({ path }) => !this.#snapshot.edits.some((edit) => keyOf(edit.path) === keyOf(path)))
      .map((edit) => ({ ...edit, base: markAt(metadata, edit.path) }));
    for (const edit of again) this.#done.delete(identity(edit));
    this.#keep([...this.#snapshot.edits, ...again], {});
    this.#schedule(restMs);
  }

  /** Takes over what another tab of this browser has changed in the meantime. */
  readonly follow = (): void => {
    const kept = readEdits(this.#ports.readDraft());
    const joined = joinEdits([], kept, this.#done);
    const edits = joinEdits(this.#snapshot.edits, joined, new Set());
    if (edits.map(identity).join() === this.#snapshot.edits.map(identity).join()) return;
    this.#set({ edits });
    // That tab saves them; if it is gone by then, this one does.
    if (this.#timer === undefined) this.#schedule(otherTabMs);
  };

  /** Saves what there is to save, now. Resolves when that is done or has failed; never rejects. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#running) await this.#running;
    if (this.#pending().length === 0) return;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  /** Edits that need no decision. */
  #pending(): Edit[] {
    const contested = new Set(this.#snapshot.conflicts.map(({ edit }) => keyOf(edit.path)));
    return this.#snapshot.edits.filter(({ path }) => !contested.has(keyOf(path)));
  }

  async #run(): Promise<void> {
    const sent = this.#pending();
    for (const edit of sent) this.#attempted.add(identity(edit));
    this.#set({ status: 'saving', error: undefined });
    try {
      this.#settle(await this.#ports.save(sent));
    } catch (error) {
      this.#fail(error);
    }
  }

  #settle({ send, settled, conflicts }: Merged): void {
    this.#failures = 0;
    for (const edit of settled) this.#done.add(identity(edit));
    const done = [...send, ...settled];
    const fields = new Set(done.map(({ path }) => keyOf(path)));
    this.#saved = [...this.#saved.filter(({ path }) => !fields.has(keyOf(path))), ...done];
    // What was changed again while being saved builds on what was saved.
    const edits = this.#snapshot.edits.flatMap((edit) => {
      if (this.#done.has(identity(edit))) return [];
      const saved = done.find(({ path }) => keyOf(path) === keyOf(edit.path));
      // What was only written stays until it was seen there.
      return [saved && identity(saved) !== identity(edit) ? { ...edit, base: saved.mark } : edit];
    });
    const still = conflicts.filter(({ edit }) => edits.some((other) => identity(other) === identity(edit)));
    const conflictsNow = [
      ...this.#snapshot.conflicts.filter(
        (old) => !still.some(({ edit }) => keyOf(edit.path) === keyOf(old.edit.path)),
      ),
      ...still,
    ];
    this.#keep(edits, { conflicts: conflictsNow });
    const more = this.#pending().length > 0;
    this.#set({ status: more ? 'saving' : 'saved' });
    if (more) this.#schedule(send.length > 0 ? confirmMs() : restMs);
  }

  #fail(error: unknown): void {
    if (error instanceof ApiError && error.kind === 'signed-out') {
      this.#set({ status: 'signed-out', error });
    } else if (isTransient(error)) {
      this.#set({ status: 'offline', error });
      this.#failures += 1;
      const patience = doublingMs(this.#failures, 1_000, 16_000);
      this.#schedule(Math.min(longestWaitMs, patience + retryDelay(this.#failures, error)));
    } else {
      this.#set({ status: 'refused', error });
    }
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#snapshot.status !== 'offline') this.#set({ status: 'saving' });
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  #keep(edits: readonly Edit[], change: Partial<SaverSnapshot>): void {
    // Another tab may have put edits of its own into the draft.
    const kept = joinEdits(edits, readEdits(this.#ports.readDraft()), this.#done);
    this.#set({ ...change, touched: true, edits: kept, kept: this.#ports.keepDraft(writeEdits(kept)) });
  }

  #set(change: Partial<SaverSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.#listeners.tell();
  }
}
