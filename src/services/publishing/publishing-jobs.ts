import type { QueryClient } from '@tanstack/react-query';
import { ApiError } from '#src/api/client/errors.ts';
import { renewed } from '#src/api/gateway/published/publications.ts';
import { fields, flag, list, number, text } from '#src/lib/reader.ts';
import { kept } from '#src/lib/storage/kept.ts';
import { createStore } from '#src/lib/store.ts';
import { oneAtATime } from '#src/lib/tabs/tab-locks.ts';
import { session } from '../auth/session.ts';
import { keepHandle, keptFile, requestedFile } from './file-handles.ts';
import { handOver, SourceGone } from './hand-over.ts';
import { isSameFile, type ReadBytes, readDevice, readFile, type SourceNote } from './source.ts';

/** A file that this browser hands over, kept over a reload. */
export interface PublishingJob {
  /** Of its publication. */
  readonly id: string;
  readonly meeting: string;
  readonly title: string;
  readonly bytes: number;
  readonly source: SourceNote;
  readonly paused: boolean;
}

export type JobPhase =
  /** Waits for another tab, which has it. */
  | 'elsewhere'
  | 'sending'
  /** Nothing gets through for the moment. */
  | 'waiting'
  | 'paused'
  /** The browser still knows the file, and asks before it is read. */
  | 'needs-permission'
  /** The file has to be chosen again. */
  | 'needs-file'
  | 'signed-out'
  | 'problem';

export interface JobView extends PublishingJob {
  readonly phase: JobPhase;
  /** Bytes that the gateway has, or has on their way; undefined where this page does not know. */
  readonly sent: number | undefined;
  /** What stands in its way: SourceGone, or an ApiError. */
  readonly error: unknown;
}

interface Running {
  readonly abort: AbortController;
  readonly phase: JobPhase;
  readonly sent?: number | undefined;
  readonly error?: unknown;
}

/** The files that a person's browser hands over to be published. Each is handed over by one tab at a time. */
export class PublishingJobs {
  readonly #user: string;
  readonly #queryClient: QueryClient;
  readonly #running = new Map<string, Running>();
  readonly #files = new Map<string, File>();
  readonly #views = createStore<readonly JobView[]>([]);
  readonly subscribe = this.#views.subscribe;
  readonly getSnapshot = this.#views.get;

