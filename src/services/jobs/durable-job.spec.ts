import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, type ApiErrorKind } from '#src/api/client/errors.ts';
import { fields, list, text } from '#src/lib/reader.ts';
import { fakeLocks } from '#src/lib/testing/fake-locks.ts';
import { batches } from './batch-queue.ts';
import { DurableJobs, type JobWork, ofEachPerson } from './durable-job.ts';
import { type Job, type JobStep, readStep, untried } from './job.ts';

interface Letter extends JobStep {
  readonly to: string;
  readonly sentAs?: string | undefined;
}
interface Mailing extends Job<Letter> {
  readonly subject: string;
}

const key = 'claritalk.invitations.u';
let now = 0;
let storageEvents: EventTarget;
let stored: string | null;
let storageWorks: boolean;

const storage = {
  read: () => stored,
  write: (_key: string, value: string | null) => {
    if (storageWorks) stored = value;
    return storageWorks;
  },
};

const readLetter = (wire: unknown): Letter | undefined => {
  const step = readStep(wire);
  const { to, sentAs } = fields(wire);
  return step && { ...step, to: text(to) ?? '', sentAs: text(sentAs) };
};
const read = (wire: unknown): readonly Mailing[] =>
  list(wire, (each) => {
    const { id, subject, steps } = fields(each);
    return { id: text(id) ?? '', subject: text(subject) ?? '', steps: list(steps, readLetter) };
  });

/** The page as it is after it was loaded, or another tab. */
const open = () => new DurableJobs<Letter, Mailing>({ storage, key, lock: 'mailing', read });

let mailings = 0;
const mailing = (...to: readonly string[]): Mailing => ({
  id: `m${++mailings}`,
  subject: 'News',
  steps: to.map((each) => ({ ...untried, key: each, to: each })),
});

const sent: string[] = [];
const failures = new Map<string, ApiError>();
const onEnd = vi.fn();

const work = (more: Partial<JobWork<Letter, Mailing>> = {}): JobWork<Letter, Mailing> => ({
  title: ({ subject }, pending) => `${subject}: ${pending.length}`,
  label: ({ to }) => to,
  run: async ({ to, unsure }) => {
    sent.push(unsure ? `${to}?` : to);
    const failure = failures.get(to);
    if (failure) throw failure;
    return { sentAs: `#${sent.length}` };
  },
  callsPerStep: () => 1,
  onEnd,
  keepsResults: () => true,
  ...more,
});

const refuse = (kind: ApiErrorKind, serverMessage?: string) =>
  new ApiError({ kind, operation: 'send', serverMessage, mayBeDone: kind === 'network' });

const states = (jobs: DurableJobs<Letter, Mailing>) =>
  jobs.getSnapshot().map(({ steps }) => steps.map(({ state }) => state));
const kept = () => read(JSON.parse(stored ?? '[]'));

