import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { certain, certainOf, type Finding, type PageWatch } from '#src/api/client/certain.ts';
import { ApiError } from '#src/api/client/errors.ts';
import type { Outcome } from '#src/api/client/write.ts';
import { passTime, useQuickTime } from '#src/api/testing/lossy-server.ts';
import type { Kept } from '#src/lib/storage/drafts.ts';
import { renderHook } from '#src/ui/testing/render-hook.tsx';
import { shownAnyway, useWrite, type Work } from './use-write.ts';

const now = Date.parse('2026-03-01T10:00:00Z');
const lost = new ApiError({ kind: 'network', operation: 'saveNote', mayBeDone: true });
const invalid = new ApiError({ kind: 'invalid', operation: 'saveNote', status: 422 });
const away = new ApiError({ kind: 'signed-out', operation: 'listNotes', status: 401 });

/** A server that keeps notes: how its next answers end, and what can be read there. */
let answers: (Outcome<string> | Promise<Outcome<string>>)[];
let notes: string[];
let readable: 'yes' | 'no' | 'untold' | Promise<unknown>;
let sent: string[];
let watches: PageWatch<string>[];
const onDone = vi.fn();

beforeEach(() => {
  useQuickTime();
  vi.setSystemTime(now);
  [answers, notes, sent, watches, readable] = [[], [], [], [], 'yes'];
  onDone.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function find(text: string): Promise<Finding<string>> {
  await readable;
  if (readable === 'no') throw away;
  if (readable === 'untold') return 'untold';
  return notes.includes(text) ? { found: text.toUpperCase() } : 'absent';
}

const save: Work<string, string> = (_queryClient, text, watch) => {
  watches.push(watch);
  const { earlier } = watch;
  const send = async () => {
    sent.push(text);
    return answers.shift() ?? { kind: 'done' as const, value: text.toUpperCase() };
  };
  return certain(send, () => find(text), watch, earlier === undefined ? undefined : () => find(earlier));
};

/** The answer is lost after the server has done it, or before. */
const lose = (text: string, after: boolean) => {
  if (after) notes.push(text);
  answers.push({ kind: 'unknown', error: lost });
};

const open = (kept?: Kept<string>) => renderHook(() => useWrite(save, onDone, kept));
type Page = Awaited<ReturnType<typeof open>>;

const run = (page: Page, text: string) => page.act(() => passTime(page.now().run(text)));
/** Begins, with an answer that comes when the test says so. */
async function begin(page: Page, text: string) {
  const answer = Promise.withResolvers<Outcome<string>>();
  answers.push(answer.promise);
  const { ended } = await page.act(() => ({ ended: page.now().run(text) }));
  return { ended, answer: (outcome: Outcome<string>) => page.act(() => answer.resolve(outcome)) };
}

/** Whether leaving the page would be asked about. */
const warns = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

function note(before?: string): Kept<string> & { readonly value: () => string | undefined } {
  let value = before;
  return {
    read: () => value,
    write: (next) => {
      value = next;
      return true;
    },
    value: () => value,
  };
}

it('is idle at first', async () => {
  const page = await open();
  expect(page.now()).toMatchObject({ state: { phase: 'idle' }, busy: false });
  expect(warns()).toBe(false);
});

it('does it, and tells the caller', async () => {
  const page = await open();
  const { ended, answer } = await begin(page, 'tea');
  expect(page.now()).toMatchObject({ state: { phase: 'writing', since: now, of: 'tea' }, busy: true });
  expect(warns()).toBe(true);
  await answer({ kind: 'done', value: 'TEA' });
  expect(await ended).toBe(true);
  expect(page.now().busy).toBe(false);
  expect(page.now().state).toEqual({ phase: 'done', value: 'TEA', found: false, of: 'tea' });
  expect(onDone.mock.calls).toEqual([['TEA', 'tea', false]]);
  expect(watches).toMatchObject([{ onlyLook: false, earlier: undefined }]);
});

it('gives the work the client whose cache the page shows', async () => {
  const queryClient = new QueryClient();
  const work = vi.fn((_client: QueryClient, text: string) => certainOf(text));
  const page = await renderHook(() => useWrite(work), queryClient);
  await page.act(() => page.now().run('tea'));
  expect(work.mock.calls[0]?.[0]).toBe(queryClient);
});

it('says why it was refused, and that nothing had to be checked', async () => {
  const page = await open();
  answers.push({ kind: 'refused', error: invalid });
  expect(await run(page, 'tea')).toBe(false);
  expect(page.now().state).toEqual({ phase: 'refused', error: invalid, looked: false, of: 'tea' });
  expect(onDone).not.toHaveBeenCalled();
  expect(await run(page, 'milk')).toBe(true);
  expect(watches.map(({ earlier }) => earlier)).toEqual([undefined, undefined]);
});

it('treats what the work throws as a refusal', async () => {
  const clash = new Error('someone else was faster');
  const page = await renderHook(() =>
    useWrite<string, string>(() => {
      throw clash;
    }),
  );
  expect(await page.act(() => page.now().run('tea'))).toBe(false);
  expect(page.now().state).toEqual({ phase: 'refused', error: clash, looked: false, of: 'tea' });
});

describe('a lost answer', () => {
  it('is looked for, and what was done is found', async () => {
    const page = await open();
    const { ended, answer } = await begin(page, 'tea');
    notes.push('tea');
    const reading = Promise.withResolvers<void>();
    readable = reading.promise;
    await answer({ kind: 'unknown', error: lost });
    expect(page.now()).toMatchObject({ state: { phase: 'looking', since: now, of: 'tea' }, busy: true });
    await page.act(() => reading.resolve());
    expect(await ended).toBe(true);
    expect(page.now().state).toEqual({ phase: 'done', value: 'TEA', found: true, of: 'tea' });
    expect(onDone.mock.calls).toEqual([['TEA', 'tea', true]]);
    expect(sent).toEqual(['tea']);
  });

  it('is looked for, and nothing was done: the next try looks again before it sends', async () => {
    const page = await open();
    lose('tea', false);
    expect(await run(page, 'tea')).toBe(false);
    expect(page.now().state).toEqual({ phase: 'refused', error: lost, looked: true, of: 'tea' });
    // It was in progress all the same.
    notes.push('tea');
    expect(await run(page, 'milk')).toBe(true);
    expect(page.now().state).toEqual({ phase: 'done', value: 'TEA', found: true, of: 'milk' });
    expect(watches.map(({ earlier }) => earlier)).toEqual([undefined, 'tea']);
    expect(sent).toEqual(['tea']);
  });

  it('stays unknown where nobody can be asked, until a check finds it', async () => {
    const page = await open();
    lose('tea', true);
    readable = 'no';
    expect(await run(page, 'tea')).toBe(false);
    expect(page.now().state).toEqual({ phase: 'unknown', error: lost, untold: false, of: 'tea' });
    expect(warns()).toBe(true);
    readable = 'yes';
    await page.act(() => page.now().look());
    expect(page.now().state).toEqual({ phase: 'done', value: 'TEA', found: true, of: 'tea' });
    expect(watches[1]).toMatchObject({ onlyLook: true, earlier: 'tea' });
    expect(sent).toEqual(['tea']);
    expect(warns()).toBe(false);
  });

  it('stays unknown where there is no way to tell', async () => {
    const page = await open();
    lose('tea', true);
    readable = 'untold';
    expect(await run(page, 'tea')).toBe(false);
    expect(page.now().state).toEqual({ phase: 'unknown', error: lost, untold: true, of: 'tea' });
  });

  it('stays unknown although the notice is dismissed, or a later try is refused', async () => {
    const page = await open();
    lose('tea', true);
    readable = 'untold';
    await run(page, 'tea');
    await page.act(() => page.now().clear());
    expect(page.now().state).toEqual({ phase: 'idle' });
    answers.push({ kind: 'refused', error: invalid });
    await run(page, 'milk');
    readable = 'yes';
    await page.act(() => page.now().look());
    expect(watches.map(({ earlier }) => earlier)).toEqual([undefined, 'tea', 'tea']);
    expect(page.now().state).toEqual({ phase: 'done', value: 'TEA', found: true, of: 'tea' });
    await page.act(() => page.now().look());
    expect(watches).toHaveLength(3);
  });
});

it('is done once, however often it is pressed', async () => {
  const page = await open();
  const results = await page.act(() =>
    passTime(Promise.all([page.now().run('tea'), page.now().run('tea'), page.now().run('milk')])),
  );
  expect(results).toEqual([true, false, false]);
  expect(sent).toEqual(['tea']);
  expect(onDone).toHaveBeenCalledTimes(1);
});

it('keeps its functions from rendering to rendering', async () => {
  const page = await open();
  await run(page, 'tea');
  expect(new Set(page.seen.map(({ run: same }) => same)).size).toBe(1);
  expect(new Set(page.seen.map(({ look }) => look)).size).toBe(1);
});

describe('a page that is left', () => {
  it('says nothing more, and what was sent continues', async () => {
    const kept = note();
    const page = await open(kept);
    const { ended, answer } = await begin(page, 'tea');
    expect(kept.value()).toBe('tea');
    await page.leave();
    expect(watches[0]?.signal?.aborted).toBe(true);
    await answer({ kind: 'done', value: 'TEA' });
    expect(await ended).toBe(true);
    expect(page.now().state).toEqual({ phase: 'writing', since: now, of: 'tea' });
    expect(onDone).not.toHaveBeenCalled();
    expect(kept.value()).toBeUndefined();
  });

  it('keeps what is not known for the next page, which checks and sends nothing', async () => {
    const kept = note();
    const first = await open(kept);
    const { ended, answer } = await begin(first, 'tea');
    await first.leave();
    notes.push('tea');
    await answer({ kind: 'unknown', error: lost });
    // A page that was left checks nothing.
    expect(await ended).toBe(false);
    expect(kept.value()).toBe('tea');

    const second = await open(kept);
    expect(second.now().state).toEqual({ phase: 'unknown', of: 'tea', error: undefined });
    // A reload loses none of it.
    expect(warns()).toBe(false);
    await second.act(() => second.now().look());
    expect(second.now().state).toEqual({ phase: 'done', value: 'TEA', found: true, of: 'tea' });
    expect(kept.value()).toBeUndefined();
    expect(sent).toEqual(['tea']);
  });

  it('keeps what was refused after its page had gone: the next page gives it back', async () => {
    const kept = note();
    const page = await open(kept);
    const { ended, answer } = await begin(page, 'tea');
    await page.leave();
    await answer({ kind: 'refused', error: invalid });
    await ended;
    expect(kept.value()).toBe('tea');
    const next = await open(kept);
    expect(next.now().state).toEqual({ phase: 'unknown', of: 'tea', error: undefined });
    await next.act(() => next.now().look());
    expect(next.now().state).toMatchObject({ phase: 'refused', looked: true, of: 'tea' });
    expect(sent).toEqual(['tea']);
  });

  it('does not keep anyone from leaving for what the page shows anyway', async () => {
    const page = await open(shownAnyway);
    lose('tea', true);
    readable = 'no';
    await run(page, 'tea');
    expect(page.now().state.phase).toBe('unknown');
    expect(warns()).toBe(false);
  });
});
