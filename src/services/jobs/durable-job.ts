import { ApiError, type ApiErrorKind } from '#src/api/client/errors.ts';
import { createListeners } from '#src/lib/store.ts';
import { holdWhileAwake, oneAtATime } from '#src/lib/tabs/tab-locks.ts';
import { batches } from './batch-queue.ts';
import { isFinished, type Job, type JobStep } from './job.ts';
import { JobJournal, type JournalOptions } from './job-journal.ts';

/** How the steps of a job are done, and shown in the list of tasks. */
export interface JobWork<Step extends JobStep, J extends Job<Step>> {
  readonly title: (job: J, open: readonly Step[]) => string;
  readonly label: (step: Step) => string;
  /**
   * Does a step and returns what is to be remembered with it. Where it is `unsure`, an earlier try is looked for.
   * @throws ApiError
   */
  readonly run: (step: Step, job: J, signal: AbortSignal) => Promise<Partial<Step>>;
  /** How many calls of the API a step takes. */
  readonly callsPerStep: (open: readonly Step[]) => number;
  /** Nothing is running any longer, whether all is done or not. */
  readonly onEnd: () => void;
  /** Whether a complete job stays until someone has seen its results. */
  readonly keepsResults: (job: J) => boolean;
}

export interface DurableJobsOptions<J> extends JournalOptions<J> {
  /** Prefix of the names of locks; no other jobs use it. */
  readonly lock: string;
}

/** Errors that say nothing about the step: the queue tries it again. */
const passingKinds: readonly ApiErrorKind[] = ['network', 'signed-out', 'rate-limited'];

const again = { state: 'waiting', failure: undefined } as const;

/**
 * What is being done in several steps, and how far it got: kept, so that a job that was interrupted can be finished.
 * Each step is written down before it is tried and after it ended, and is done by one tab at a time. Components
 * follow the jobs by `subscribe` and `getSnapshot`.
 */
export class DurableJobs<Step extends JobStep, J extends Job<Step>> {
  readonly #lock: string;
  readonly #journal: JobJournal<Step, J>;
  readonly #listeners = createListeners();
  /** The latest batch of each job in this tab. It stays when it has ended, so that its failures can be tried again. */
  readonly #batchOf = new Map<string, string>();
  /** Lets other tabs know that this one no longer works on a job. */
  readonly #releases = new Map<string, () => void>();
  #jobs: readonly J[];