const settle = (ms = 5_000) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  // The queue is one for all tests: its time does not go back.
  now += 3_600_000;
  vi.useFakeTimers({ now });
  vi.stubGlobal('navigator', { locks: fakeLocks() });
  storageEvents = new EventTarget();
  vi.stubGlobal('window', {
    addEventListener: storageEvents.addEventListener.bind(storageEvents),
    removeEventListener: storageEvents.removeEventListener.bind(storageEvents),
  });
  stored = null;
  storageWorks = true;
  sent.length = 0;
  failures.clear();
  onEnd.mockClear();
});
afterEach(async () => {
  batches.clear();
  await settle(1_000);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a durable job', () => {
  it('does its steps in order, writes each down, and says when nothing is running any longer', async () => {
    const jobs = open();
    const job = mailing('ann', 'bob');
    jobs.start(job, work());
    expect(batches.getSnapshot()[0]).toMatchObject({
      title: 'News: 2',
      rows: [{ label: 'ann' }, { label: 'bob' }],
    });
    expect(jobs.worksOn(job.id)).toBe(true);
    await settle();
    expect(sent).toEqual(['ann', 'bob']);
    expect(kept()).toEqual([
      {
        ...job,
        steps: [
          { ...job.steps[0], state: 'done', sentAs: '#1' },
          { ...job.steps[1], state: 'done', sentAs: '#2' },
        ],
      },
    ]);
    expect(jobs.worksOn(job.id)).toBe(false);
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it('that a page left unfinished continues in the next: what is done stays done, what was in progress is unsure', async () => {
    const gone = open();
    const job = mailing('ann', 'bob', 'cem');
    let answer: (() => void) | undefined;
    const run: JobWork<Letter, Mailing>['run'] = async ({ to }) => {
      sent.push(to);
      if (to === 'bob') await new Promise<void>((resolve) => (answer = resolve));
      return {};
    };
    gone.start(job, work({ run }));
    await settle(1_500);
    expect(kept()[0]?.steps).toMatchObject([
      { state: 'done' },
      { state: 'waiting', unsure: true },
      { state: 'waiting', unsure: false },
    ]);
    const written = stored;
    // The page is gone: nobody records the outcome of its last request, and its locks are free.
    answer?.();
    batches.clear();
    await settle();
    stored = written;
    sent.length = 0;
    const jobs = open();
    jobs.resume(job.id, work());
    await settle();
    expect(sent).toEqual(['bob?', 'cem']);
    expect(states(jobs)).toEqual([['done', 'done', 'done']]);
    expect(kept()[0]?.steps.map(({ unsure }) => unsure)).toEqual([false, false, false]);
  });

  it('keeps why a step failed, in the server’s words, and tries those again that are not done', async () => {
    const jobs = open();
    const job = mailing('ann', 'bob', 'cem');
    failures.set('bob', refuse('invalid', 'no such person'));
    jobs.start(job, work());
    await settle();
    expect(open().getSnapshot()[0]?.steps[1]).toMatchObject({
      state: 'failed',
      unsure: false,
      failure: { kind: 'invalid', said: 'no such person' },
    });
    expect(states(jobs)).toEqual([['done', 'failed', 'done']]);
    failures.clear();
    jobs.resume(job.id, work());
    expect(jobs.getSnapshot()[0]?.steps[1]).toMatchObject({ state: 'waiting', failure: undefined });
    // The list of tasks shows the present batch only.
    expect(batches.getSnapshot().map(({ title }) => title)).toEqual(['News: 1']);
    await settle();
    expect(sent).toEqual(['ann', 'bob', 'cem', 'bob']);
    expect(states(jobs)).toEqual([['done', 'done', 'done']]);
  });

  it.each<ApiErrorKind>(['network', 'signed-out', 'rate-limited'])(
    'does not take %s for a failure of the step',
    async (kind) => {
      const jobs = open();
      const job = mailing('ann');
      failures.set('ann', refuse(kind));
      jobs.start(job, work());
      await settle(300);
      expect(jobs.getSnapshot()[0]?.steps).toEqual([
        { ...job.steps[0], unsure: kind === 'network', state: 'waiting' },
      ]);
      expect(jobs.worksOn(job.id)).toBe(true);
    },
  );

  it('does not treat the end of everything as a failure', async () => {
    const jobs = open();
    const run = (_step: Letter, _job: Mailing, signal: AbortSignal) =>
      new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(new ApiError({ kind: 'aborted', operation: 'send' }))),
      );
    jobs.start(mailing('ann'), work({ run }));
    await settle(300);
    batches.clear();
    await settle(300);
    expect(kept()[0]?.steps).toMatchObject([{ state: 'waiting', unsure: true }]);
  });

  it('treats anything but an API error as a failure of the server', async () => {
    const jobs = open();
    jobs.start(mailing('ann'), work({ run: () => Promise.reject(new TypeError('broken')) }));
    await settle();
    expect(jobs.getSnapshot()[0]?.steps).toMatchObject([{ state: 'failed', failure: { kind: 'server' } }]);
  });

  it('is removed when it is complete, or stays until its results are dismissed', async () => {
    const jobs = open();
    const goes = mailing('ann');
    const stays = mailing('bob');
    jobs.start(goes, work({ keepsResults: () => false }));
    jobs.start(stays, work());
    await settle();
    expect(jobs.getSnapshot().map(({ id }) => id)).toEqual([stays.id]);
    expect(batches.getSnapshot()).toHaveLength(2);
    jobs.dismiss(stays.id);
    expect(jobs.getSnapshot()).toEqual([]);
    expect(stored).toBeNull();
    expect(batches.getSnapshot()).toHaveLength(1);
  });

  it('that is not complete stays in any case', async () => {
    const jobs = open();
    failures.set('ann', refuse('forbidden'));
    jobs.start(mailing('ann'), work({ keepsResults: () => false }));
    await settle();
    expect(states(jobs)).toEqual([['failed']]);
  });

  it('with nothing left to do is finished immediately', () => {
    const jobs = open();
    const [done] = mailing('ann').steps;
    jobs.start({ ...mailing(), steps: [{ ...done!, state: 'done' }] }, work({ keepsResults: () => false }));
    expect(jobs.getSnapshot()).toEqual([]);
    expect(onEnd).toHaveBeenCalledOnce();
    expect(batches.getSnapshot()).toEqual([]);
  });

  it('takes the place of the one with its id', async () => {
    const jobs = open();
    const job = mailing('ann', 'bob');
    jobs.start(job, work());
    await settle(200);
    const undo = { ...mailing('zoe'), id: job.id };
    jobs.start(undo, work());
    await settle();
    expect(sent).toEqual(['ann', 'zoe']);
    expect(kept().map(({ steps }) => steps.map(({ to }) => to))).toEqual([['zoe']]);
    expect(batches.getSnapshot().map(({ title }) => title)).toEqual(['News: 1']);
  });

  it('is worked on again when the list of tasks tries its failures again', async () => {
    const jobs = open();
    const job = mailing('ann');
    failures.set('ann', refuse('server'));
    jobs.start(job, work());
    await settle();
    expect(jobs.worksOn(job.id)).toBe(false);
    failures.clear();
    batches.retryFailed(batches.getSnapshot()[0]?.id ?? '');
    await settle(700);
    expect(states(jobs)).toEqual([['done']]);
    expect(onEnd).toHaveBeenCalledTimes(2);
    expect(jobs.worksOn(job.id)).toBe(false);
  });

  it('lives as long as the page where nothing can be kept', async () => {
    storageWorks = false;
    const jobs = open();
    jobs.start(mailing('ann'), work());
    await settle();
    expect(states(jobs)).toEqual([['done']]);
    expect(open().getSnapshot()).toEqual([]);
  });

  it('ignores stored data that is not a job', () => {
    for (const rubbish of ['{', '{}', '7', 'null', '[1, null]']) {
      stored = rubbish;
      expect(
        open()
          .getSnapshot()
          .flatMap(({ steps }) => steps),
      ).toEqual([]);
    }
  });
});

