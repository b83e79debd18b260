import { createListeners } from '#src/lib/store.ts';
import { problemOf } from '../capture/capture-problem.ts';
import type { LevelMeter } from '../capture/level-meter.ts';
import type { WrittenKind } from '../model/journal.ts';
import type { RecordingSetup, StoredRecording } from '../model/recording.ts';
import { SpoolError } from '../model/spool-error.ts';
import {
  initialState,
  isLive,
  type RecorderEvent,
  type RecorderState,
  type StopReason,
  transition,
} from '../model/state.ts';
import { isQuestion, type WarningKind } from '../model/warnings.ts';
import { withLiveChunks } from '../spool/live-chunks.ts';
import type { RecordedFile } from '../spool/recorded-file.ts';
import { memoryStorage } from '../spool/shared-memory.ts';
import { UploadQueue } from '../upload/upload-queue.ts';
import type { EngineOptions } from './engine-options.ts';
import type { ImportedFile } from './import-file.ts';
import { LazyClips } from './lazy-clips.ts';
import { lazyModules } from './lazy-modules.ts';
import { LeaveGuard } from './leave-guard.ts';
import type { LiveRecordingSession } from './live-recording.ts';
import { defaultSettings, type RecorderSettings, SettingsStore } from './recorder-settings.ts';
import { emptySnapshot, type RecorderSnapshot, viewOf, warningsOf } from './recorder-snapshot.ts';
import { RecordingList } from './recording-list.ts';
import type { RecordingTarget } from './recording-target.ts';
import { StorageQuota } from './storage-quota.ts';

type RecordingParts = Awaited<ReturnType<typeof lazyModules.recording>>;

/**
 * Records, keeps and uploads. Lives outside React and above the routes, so that navigation disturbs nothing. Its state
 * is one immutable snapshot; time and level, which change all the time, are read separately.
 */