  constructor({ lock, ...journal }: DurableJobsOptions<J>) {
    this.#lock = lock;
    this.#journal = new JobJournal(journal);
    this.#jobs = this.#journal.read();
    this.#journal.watch(() => {
      // What this tab works on is known better here.
      const own = this.#jobs.filter(({ id }) => this.worksOn(id));
      const others = this.#journal.read().filter(({ id }) => !this.worksOn(id));
      this.#publish([...others, ...own]);
    });
  }

  readonly subscribe = this.#listeners.subscribe;

  /** The jobs that are not over, and those whose results stay. */
  readonly getSnapshot = (): readonly J[] => this.#jobs;

  /** Whether this tab works on a job, or waits to continue. */
  worksOn(jobId: string): boolean {
    return this.#releases.has(jobId);
  }

  /** Resolves when no tab works on a job any longer; without locks immediately. @throws the signal's reason */
  whenOrphaned(jobId: string, signal: AbortSignal): Promise<void> {
    return oneAtATime(this.#workLock(jobId), { signal }, () => undefined);
  }

  /** Keeps a job and begins with it. */
  start(job: J, work: JobWork<Step, J>): void {
    this.#leaveBatch(job.id);
    this.#put(job);
    this.resume(job.id, work);
  }

  /** Continues with what is not done; what an earlier batch left is taken over. */
  resume(jobId: string, work: JobWork<Step, J>): void {
    const job = this.#adopt(jobId);
    if (!job) return;
    this.#leaveBatch(jobId);
    const open = job.steps.filter(({ state }) => state !== 'done');
    if (open.length === 0) {
      this.#settle(jobId, work);
      return;
    }
    this.#put({
      ...job,
      steps: job.steps.map((step) => (step.state === 'done' ? step : { ...step, ...again })),
    });
    const batchId = batches.add({
      title: work.title(job, open),
      items: open,
      keyOf: ({ key }) => key,
      labelOf: work.label,
      run: ({ key }, signal) => this.#run(jobId, key, work, signal),
      callsPerItem: work.callsPerStep(open),
      onEnd: () => this.#settle(jobId, work),
    });
    this.#batchOf.set(jobId, batchId);
    this.#hold(jobId);
    this.#publish(this.#jobs);
  }

  /** Forgets a job; what it did stays. */
  dismiss(jobId: string): void {
    this.#leaveBatch(jobId);
    this.#journal.forget(jobId);
    this.#publish(this.#jobs.filter(({ id }) => id !== jobId));
  }

  async #run(jobId: string, key: string, work: JobWork<Step, J>, signal: AbortSignal): Promise<void> {
    // The list of tasks may try again what failed, long after all had ended.
    this.#hold(jobId);
    await oneAtATime(`${this.#lock}.${jobId}`, { signal }, async () => {
      const step = this.#adopt(jobId)?.steps.find((one) => one.key === key);
      if (!step || step.state === 'done') return;
      this.#set(jobId, key, { state: 'running', failure: undefined });
      const job = this.#find(jobId);
      if (!job) return;
      try {
        const noted = await work.run(step, job, signal);
        this.#set(jobId, key, { state: 'done', unsure: false }, noted);
      } catch (error) {
        const failed = error instanceof ApiError ? error : new ApiError({ kind: 'server', operation: key });
        const { kind, mayBeDone, serverMessage: said, refusal } = failed;
        // An aborted one ended together with everything else, not on its own.
        const passes = passingKinds.includes(kind) || signal.aborted;
        this.#set(jobId, key, {
          state: passes ? 'waiting' : 'failed',
          unsure: step.unsure || mayBeDone,
          failure: passes ? undefined : { kind, said, ...(refusal ? { refusal } : {}) },
        });
        throw error;
      }
    });
  }

  /** Nothing is running any longer: shows the outcome, and forgets what is complete. */
  #settle(jobId: string, work: JobWork<Step, J>): void {
    work.onEnd();
    this.#release(jobId);
    const job = this.#find(jobId);
    if (job && isFinished(job) && !work.keepsResults(job)) {
      // The list of tasks still shows that it was done.
      this.#batchOf.delete(jobId);
      this.dismiss(jobId);
    } else this.#publish(this.#jobs);
  }

  readonly #workLock = (jobId: string) => `${this.#lock}.${jobId}.work`;

  /** Other tabs see by this lock that someone works on it. */
  #hold(jobId: string): void {
    if (this.worksOn(jobId)) return;
    this.#releases.set(jobId, holdWhileAwake(this.#workLock(jobId), 'shared'));
    this.#publish(this.#jobs);
  }

  #release(jobId: string): void {
    this.#releases.get(jobId)?.();
    this.#releases.delete(jobId);
  }

  #leaveBatch(jobId: string): void {
    const batchId = this.#batchOf.get(jobId);
    this.#batchOf.delete(jobId);
    this.#release(jobId);
    if (batchId === undefined) return;
    batches.cancel(batchId);
    batches.dismiss(batchId);
  }

  /** A job with what other tabs have done of it: whatever is done stays so, whoever writes. */
  #adopt(jobId: string): J | undefined {
    const job = this.#find(jobId);
    const kept = this.#journal.read().find(({ id }) => id === jobId);
    if (!job || !kept) return job;
    const done = new Map(kept.steps.filter(({ state }) => state === 'done').map((step) => [step.key, step]));
    const adopted = { ...job, steps: job.steps.map((step) => done.get(step.key) ?? step) };
    this.#publish(this.#jobs.map((one) => (one === job ? adopted : one)));
    return adopted;
  }

  readonly #find = (jobId: string) => this.#jobs.find(({ id }) => id === jobId);

  #set(jobId: string, key: string, change: Partial<JobStep>, noted: Partial<Step> = {}): void {
    const job = this.#find(jobId);
    if (!job) return;
    const steps = job.steps.map((step) => (step.key === key ? { ...step, ...noted, ...change, key } : step));
    this.#put({ ...job, steps });
  }

  #put(job: J): void {
    this.#journal.write(job);
    this.#publish([...this.#jobs.filter(({ id }) => id !== job.id), job]);
  }

  #publish(jobs: readonly J[]): void {
    // Another list even of the same jobs: who works on them may have changed.
    this.#jobs = [...jobs];
    this.#listeners.tell();
  }
}

/** The jobs of each person who works in this tab. */
export function ofEachPerson<T>(make: (userUuid: string) => T): (userUuid: string) => T {
  const made = new Map<string, T>();
  return (userUuid) => {
    const jobs = made.get(userUuid) ?? make(userUuid);
    made.set(userUuid, jobs);
    return jobs;
  };
}
