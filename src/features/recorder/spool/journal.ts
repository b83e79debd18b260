import { wholeCharacters } from '#contract/whole-characters.ts';
import { serverDate, serverNow } from '#src/lib/clock.ts';
import { retry } from '#src/lib/retry.ts';
import {
  type Mark,
  type MarkKind,
  maxMarkLength,
  type WrittenKind,
  withEnd,
  withMark,
  withoutMark,
  withText,
} from '../model/journal.ts';
import type { Spool } from './spool.ts';

const retryEveryMs = 1000;

/**
 * What is written down during one recording, kept with it in the spool as strictly as the sound: every change is
 * written at once, and tried again every second until the disk has it. The whole list is written each time, so
 * what matters is only the latest.
 */
export class Journal {
  readonly #spool: Pick<Spool, 'update'>;
  readonly #recordingId: string;
  readonly #onChange: () => void;
  #marks: readonly Mark[];
  #written: readonly Mark[];
  #writing: Promise<void> | undefined;
  readonly #abandoned = new AbortController();

  /** `marks`: what the recording has already, when it is continued. */
  constructor(
    spool: Pick<Spool, 'update'>,
    recordingId: string,
    marks: readonly Mark[],
    onChange: () => void,
  ) {
    this.#spool = spool;
    this.#recordingId = recordingId;
    this.#marks = marks;
    this.#written = marks;
    this.#onChange = onChange;
  }

  get marks(): readonly Mark[] {
    return this.#marks;
  }

  /** Writes something down. `recordedMs` is the recording's time. Notes and chat lines need words. */
  write(kind: WrittenKind, text: string, recordedMs: number): void {
    const words = wholeCharacters(text.trim(), maxMarkLength);
    if (words === '' && kind !== 'bookmark') return;
    this.#add(kind, recordedMs, serverNow(), null, words);
  }

  /** Something that lasts has begun at `from` (milliseconds since 1970); `to` when it is already over. */
  begin(kind: Exclude<MarkKind, WrittenKind>, recordedMs: number, from = serverNow(), to?: number): void {
    this.#add(kind, recordedMs, from, to === undefined ? null : new Date(to).toISOString(), '');
  }

  /** It is over. */
  end(kind: Exclude<MarkKind, WrittenKind>): void {
    this.#set(withEnd(this.#marks, kind, serverDate().toISOString()));
  }

  correct(id: string, text: string): void {
    this.#set(withText(this.#marks, id, text));
  }

  remove(id: string): void {
    this.#set(withoutMark(this.#marks, id));
  }

  /** Resolves when the disk has everything, or the recording was abandoned. */
  async drained(): Promise<void> {
    await this.#writing;
  }

  /** Forgets what is not written yet. */
  abandon(): void {
    this.#abandoned.abort();
  }

  #add(kind: MarkKind, recordedMs: number, from: number, until: string | null, text: string): void {
    const at = new Date(from).toISOString();
    this.#set(withMark(this.#marks, { id: crypto.randomUUID(), kind, recordedMs, at, until, text }));
  }

  #set(marks: readonly Mark[]): void {
    if (marks === this.#marks || this.#abandoned.signal.aborted) return;
    this.#marks = marks;
    this.#writing ??= this.#write();
    this.#onChange();
  }

  async #write(): Promise<void> {
    const { signal } = this.#abandoned;
    while (this.#written !== this.#marks && !signal.aborted) {
      const patience = { waitMs: () => retryEveryMs, signal };
      await retry(() => this.#writeLatest(), patience).catch(() => undefined);
    }
    this.#writing = undefined;
  }

  async #writeLatest(): Promise<void> {
    const marks = this.#marks;
    await this.#spool.update(this.#recordingId, { marks });
    this.#written = marks;
  }
}
