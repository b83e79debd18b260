import { serverDate } from '#src/lib/clock.ts';
import type { StoredRecording } from '../model/recording.ts';
import { type Locks, recordingLock } from '../spool/locks.ts';
import type { Spool } from '../spool/spool.ts';
import type { SettingsStore } from './recorder-settings.ts';

interface ListOptions {
  readonly spool: Spool;
  readonly locks: Locks;
  readonly settings: SettingsStore;
  /** What of an uploaded recording has yet to be kept elsewhere on this device. */
  readonly clips?: { isPending(recording: StoredRecording): Promise<boolean> };
}

/** The recordings of one user on this device: a copy of the spool's rows that is kept up to date. */
export class RecordingList {
  readonly #spool: Spool;
  readonly #locks: Locks;
  readonly #settings: SettingsStore;
  readonly #onChange: () => void;
  readonly #clips: ListOptions['clips'];
  #user: string | undefined;
  #rows: readonly StoredRecording[] = [];
  #heldIds: ReadonlySet<string> = new Set();
  #loaded = false;

  constructor({ spool, locks, settings, clips }: ListOptions, onChange: () => void) {
    this.#clips = clips;
    this.#spool = spool;
    this.#locks = locks;
    this.#settings = settings;
    this.#onChange = onChange;
  }

  get user(): string | undefined {
    return this.#user;
  }

  /** The newest first. */
  get rows(): readonly StoredRecording[] {
    return this.#rows;
  }

  /** Whether the spool has been asked for this user's recordings. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Whether a tab, this one or another, was recording it at the last check. */
  isLive({ id, status }: StoredRecording): boolean {
    return status === 'open' && this.#heldIds.has(id);
  }

  /** Whether a tab is recording it now. */
  async isHeld(recordingId: string): Promise<boolean> {
    return (await this.#locks.held()).has(recordingLock(recordingId));
  }

  /** Shows this user's recordings from now on; empty until the next refresh. */
  switchTo(user: string | undefined): void {
    this.#user = user;
    this.#rows = [];
    this.#loaded = false;
    this.#onChange();
  }

  /** Takes over a row that the spool has just returned. */
  replace(recording: StoredRecording): void {
    if (recording.userUuid !== this.#user) return;
    const others = this.#rows.filter(({ id }) => id !== recording.id);
    this.#rows = [...others, recording].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
    this.#onChange();
  }

  /** Reads the spool again. It never rejects: what was known stays. */
  async refresh(): Promise<void> {
    const user = this.#user;
    if (user === undefined) return;
    const [rows, held] = await Promise.all([
      this.#spool.list(user).catch(() => this.#rows),
      this.#locks.held().catch(() => new Set<string>()),
    ]);
    if (user !== this.#user) return;
    this.#heldIds = new Set(rows.map(({ id }) => id).filter((id) => held.has(recordingLock(id))));
    this.#rows = rows.filter((row) => !isHalfCopy(row) || this.#heldIds.has(row.id));
    this.#loaded = true;
    this.#onChange();
  }

  /**
   * Removes what the server has had for its owner's grace period, and entries for recordings without any audio.
   * `shownId` stays: the person is looking at it. @throws SpoolError
   */
  async clean(shownId: string | undefined): Promise<void> {
    const now = serverDate().toISOString();
    for (const row of await this.#spool.listUploaded()) {
      const { id, userUuid, uploadedAt } = row;
      if (id === shownId || uploadedAt === null) continue;
      if (userUuid === this.#user && (await this.#clips?.isPending(row))) continue;
      if (this.#settings.keptUntil(userUuid, uploadedAt) < now) await this.#spool.remove(id);
    }
    if (this.#user === undefined) return;
    for (const { id, status, bytes, origin } of await this.#spool.list(this.#user)) {
      const useless = (status === 'open' && bytes === 0) || isHalfCopy({ status, origin });
      if (useless && !(await this.isHeld(id))) await this.#spool.remove(id);
    }
  }
}

/** A file whose copying has not ended. If nobody continues with it, it is of no use, and the person has the file. */
function isHalfCopy({ status, origin }: Pick<StoredRecording, 'status'> & { origin?: 'file' | undefined }) {
  return status === 'open' && origin === 'file';
}