describe('a durable job in two tabs', () => {
  it('is done once: what the other has done is taken over', async () => {
    const [one, other] = [open(), open()];
    const job = mailing('ann', 'bob', 'cem');
    one.start(job, work());
    storageEvents.dispatchEvent(Object.assign(new Event('storage'), { key }));
    expect(states(other)).toEqual([['waiting', 'waiting', 'waiting']]);
    other.resume(job.id, work());
    await settle(10_000);
    expect(sent).toEqual(['ann', 'bob', 'cem']);
    expect([states(one), states(other)]).toEqual([[['done', 'done', 'done']], [['done', 'done', 'done']]]);
    expect(kept()[0]?.steps.map(({ sentAs }) => sentAs)).toEqual(['#1', '#2', '#3']);
  });

  it('loses nothing that the other did since this one looked', async () => {
    const [one, other] = [open(), open()];
    const job = mailing('ann', 'bob');
    failures.set('bob', refuse('server'));
    one.start(job, work());
    storageEvents.dispatchEvent(Object.assign(new Event('storage'), { key }));
    await settle();
    // It has not heard of anything that was done.
    expect(states(other)).toEqual([['waiting', 'waiting']]);
    failures.clear();
    other.resume(job.id, work());
    expect(kept()[0]?.steps).toMatchObject([{ state: 'done', sentAs: '#1' }, { state: 'waiting' }]);
    await settle();
    expect(sent).toEqual(['ann', 'bob', 'bob']);
    expect(states(other)).toEqual([['done', 'done']]);
  });

  it('is seen by the tab that only watches, which hears when it is abandoned', async () => {
    const [one, other] = [open(), open()];
    const job = mailing('ann');
    const { promise, reject } = Promise.withResolvers<never>();
    one.start(job, work({ run: () => promise }));
    const orphaned = vi.fn();
    other.whenOrphaned(job.id, new AbortController().signal).then(orphaned, () => undefined);
    await settle(100);
    expect(orphaned).not.toHaveBeenCalled();
    reject(refuse('conflict'));
    await settle();
    storageEvents.dispatchEvent(Object.assign(new Event('storage'), { key: null }));
    expect(states(other)).toEqual([['failed']]);
    expect(orphaned).toHaveBeenCalledOnce();
  });

  it('is not overwritten, where it is worked on, by what another tab keeps of it', async () => {
    const jobs = open();
    const job = mailing('ann');
    jobs.start(job, work());
    stored = JSON.stringify([{ ...job, subject: 'Old news' }]);
    storageEvents.dispatchEvent(Object.assign(new Event('storage'), { key }));
    expect(jobs.getSnapshot().map(({ subject }) => subject)).toEqual(['News']);
    await settle();
  });
});

it('each person has jobs of their own, made once', () => {
  const make = vi.fn((user: string) => ({ user }));
  const jobsOf = ofEachPerson(make);
  expect([jobsOf('a'), jobsOf('b'), jobsOf('a')]).toEqual([{ user: 'a' }, { user: 'b' }, { user: 'a' }]);
  expect(jobsOf('a')).toBe(jobsOf('a'));
  expect(make).toHaveBeenCalledTimes(2);
});
