import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mark } from '#src/api/claritalk/meetings/review.ts';
import { markAt, reviewPaths, writeMarks } from '#src/api/claritalk/meetings/write-review.ts';
import { ApiError, type ApiErrorKind } from '#src/api/client/errors.ts';
import { type Edit, mergeEdits } from '../shared/review-merge.ts';
import { ReviewSaver } from './review-saver.ts';

const state = reviewPaths.answer('q1', 'state');
const comment = reviewPaths.answer('q1', 'comment');
const failure = (kind: ApiErrorKind) => new ApiError({ kind, operation: 'saveMeeting' });

/** A meeting's metadata on a scripted server. */
class Server {
  metadata: Record<string, unknown> = { other: 'kept' };
  writes = 0;
  failWith: ApiError | undefined;
  /** The next write succeeds, and its answer is lost. */
  loseAnswer = false;

  readonly save = async (edits: readonly Edit[]) => {
    await Promise.resolve();
    if (this.failWith) throw this.failWith;
    const merged = mergeEdits(edits, (path) => markAt(this.metadata, path));
    this.put(...merged.send.map(({ path, mark }) => [path, mark] as const));
    if (this.loseAnswer) {
      this.loseAnswer = false;
      throw failure('network');
    }
    return merged;
  };

  put(...marks: (readonly [readonly [string, ...string[]], Mark])[]) {
    if (marks.length === 0) return;
    this.writes += 1;
    this.metadata = writeMarks(this.metadata, marks);
  }
}

let server: Server;
let draft: unknown;
const open = (user = 'u1') =>
  new ReviewSaver(user, {
    save: server.save,
    readDraft: () => draft,
    keepDraft: (next) => {
      draft = next === undefined ? undefined : JSON.parse(JSON.stringify(next));
      return true;
    },
  });
const theirs = (value: unknown, ms = 0): Mark => ({
  value,
  by: 'u2',
  at: new Date(Date.now() + ms).toISOString(),
});

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  draft = undefined;
});
afterEach(() => vi.useRealTimers());