  constructor(user: string, queryClient: QueryClient) {
    this.#user = user;
    this.#queryClient = queryClient;
    window.addEventListener('storage', ({ key }) => {
      if (key === this.#key || key === null) this.#resumeAll();
    });
    session.subscribe(() => {
      if (session.hasLeft()) for (const { abort } of this.#running.values()) abort.abort();
      else if (session.getSnapshot() === 'signed-in') this.#resumeAll();
    });
    this.#resumeAll();
  }

  /** Begins, or continues. @param file where it comes from one, with its handle where the browser has one */
  add(job: PublishingJob, file: File | undefined, handle?: FileSystemFileHandle): void {
    if (file) this.#files.set(job.id, file);
    if (handle) void keepHandle(job.id, handle);
    this.#keep([...this.#jobs().filter(({ id }) => id !== job.id), job]);
    this.#run(job);
  }

  pause(id: string): void {
    this.#change(id, { paused: true });
    this.#stop(id);
  }

  /** Continues what was paused, or could not continue. */
  resume(id: string): void {
    this.#change(id, { paused: false });
    this.#stop(id);
    const job = this.#jobs().find((one) => one.id === id);
    if (job) this.#run(job);
  }

  /** Continues with a file that was chosen again. Returns whether it is the same. */
  async provide(id: string, file: File, handle?: FileSystemFileHandle): Promise<boolean> {
    const job = this.#jobs().find((one) => one.id === id);
    if (!job || !(await this.#take(job, file))) return false;
    if (handle) void keepHandle(id, handle);
    this.resume(id);
    return true;
  }

  /** Continues with the file that the browser still knows, for a press: it may ask whether that may be read. */
  async permit(id: string): Promise<void> {
    const file = await requestedFile(id);
    if (file && (await this.provide(id, file))) return;
    const running = this.#running.get(id);
    if (running) this.#running.set(id, { ...running, phase: 'needs-file' });
    this.#tell();
  }

  /** Returns whether a file is the one that was begun with, which it is read from then. */
  async #take({ id, source, bytes }: PublishingJob, file: File): Promise<boolean> {
    if (source.kind !== 'file' || !(await isSameFile(file, source, bytes))) return false;
    this.#files.set(id, file);
    return true;
  }

  /** It is over. */
  forget(id: string): void {
    this.#stop(id);
    this.#files.delete(id);
    void keepHandle(id, undefined);
    this.#keep(this.#jobs().filter((one) => one.id !== id));
  }

  get #key() {
    return `claritalk.publications.${this.#user}` as const;
  }

  #jobs(): readonly PublishingJob[] {
    try {
      return list(JSON.parse(kept.read(this.#key) ?? '[]'), readJob);
    } catch {
      return [];
    }
  }

  #keep(jobs: readonly PublishingJob[]): void {
    kept.write(this.#key, jobs.length === 0 ? null : JSON.stringify(jobs));
    this.#tell();
  }

  #change(id: string, change: Pick<PublishingJob, 'paused'>): void {
    this.#keep(this.#jobs().map((one) => (one.id === id ? { ...one, ...change } : one)));
  }

  #resumeAll(): void {
    const jobs = this.#jobs();
    for (const job of jobs) {
      const { phase } = this.#running.get(job.id) ?? {};
      if (job.paused) this.#stop(job.id);
      else if (phase === undefined || phase === 'signed-out') this.#run(job);
    }
    for (const id of this.#running.keys()) if (!jobs.some((job) => job.id === id)) this.#stop(id);
    this.#tell();
  }

  #stop(id: string): void {
    this.#running.get(id)?.abort.abort();
    this.#running.delete(id);
    this.#tell();
  }

  #run(job: PublishingJob): void {
    if (job.paused) return;
    const { id } = job;
    const abort = new AbortController();
    const { signal } = abort;
    const show = (phase: JobPhase, more: Omit<Running, 'abort' | 'phase'> = {}) => {
      if (signal.aborted) return;
      this.#running.set(id, { abort, phase, ...more });
      this.#tell();
    };
    show('elsewhere');
    oneAtATime(`claritalk.publishing.${id}`, { signal }, () => this.#handOver(job, signal, show))
      .then((isOver) => isOver && !signal.aborted && this.forget(id))
      .catch((error: unknown) => {
        const isOut = error instanceof ApiError && error.kind === 'signed-out';
        const isGone = error instanceof SourceGone && job.source.kind === 'file';
        if (isGone) this.#files.delete(id);
        show(isOut ? 'signed-out' : isGone ? 'needs-file' : 'problem', { error });
      })
      .finally(() => renewed(this.#queryClient, undefined));
  }

  /** Returns whether it is over. */
  async #handOver(
    job: PublishingJob,
    signal: AbortSignal,
    show: (phase: JobPhase, more?: { readonly sent?: number }) => void,
  ): Promise<boolean> {
    const read = await this.#reader(job);
    if (typeof read === 'string') {
      show(read);
      return false;
    }
    let sent: number | undefined;
    const tell = (phase: JobPhase) => show(phase, sent === undefined ? {} : { sent });
    tell('sending');
    await handOver({
      id: job.id,
      read,
      queryClient: this.#queryClient,
      signal,
      onProgress(bytes) {
        sent = bytes;
        tell('sending');
      },
      onWaiting: (waits) => tell(waits ? 'waiting' : 'sending'),
    });
    return true;
  }

  /** Returns how it is read, or what is needed before. */
  async #reader(job: PublishingJob): Promise<ReadBytes | 'needs-permission' | 'needs-file'> {
    const { id, source } = job;
    if (source.kind === 'recording') return readDevice(source.recording);
    const chosen = this.#files.get(id);
    if (chosen) return readFile(chosen);
    const { access, file } = await keptFile(id);
    if (access === 'prompt') return 'needs-permission';
    return file && (await this.#take(job, file)) ? readFile(file) : 'needs-file';
  }

  #tell(): void {
    this.#views.set(
      this.#jobs().map((job) => {
        const { phase, sent, error } = this.#running.get(job.id) ?? {};
        return { ...job, phase: job.paused ? 'paused' : (phase ?? 'elsewhere'), sent, error };
      }),
    );
  }
}

function readJob(stored: unknown): PublishingJob | undefined {
  const { id, meeting, title, bytes, source, paused } = fields(stored);
  const [key, of] = [text(id), text(meeting)];
  const from = readSource(source);
  if (key === undefined || of === undefined || !from) return undefined;
  return {
    id: key,
    meeting: of,
    title: text(title) ?? '',
    bytes: number(bytes) ?? 0,
    source: from,
    paused: flag(paused) ?? false,
  };
}

function readSource(stored: unknown): SourceNote | undefined {
  const { recording, name, modified, start } = fields(stored);
  const id = text(recording);
  if (id !== undefined) return { kind: 'recording', recording: id };
  const [called, digest] = [text(name), text(start)];
  if (called === undefined || digest === undefined) return undefined;
  return { kind: 'file', name: called, modified: number(modified) ?? 0, start: digest };
}

const all = new Map<string, PublishingJobs>();

/** What someone's browser hands over. It continues with what an earlier page has left. */
export function publishingOf(user: string, queryClient: QueryClient): PublishingJobs {
  const jobs = all.get(user) ?? new PublishingJobs(user, queryClient);
  all.set(user, jobs);
  return jobs;
}
