/** The state of one item of a batch. */
export type RowState = 'waiting' | 'running' | 'done' | 'failed' | 'skipped';

export interface BatchRow {
  readonly key: string;
  /** What it is, for people. */
  readonly label: string;
  readonly state: RowState;
  /** Why it failed. */
  readonly error?: unknown;
}

/** Why a batch does not continue automatically. */
export type PauseReason = 'person' | 'network' | 'signed-out';

export type BatchPhase =
  | { readonly kind: 'running' }
  | { readonly kind: 'paused'; readonly reason: PauseReason }
  /** The server asked to wait until then, in milliseconds since 1970. */
  | { readonly kind: 'limited'; readonly until: number }
  | { readonly kind: 'ended'; readonly cancelled: boolean };

/** The same thing done for many, one after the other. */
export interface Batch {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly BatchRow[];
  readonly phase: BatchPhase;
}

/** The part of the queue that is visible to code that shows or ends batches. */
export interface BatchControl {
  readonly subscribe: (listener: () => void) => () => void;
  /** The batches, the latest first. */
  readonly getSnapshot: () => readonly Batch[];
  /** Whether there is unfinished work. */
  readonly isActive: boolean;
  readonly pause: (id: string) => void;
  readonly resume: (id: string) => void;
  readonly cancel: (id: string) => void;
  readonly retryFailed: (id: string) => void;
  readonly dismiss: (id: string) => void;
  /** Ends everything, and forgets it. */
  readonly clear: () => void;
}

export type BatchEvent =
  | { readonly type: 'started' | 'succeeded'; readonly key: string }
  | { readonly type: 'failed'; readonly key: string; readonly error: unknown }
  /** It could not be tried: it waits for its next turn. */
  | { readonly type: 'returned'; readonly key: string }
  | { readonly type: 'paused'; readonly reason: PauseReason }
  | { readonly type: 'limited'; readonly until: number }
  | { readonly type: 'resumed' | 'cancelled' | 'retried' };

const running: BatchPhase = { kind: 'running' };

/** The batch after an event. Events that do not fit its phase change nothing. */
export function nextBatch(batch: Batch, event: BatchEvent): Batch {
  switch (event.type) {
    case 'started':
      return withRow(batch, event.key, { state: 'running' });
    case 'succeeded':
      return ended(withRow(batch, event.key, { state: 'done' }));
    case 'failed':
      return ended(withRow(batch, event.key, { state: 'failed', error: event.error }));
    case 'returned':
      return ended(
        withRow(batch, event.key, { state: batch.phase.kind === 'ended' ? 'skipped' : 'waiting' }),
      );
    case 'paused':
      return isActive(batch) ? { ...batch, phase: { kind: 'paused', reason: event.reason } } : batch;
    case 'limited':
      // Someone who paused in the meantime keeps it so.
      return batch.phase.kind === 'running'
        ? { ...batch, phase: { kind: 'limited', until: event.until } }
        : batch;
    case 'resumed':
      return isActive(batch) ? ended({ ...batch, phase: running }) : batch;
    case 'cancelled':
      return isActive(batch)
        ? {
            ...batch,
            phase: { kind: 'ended', cancelled: true },
            rows: batch.rows.map((row) => (row.state === 'waiting' ? { ...row, state: 'skipped' } : row)),
          }
        : batch;
    case 'retried':
      return isActive(batch) || !batch.rows.some(({ state }) => state === 'failed')
        ? batch
        : { ...batch, phase: running, rows: batch.rows.map(again) };
  }
}

const again = (row: BatchRow): BatchRow =>
  row.state === 'failed' ? { key: row.key, label: row.label, state: 'waiting' } : row;

function withRow(batch: Batch, key: string, change: Pick<BatchRow, 'state' | 'error'>): Batch {
  return {
    ...batch,
    rows: batch.rows.map((row) => (row.key === key ? { key, label: row.label, ...change } : row)),
  };
}

function ended(batch: Batch): Batch {
  const goesOn = batch.rows.some(({ state }) => state === 'waiting' || state === 'running');
  return goesOn || batch.phase.kind === 'ended'
    ? batch
    : { ...batch, phase: { kind: 'ended', cancelled: false } };
}

/** Whether there is still something to do, now or later. */
export const isActive = ({ phase }: Batch): boolean => phase.kind !== 'ended';

/** What is to be done next; undefined when nothing is, or not now. */
export const nextRow = ({ phase, rows }: Batch): BatchRow | undefined =>
  phase.kind === 'running' ? rows.find(({ state }) => state === 'waiting') : undefined;

/** How many rows are in each state. */
export function countRows({ rows }: Batch): Readonly<Record<RowState | 'total', number>> {
  const count = { total: rows.length, waiting: 0, running: 0, done: 0, failed: 0, skipped: 0 };
  for (const { state } of rows) count[state] += 1;
  return count;
}