export class RecorderEngine {
  readonly #options: EngineOptions;
  readonly #queue: UploadQueue;
  readonly #list: RecordingList;
  readonly #settings: SettingsStore;
  readonly #room: StorageQuota;
  readonly #leaving: LeaveGuard;
  readonly #clips: LazyClips;
  readonly #listeners = createListeners();
  #state: RecorderState = initialState;
  #live: LiveRecordingSession | undefined;
  #starting: AbortController | undefined;
  #stopping: Promise<void> = Promise.resolve();
  /** Like the options, but the spool cuts chunks of a recording that is uploaded while recording. */
  readonly #liveOptions: EngineOptions;
  #snapshot: RecorderSnapshot = emptySnapshot;
  /** Files that are being copied. */
  #bringing = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#leaving = new LeaveGuard(options.page);
    const sharedMemory = options.sharedMemory ?? memoryStorage();
    this.#settings = new SettingsStore(sharedMemory);
    const estimate = async () => (await options.estimateStorage?.()) ?? {};
    this.#room = new StorageQuota(estimate, () => this.#publish());
    this.#queue = new UploadQueue({
      ...options,
      renewSession: () => options.renewSession(),
      prepareSession: async (validForMs) => options.prepareSession?.(validForMs),
      sharedMemory,
      onChange: () => this.#publish(),
      onStored: (recording) => this.#replaceRow(recording),
      onLiveRefused: () => this.#settings.noteLiveRefused(this.#list.user),
    });
    const spool = withLiveChunks(options.spool, {
      chunkBytes: options.chunkBytes,
      wanted: () => this.#settings.wantsLiveUpload(this.#list.user),
      onClosed: (recording) => {
        this.#replaceRow(recording);
        this.#queue.kick();
      },
    });
    this.#liveOptions = { ...options, spool };
    const [settings, onChange] = [this.#settings, (row: StoredRecording) => this.#replaceRow(row)];
    this.#clips = new LazyClips({ ...options, settings, onChange });
    this.#list = new RecordingList({ ...options, settings, clips: this.#clips }, () => this.#publish());
    options.announcements.onmessage = () => void this.#list.refresh();
    options.page.addEventListener('online', () => this.#queue.kick());
    // A tab that crashed in the meantime announced nothing.
    options.page.addEventListener('focus', () => void this.#tidy());
  }

  readonly subscribe = this.#listeners.subscribe;

  readonly getSnapshot = (): RecorderSnapshot => this.#snapshot;

  /** Milliseconds recorded so far by the audio clock, pauses excluded. */
  elapsedMs(): number {
    return this.#live?.elapsedMs() ?? 0;
  }

  /** The level of what is being recorded. */
  get meter(): LevelMeter | undefined {
    return this.#live?.meter;
  }

  /** Starts a recording. It needs no network. What goes wrong becomes the state's problem. */
  async start(setup: RecordingSetup): Promise<void> {
    await this.#begin(setup.name, ({ newTarget }) => newTarget(this.#liveOptions.spool, setup));
  }

  /** Continues a recording that a closed or crashed tab left behind, as one file with what is there. */
  async continueRecording(recordingId: string): Promise<void> {
    const row = this.#rowOf(recordingId);
    if (row?.status !== 'open') return;
    await this.#begin(row.name, ({ resumeTarget }) => resumeTarget(this.#options.spool, row));
  }

  async #begin(name: string, place: (parts: RecordingParts) => RecordingTarget): Promise<void> {
    if (!this.#dispatch({ type: 'start', name })) return;
    const starting = new AbortController();
    this.#starting = starting;
    this.#options.requestPersistence();
    try {
      const parts = await lazyModules.recording();
      const live = await parts.LiveRecordingSession.begin(
        place(parts),
        this.#liveOptions,
        {
          onMicrophone: (microphone, label) => this.#dispatch({ type: 'microphone', microphone, label }),
          onStorage: (storage) => {
            this.#dispatch({ type: 'storage', storage });
            if (storage === 'safe') this.#clips.with((clips) => clips.look(this.#live, this.#list.rows));
          },
          onShareEnded: () => {
            this.#dispatch({ type: 'shared', shared: false });
            this.#dispatch({ type: 'happened', warning: { kind: 'share-ended' } });
          },
          onWatched: (warnings) => this.#dispatch({ type: 'watched', warnings }),
          onInterruption: ({ from, to }) => {
            const seconds = Math.round((to - from) / 1000);
            this.#dispatch({ type: 'happened', warning: { kind: 'interrupted', seconds } });
          },
          onObjection: () => this.pause(),
          onMarks: () => this.#publish(),
          onFailure: () => void this.#end('recorder-failed'),
          onStorageFull: () => void this.#end('storage-full'),
        },
        starting.signal,
      );
      this.#live = live;
      this.#dispatch({ type: 'started', recording: live.recording });
      this.#announce();
      await this.#list.refresh();
    } catch (error) {
      if (starting.signal.aborted) return;
      this.#dispatch({ type: 'ended', problem: problemOf(error) });
    }
  }

  /** Cancels a start while the browser still asks for the microphone. */
  cancelStart(): void {
    if (this.#state.phase !== 'preparing') return;
    this.#starting?.abort();
    this.#dispatch({ type: 'ended', problem: undefined });
  }

  pause(): void {
    if (this.#dispatch({ type: 'pause' })) this.#live?.pause();
  }

  resume(): void {
    if (this.#dispatch({ type: 'resume' })) this.#live?.resume();
  }

  /** The level of the computer's sound, while it is recorded as well. */
  get sharedMeter(): LevelMeter | undefined {
    return this.#live?.sharedMeter;
  }

  /** Asks for the computer's own sound and records it together with the microphone. */
  async shareAudio(): Promise<void> {
    const live = this.#live;
    try {
      const shared = await live?.share();
      if (shared && live === this.#live) this.#dispatch({ type: 'shared', shared });
    } catch (error) {
      const kind = problemOf(error) === 'no-device' ? 'share-silent' : 'share-failed';
      this.#dispatch({ type: 'happened', warning: { kind } });
    }
  }

  stopSharing(): void {
    this.#live?.stopSharing();
    this.#dispatch({ type: 'shared', shared: false });
  }

  /** Notes that those present are asked on their telephones, and follows their answers. @throws SpoolError */
  async noteAsked(): Promise<void> {
    const row = await this.#live?.noteAsked();
    if (row) this.#replaceRow(row);
  }

  /** Writes a bookmark, note or chat line down at this moment of the running recording. */
  write(kind: WrittenKind, text: string): void {
    this.#live?.journal.write(kind, text, this.elapsedMs());
  }

  /** Corrects what was written down during the running recording; without words a note is removed. */
  correctMark(id: string, text: string): void {
    this.#live?.journal.correct(id, text);
  }

  removeMark(id: string): void {
    this.#live?.journal.remove(id);
    this.#clips.with((clips) => clips.forget([id]));
  }

  /** The person has answered a question, or read what has happened. */
  dismissWarning(kind: WarningKind): void {
    if (isQuestion(kind)) this.#live?.watch.dismiss(kind);
    else this.#dispatch({ type: 'seen' });
  }

  /** Ends the recording; its upload starts automatically. Calling it again waits for the same end. */
  readonly stop = (): Promise<void> => this.#end('user');

  /** Clears the view for the next recording: the finished one, or a problem, has been seen. */
  dismiss(): void {
    if (this.#dispatch({ type: 'dismiss' })) void this.#tidy();
  }

  /** Changes what this person has chosen for this device. */
  changeSettings(changes: Partial<RecorderSettings>): void {
    if (this.#list.user === undefined) return;
    this.#settings.change(this.#list.user, changes);
    this.#publish();
    this.#announce();
    void this.#tidy();
  }

  /** Removes the copies of all recordings that the server has, to free space. @throws SpoolError */
  async removeUploaded(): Promise<void> {
    const uploaded = this.#list.rows.filter(({ status }) => status === 'uploaded');
    for (const { id } of uploaded) await this.#options.spool.remove(id);
    this.#announce();
    await this.#tidy();
  }

  /** Tries an upload again now. */
  readonly retry = (recordingId: string): void => this.#queue.retry(recordingId);

  /** Uploads a sealed recording from its beginning to another meeting, null for a new one. @throws SpoolError */
  async redirect(recordingId: string, meetingId: string | null): Promise<void> {
    const row = this.#rowOf(recordingId);
    if (row?.status === 'sealed') await this.#queue.redirect(row, meetingId);
  }

  /** Completes a recording that a closed or crashed tab left behind, and uploads it. @throws SpoolError */
  async finish(recordingId: string): Promise<void> {
    const row = this.#rowOf(recordingId);
    if (row?.status !== 'open' || (await this.#list.isHeld(recordingId))) return;
    const ending = { stoppedAt: row.lastSliceAt, durationMs: row.durationMs };
    this.#replaceRow(await this.#options.spool.seal(recordingId, ending, this.#options.chunkBytes));
    this.#queue.kick();
  }

  /** Removes a recording from this device, the running one included. There is no way back. @throws SpoolError */
  async discard(recordingId: string): Promise<void> {
    const row = this.#rowOf(recordingId);
    if (this.#live?.recording.id === recordingId) {
      const live = this.#live;
      this.#live = undefined;
      await live.abandon();
      this.#dispatch({ type: 'ended', problem: undefined });
    } else {
      if (await this.#list.isHeld(recordingId)) return;
      this.#queue.forget(recordingId);
      await this.#options.spool.remove(recordingId);
    }
    if (row?.status !== 'uploaded')
      this.#clips.with((clips) => clips.forget(Object.keys(row?.pocketed ?? {})));
    if (this.#state.phase === 'sealed' && this.#state.recordingId === recordingId) this.dismiss();
    this.#announce();
    await this.#list.refresh();
  }

  /** Imports a file that the person chose; its upload starts automatically. @throws FileRefused, the signal's reason */
  async bring(brought: ImportedFile, onProgress: (part: number) => void, signal: AbortSignal): Promise<void> {
    const { importFile } = await import('./import-file.ts');
    this.#bringing += 1;
    try {
      const onPlace = () => void this.#list.refresh();
      this.#replaceRow(await importFile(this.#options, brought, { onPlace, onProgress }, signal));
      this.#queue.kick();
    } finally {
      this.#bringing -= 1;
      this.#announce();
      await this.#list.refresh();
    }
  }

  /** Opens a recording to read it, with what is not on disk yet while it runs. @throws SpoolError */
  async read(recordingId: string): Promise<RecordedFile | undefined> {
    const unwritten = this.#live?.recording.id === recordingId ? this.#live.unwritten() : undefined;
    const { openRecorded } = await lazyModules.recordedFile();
    return openRecorded(this.#options.spool, recordingId, unwritten);
  }

  /**
   * Says whose recordings are shown and uploaded from now on, and continues with what is pending; to be called
   * after every sign-in. Undefined (signed out) hides everything and deletes nothing.
   */
  async resumePending(userUuid: string | undefined): Promise<void> {
    if (userUuid !== this.#list.user) await this.#changeUser(userUuid);
    // Ending the recording of the person who left may take as long as the disk does: someone may have signed in in the
    // meantime.
    if (userUuid !== this.#list.user) return;
    this.#queue.serve(userUuid);
    if (userUuid !== undefined) await this.#tidy();
  }

  /** The page is about to sleep: another tab may upload in the meantime. `resumePending` continues. */
  readonly rest = (): void => this.#queue.rest();

  /** Removes what has been kept long enough, and checks what is there and how much space is left. */
  async #tidy(): Promise<void> {
    const shownId = this.#state.phase === 'sealed' ? this.#state.recordingId : undefined;
    await this.#list.clean(shownId).catch(() => undefined);
    await Promise.all([this.#list.refresh(), this.#room.look()]);
    this.#clips.with((clips) => clips.tidy(this.#list.rows.filter((row) => !this.#list.isLive(row))));
  }

  async #changeUser(userUuid: string | undefined): Promise<void> {
    const before = this.#list.user;
    this.#list.switchTo(userUuid);
    if (before === undefined) return;
    this.cancelStart();
    await this.#end('user');
    this.dismiss();
  }

  #end(reason: StopReason): Promise<void> {
    if (this.#live && this.#dispatch({ type: 'stop', reason })) this.#stopping = this.#finishLive(this.#live);
    return this.#stopping;
  }

  async #finishLive(live: LiveRecordingSession): Promise<void> {
    try {
      const sealed = await live.finish();
      if (this.#live !== live) return; // Discarded in the meantime.
      this.#live = undefined;
      this.#replaceRow(sealed);
      this.#clips.with((clips) => clips.collect([sealed]));
      this.#dispatch({ type: 'sealed' });
      this.#queue.kick();
    } catch (error) {
      if (this.#live !== live) return;
      this.#live = undefined;
      const empty = error instanceof SpoolError && error.code === 'empty';
      if (empty) await this.#options.spool.remove(live.recording.id).catch(() => undefined);
      this.#dispatch({ type: 'ended', problem: empty ? 'nothing-recorded' : 'storage' });
    }
    await this.#list.refresh();
  }

  readonly #rowOf = (recordingId: string) => this.#list.rows.find(({ id }) => id === recordingId);

  #replaceRow(recording: StoredRecording): void {
    this.#announce();
    this.#list.replace(recording);
  }

  #announce(): void {
    this.#options.announcements.postMessage('changed');
  }

  /** Applies an event; returns whether it made sense. */
  #dispatch(event: RecorderEvent): boolean {
    const next = transition(this.#state, event);
    if (next === this.#state) return false;
    this.#state = next;
    this.#publish();
    return true;
  }

  #publish(): void {
    const { user, rows } = this.#list;
    this.#snapshot = {
      recorder: this.#state,
      warnings: warningsOf(this.#state, this.#room.bytes, rows),
      marks: this.#live?.journal.marks ?? [],
      recordings: rows.map((stored) => viewOf(stored, this.#queue, this.#list, this.#settings)),
      loaded: this.#list.loaded,
      settings: user === undefined ? defaultSettings : this.#settings.of(user),
    };
    this.#room.keepLooking(isLive(this.#state));
    const incomplete = isLive(this.#state) || this.#bringing > 0;
    this.#leaving.guard(incomplete || this.#queue.sending, incomplete || this.#state.phase === 'preparing');
    this.#listeners.tell();
  }
}