describe('ReviewSaver', () => {
  it('saves after a short pause, several changes at once, and keeps them until then', async () => {
    const saver = open();
    saver.edit(state, undefined, 'flagged');
    saver.edit(comment, undefined, 'N');
    saver.edit(comment, undefined, 'No');
    expect(saver.getSnapshot().status).toBe('saving');
    expect(draft).toMatchObject({ edits: [{ path: state }, { path: comment, mark: { value: 'No' } }] });
    await vi.advanceTimersByTimeAsync(3_500);
    expect(saver.getSnapshot()).toMatchObject({ status: 'saved', edits: [] });
    expect([server.writes, draft]).toEqual([1, undefined]);
    expect(server.metadata).toMatchObject({ other: 'kept' });
    expect(markAt(server.metadata, comment)).toMatchObject({ value: 'No', by: 'u1' });
  });

  it('retries while the server is away, and sends nothing twice when only the response was lost', async () => {
    const saver = open();
    server.failWith = failure('network');
    saver.edit(state, undefined, 'accepted');
    await vi.advanceTimersByTimeAsync(3_500);
    expect(saver.getSnapshot().status).toBe('offline');
    expect(draft).toBeDefined();
    server.failWith = undefined;
    server.loseAnswer = true;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(saver.getSnapshot()).toMatchObject({ status: 'saved', edits: [] });
    expect([server.writes, draft]).toEqual([1, undefined]);
  });

  it('waits for the next sign-in', async () => {
    const saver = open();
    server.failWith = failure('signed-out');
    saver.edit(state, undefined, 'accepted');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(saver.getSnapshot().status).toBe('signed-out');
    server.failWith = undefined;
    await saver.flush();
    await vi.advanceTimersByTimeAsync(3_500);
    expect(saver.getSnapshot().status).toBe('saved');
  });

  it('says when the server refuses, and keeps what was written', async () => {
    const saver = open();
    server.failWith = failure('too-large');
    saver.edit(comment, undefined, 'x');
    await vi.advanceTimersByTimeAsync(3_500);
    expect(saver.getSnapshot()).toMatchObject({ status: 'refused', edits: [{ path: comment }] });
    expect(draft).toBeDefined();
  });

  it('continues with what a closed page left on this device', async () => {
    server.failWith = failure('network');
    open().edit(state, undefined, 'flagged');
    server.failWith = undefined;
    const next = open();
    expect(next.getSnapshot().edits).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(markAt(server.metadata, state)?.value).toBe('flagged');
    expect(draft).toBeUndefined();
  });

  it('merges with someone else field by field and lets the person decide about the same field', async () => {
    const saver = open();
    saver.edit(state, undefined, 'accepted');
    saver.edit(comment, undefined, 'Mine');
    server.put([state, theirs('flagged', 5)]);
    await vi.advanceTimersByTimeAsync(3_500);
    expect(markAt(server.metadata, comment)?.value).toBe('Mine');
    expect(saver.getSnapshot().conflicts).toMatchObject([{ theirs: { value: 'flagged', by: 'u2' } }]);
    expect(markAt(server.metadata, state)?.value).toBe('flagged');
    saver.resolve(state, 'mine');
    await vi.advanceTimersByTimeAsync(3_500);
    expect(markAt(server.metadata, state)).toMatchObject({ value: 'accepted', by: 'u1' });
    expect(saver.getSnapshot()).toMatchObject({ conflicts: [], edits: [], status: 'saved' });
  });

  it('gives way when told to', async () => {
    const saver = open();
    saver.edit(state, undefined, 'accepted');
    server.put([state, theirs('flagged', 5)]);
    await vi.advanceTimersByTimeAsync(3_500);
    saver.resolve(state, 'theirs');
    expect(saver.getSnapshot()).toMatchObject({ conflicts: [], edits: [] });
    expect(draft).toBeUndefined();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(markAt(server.metadata, state)?.by).toBe('u2');
  });

  it('writes again what someone overwrote without having seen it', async () => {
    const saver = open();
    const before = server.metadata;
    saver.edit(state, undefined, 'accepted');
    await vi.advanceTimersByTimeAsync(3_500);
    server.metadata = before;
    server.put([comment, theirs('Theirs')]);
    saver.see(server.metadata);
    await vi.advanceTimersByTimeAsync(3_500);
    expect(markAt(server.metadata, state)?.value).toBe('accepted');
    expect(markAt(server.metadata, comment)?.value).toBe('Theirs');
  });

  it('says "saved" only when its write survived someone who wrote at the same moment', async () => {
    const saver = open();
    const read = server.metadata;
    saver.edit(state, undefined, 'accepted');
    await vi.advanceTimersByTimeAsync(800);
    expect(markAt(server.metadata, state)?.value).toBe('accepted');
    expect(saver.getSnapshot().status).toBe('saving');
    expect(draft).toBeDefined();
    server.metadata = read;
    server.put([comment, theirs('Theirs')]);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(saver.getSnapshot()).toMatchObject({ status: 'saved', edits: [] });
    expect(markAt(server.metadata, state)?.value).toBe('accepted');
    expect(markAt(server.metadata, comment)?.value).toBe('Theirs');
  });

  it('never conflicts with itself, even when the response to its first write was lost', async () => {
    const saver = open();
    server.loseAnswer = true;
    saver.edit(comment, undefined, 'first');
    await vi.advanceTimersByTimeAsync(800);
    saver.edit(comment, undefined, 'second');
    await vi.advanceTimersByTimeAsync(800);
    saver.edit(comment, undefined, 'third');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(saver.getSnapshot()).toMatchObject({ status: 'saved', edits: [], conflicts: [] });
    expect(markAt(server.metadata, comment)?.value).toBe('third');
  });

  it('a change during a save is saved after it', async () => {
    const saver = open();
    saver.edit(comment, undefined, 'first');
    const flushed = saver.flush();
    saver.edit(comment, undefined, 'second');
    await flushed;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(markAt(server.metadata, comment)?.value).toBe('second');
    expect(saver.getSnapshot()).toMatchObject({ status: 'saved', edits: [], conflicts: [] });
  });

  it('two tabs of one browser share a draft and lose nothing of each other', async () => {
    server.failWith = failure('network');
    const one = open();
    const other = open();
    one.edit(state, undefined, 'accepted');
    other.edit(comment, undefined, 'From the other tab');
    one.follow();
    expect(one.getSnapshot().edits).toHaveLength(2);
    server.failWith = undefined;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(markAt(server.metadata, state)?.value).toBe('accepted');
    expect(markAt(server.metadata, comment)?.value).toBe('From the other tab');
    expect([one.getSnapshot().status, other.getSnapshot().status, draft]).toEqual([
      'saved',
      'saved',
      undefined,
    ]);
  });
});
