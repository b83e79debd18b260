import type { Database } from '../../lib/database.ts';
import type { Settings } from '../settings.ts';
import { type Contents, readContents, writeContents } from '../store/meeting-contents.ts';
import { changeStatus } from '../store/meeting-status.ts';
import { chatOf } from '../store/meeting-view.ts';
import { type MeetingRow, meetingById } from '../store/meetings.ts';
import type { Webhooks } from '../webhooks.ts';
import type { AudioStore } from './audio-store.ts';
import { compose } from './compose.ts';
import { toProcessedMeeting } from './processed-meeting.ts';
import { transcribe } from './transcribe.ts';

interface UploadRow {
  duration_in_seconds: number | null;
  mime_type: string;
  problem: string | null;
}

interface Parts {
  readonly database: Database;
  readonly settings: Settings;
  readonly webhooks: Webhooks;
  readonly audio: AudioStore;
}

/** Turns finalised recordings into finished meetings after a believable delay; survives a restart. */
export class Processing {
  readonly #parts: Parts;
  readonly #timers = new Map<number, NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Takes up the meetings that an earlier run left in `processing`. */
  resume(): void {
    const rows = this.#parts.database.all<{ meeting_id: number; due_at: number }>(
      'SELECT * FROM processing_jobs',
    );
    for (const { meeting_id, due_at } of rows) this.#start(meeting_id, due_at);
  }

  /** Has a meeting finished after the configured delay. */
  schedule(meetingId: number): void {
    const dueAt = Date.now() + this.#parts.settings.processingMs;
    this.#parts.database.run('INSERT OR REPLACE INTO processing_jobs VALUES (?, ?)', meetingId, dueAt);
    this.#start(meetingId, dueAt);
  }

  /** Stops the clock; what is under way is awaited, the rest waits for the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.allSettled(this.#running);
  }

  #start(meetingId: number, dueAt: number) {
    const timer = setTimeout(
      () => {
        this.#timers.delete(meetingId);
        const work = this.#finish(meetingId).catch((error: unknown) => {
          this.#parts.settings.log(
            JSON.stringify({ at: new Date().toISOString(), processing: meetingId, error: String(error) }),
          );
        });
        this.#running.add(work);
        void work.finally(() => this.#running.delete(work));
      },
      Math.max(0, dueAt - Date.now()),
    );
    this.#timers.set(meetingId, timer);
  }

  async #finish(meetingId: number): Promise<void> {
    const { database } = this.#parts;
    const meeting = meetingById(database, meetingId);
    if (!meeting) return;
    const upload = database.get<UploadRow>(
      'SELECT duration_in_seconds, mime_type, problem FROM uploads WHERE meeting_id = ?',
      meetingId,
    );
    if (upload?.problem) return this.#fail(meeting, upload.problem);
    const words = upload ? await this.#transcript(meeting, upload.mime_type) : {};
    if (this.#closed) return;
    // Read after the transcription: people may have changed the meeting in the meantime.
    const current = meetingById(database, meetingId);
    if (!current) return;
    const contents = readContents(database, meetingId);
    const composed = compose({
      meeting: current,
      contents,
      chat: chatOf(database, meetingId),
      seconds: upload?.duration_in_seconds ?? contents.details.duration_in_seconds ?? null,
      ...words,
    });
    // A recording that failed before may have left its reason.
    const { processing_error: _, ...metadata } = contents.metadata;
    this.#complete(current, { ...contents, ...composed, metadata }, 'finished');
    const finished = meetingById(database, meetingId);
    if (finished) {
      const data = toProcessedMeeting(finished, readContents(database, meetingId));
      this.#parts.webhooks.send(finished.organisation_id, 'meeting.processed', data);
    }
  }

  async #transcript(meeting: MeetingRow, mimeType: string) {
    const { settings, audio } = this.#parts;
    if (!settings.transcribeUrl) return {};
    try {
      const path = audio.recordingPath(meeting.uuid);
      return { transcript: await transcribe(settings.transcribeUrl, path, mimeType, meeting.locale) };
    } catch (error) {
      return { transcriptProblem: error instanceof Error ? error.message : String(error) };
    }
  }

  #fail(meeting: MeetingRow, problem: string) {
    const contents = readContents(this.#parts.database, meeting.id);
    const metadata = { ...contents.metadata, processing_error: problem };
    this.#complete(meeting, { ...contents, metadata }, 'failed');
  }

  #complete(meeting: MeetingRow, contents: Contents, status: string) {
    const { database } = this.#parts;
    database.transaction(() => {
      writeContents(database, meeting.id, contents);
      database.run('DELETE FROM processing_jobs WHERE meeting_id = ?', meeting.id);
      changeStatus(this.#parts, meeting.id, status);
    });
  }
}
