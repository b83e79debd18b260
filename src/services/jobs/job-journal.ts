import type { Kept } from '#src/lib/storage/kept.ts';
import type { KeptKey } from '#src/lib/storage/kept-keys.ts';
import { type Job, type JobStep, storedStep } from './job.ts';

export interface JournalOptions<J> {
  /** On this device for all tabs, or in this tab until it is closed. */
  readonly storage: Pick<Kept, 'read' | 'write'>;
  readonly key: KeptKey;
  /** The stored jobs, including those of an earlier version; whatever cannot be read is left out. */
  readonly read: (stored: unknown) => readonly J[];
}

/** Where jobs are kept. Without storage they live as long as the page, which warns before it is closed. */
export class JobJournal<Step extends JobStep, J extends Job<Step>> {
  readonly #options: JournalOptions<J>;

  constructor(options: JournalOptions<J>) {
    this.#options = options;
  }

  /** The jobs as they are kept now. */
  read(): readonly J[] {
    const { storage, key, read } = this.#options;
    try {
      return read(JSON.parse(storage.read(key) ?? '[]'));
    } catch {
      return [];
    }
  }

  /** Keeps a job in place of the one with its id. */
  write(job: J): void {
    this.#keep([...this.read().filter(({ id }) => id !== job.id), job]);
  }

  forget(jobId: string): void {
    this.#keep(this.read().filter(({ id }) => id !== jobId));
  }

  /** Reports when another tab changes what is kept. */
  watch(onChange: () => void): void {
    window.addEventListener('storage', ({ key }) => {
      if (key === this.#options.key || key === null) onChange();
    });
  }

  #keep(jobs: readonly J[]): void {
    const { storage, key } = this.#options;
    const stored = jobs.map((job) => ({ ...job, steps: job.steps.map(storedStep) }));
    storage.write(key, stored.length === 0 ? null : JSON.stringify(stored));
  }
}
