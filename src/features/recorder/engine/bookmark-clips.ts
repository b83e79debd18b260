import { readClipSettings } from '#src/services/evidence/clip-settings.ts';
import type { Mark } from '../model/journal.ts';
import type { StoredRecording } from '../model/recording.ts';
import type { Spool } from '../spool/spool.ts';
import { type ClipKeeper, keepSound } from './keep-sound.ts';
import type { LiveRecordingSession } from './live-recording.ts';
import type { SettingsStore } from './recorder-settings.ts';

export interface BookmarkClipsOptions {
  readonly spool: Pick<Spool, 'get' | 'readBytes' | 'update'>;
  readonly evidence?: () => Promise<ClipKeeper>;
  readonly settings: SettingsStore;
  /** A row has changed, or a recording need no longer wait. */
  readonly onChange: (recording: StoredRecording) => void;
}

const msPerSecond = 1000;

/**
 * Keeps the sound around each bookmark: cut from the spool as soon as it is there, or at the latest before the recording
 * is removed from this device. What was kept is noted with the recording, so a page that dies in between only does it again.
 */
export class BookmarkClips {
  readonly #options: BookmarkClipsOptions;
  #working: Promise<void> = Promise.resolve();
  readonly #underWay = new Set<string>();
  /** Recordings whose clips could not be kept on this page: they are not waited for. */
  readonly #given = new Set<string>();

  constructor(options: BookmarkClipsOptions) {
    this.#options = options;
  }

  /** Whether a recording has bookmarks whose sound has yet to be kept. */
  isPending(recording: StoredRecording): boolean {
    return !this.#given.has(recording.id) && this.#due(recording).length > 0;
  }

  /** Keeps what is complete of these recordings; those that are being recorded elsewhere are left to their tab. */
  collect(recordings: readonly StoredRecording[]): void {
    for (const recording of recordings) if (this.isPending(recording)) this.#enqueue(recording.id);
  }

  /** Looks at the running recording after the disk has accepted something. */
  look(live: LiveRecordingSession | undefined, rows: readonly StoredRecording[]): void {
    const stored = rows.find(({ id }) => id === live?.recording.id);
    if (!live || !stored || this.#given.has(stored.id)) return;
    const { marks } = live.journal;
    const heard = { ...stored, marks, durationMs: live.elapsedMs() };
    if (this.#due(heard).length > 0) this.#enqueue(stored.id);
  }

  /** A bookmark, or a recording that becomes no meeting, was removed: its clips go with it. */
  forget(ids: readonly string[]): void {
    if (ids.length > 0) this.#do((evidence) => evidence.removeAll(ids));
  }

  /** Keeps what these recordings have yet to keep, and removes what was kept long enough. */
  tidy(recordings: readonly StoredRecording[]): void {
    this.#do((evidence) => evidence.sweep());
    this.collect(recordings);
  }

  #do(work: (evidence: ClipKeeper) => Promise<void>): void {
    void this.#options
      .evidence?.()
      .then(work)
      .catch(() => undefined);
  }

  #due({ userUuid, marks = [], pocketed = {}, status, durationMs, origin }: StoredRecording): Mark[] {
    const { clipDays, clipAfter } = readClipSettings({ ...this.#options.settings.of(userUuid) });
    if (!this.#options.evidence || clipDays === 0 || origin === 'file') return [];
    const isComplete = ({ recordedMs }: Mark) =>
      status !== 'open' || durationMs >= recordedMs + clipAfter * msPerSecond;
    return marks.filter(
      (mark) => mark.kind === 'bookmark' && pocketed[mark.id] === undefined && isComplete(mark),
    );
  }

  #enqueue(id: string): void {
    if (this.#underWay.has(id)) return;
    this.#underWay.add(id);
    this.#working = this.#working.then(() => this.#keepAll(id)).finally(() => this.#underWay.delete(id));
  }

  async #keepAll(id: string): Promise<void> {
    const { spool, settings, evidence, onChange } = this.#options;
    try {
      const keep = async (row: StoredRecording, mark: Mark) =>
        keepSound(row, mark, {
          spool,
          settings: readClipSettings({ ...settings.of(row.userUuid) }),
          evidence: await evidence?.(),
        });
      for (let row = await spool.get(id); row; ) {
        const [mark] = this.#due(row);
        if (!mark) return;
        const keptMs = await keep(row, mark);
        // Read again: other bookmarks may have been noted in the meantime.
        const before: Readonly<Record<string, number>> = (await spool.get(id))?.pocketed ?? {};
        row = await spool.update(id, { pocketed: { ...before, [mark.id]: keptMs } });
        onChange(row);
      }
    } catch {
      this.#given.add(id);
      const row = await spool.get(id).catch(() => undefined);
      if (row) onChange(row);
    }
  }
}
