import {
  canPlan,
  newStoredRecording,
  type StoredChunk,
  type StoredRecording,
  withAcknowledged,
  withPlan,
  withSlice,
} from '../model/recording.ts';

import { SpoolError } from '../model/spool-error.ts';
import { assembleRange, planChunks } from '../model/upload-plan.ts';
import type { Spool } from '../spool.ts';
import { sha256Now } from './sha256-now.ts';

/** A spool without a disk, for specs. It survives every object that uses it, as the real one does. */
export class MemorySpool implements Spool {
  readonly rows = new Map<string, StoredRecording>();
  readonly #slices = new Map<string, { offset: number; bytes: ArrayBuffer }[]>();
  readonly #chunks = new Map<string, StoredChunk[]>();
  /** Errors that the next appends throw, in order. */
  readonly appendFailures: SpoolError[] = [];

  async create(recording: Parameters<Spool['create']>[0]): Promise<StoredRecording> {
    const row = newStoredRecording(recording);
    this.rows.set(row.id, row);
    this.#slices.set(row.id, []);
    return row;
  }

  async append(id: string, slice: Parameters<Spool['append']>[1]): Promise<void> {
    const failure = this.appendFailures.shift();
    if (failure) throw failure;
    const row = this.#row(id);
    if (slice.index < row.sliceCount) return;
    if (slice.index > row.sliceCount || row.status !== 'open')
      throw new SpoolError('conflict', 'out of order');
    this.#slices.get(id)?.push({ offset: row.bytes, bytes: slice.bytes });
    this.rows.set(id, withSlice(row, slice));
  }

  async seal(id: string, ending: Parameters<Spool['seal']>[1], chunkBytes: number): Promise<StoredRecording> {
    const row = this.#row(id);
    if (row.status !== 'open') return row;
    if (row.bytes === 0) throw new SpoolError('empty', 'no audio');
    const totalChunks = await this.#cut(row, chunkBytes);
    return this.#set({ ...this.#row(id), status: 'sealed', ...ending, chunkBytes, totalChunks });
  }

  async replan(id: string, plan: Parameters<Spool['replan']>[1]): Promise<StoredRecording> {
    if (!canPlan(this.#row(id), plan)) throw new SpoolError('conflict', 'partly uploaded');
    return this.#set(withPlan(this.#row(id), plan, await this.#cut(this.#row(id), plan.chunkBytes)));
  }

  async readChunk(id: string, number: number): Promise<{ chunk: StoredChunk; bytes: ArrayBuffer }> {
    const chunk = this.#chunk(id, number);
    return { chunk, bytes: await this.readBytes(id, chunk.start, chunk.end) };
  }

  async readBytes(id: string, start: number, end: number): Promise<ArrayBuffer> {
    return assembleRange({ start, end }, this.#slices.get(id) ?? []);
  }

  async acknowledge(id: string, number: number, plan: number): Promise<StoredRecording> {
    return this.#set(withAcknowledged(this.#row(id), this.#chunk(id, number), plan));
  }

  async update(
    id: string,
    changes: Parameters<Spool['update']>[1],
    plan = this.#row(id).plan,
  ): Promise<StoredRecording> {
    if (plan !== this.#row(id).plan) throw new SpoolError('conflict', 'cut anew');
    return this.#set({ ...this.#row(id), ...changes });
  }

  async get(id: string): Promise<StoredRecording | undefined> {
    return this.rows.get(id);
  }

  async list(userUuid: string): Promise<StoredRecording[]> {
    const own = [...this.rows.values()].filter((row) => row.userUuid === userUuid);
    return own.sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  }

  async remove(id: string): Promise<void> {
    this.rows.delete(id);
    this.#slices.delete(id);
    this.#chunks.delete(id);
  }

  async listUploaded(): Promise<StoredRecording[]> {
    return [...this.rows.values()].filter(({ status }) => status === 'uploaded');
  }

  /** Writes the chunk table and answers how many chunks it has. */
  async #cut({ id, bytes }: StoredRecording, chunkBytes: number): Promise<number> {
    const chunks = planChunks(bytes, chunkBytes).map(async (range, index) => ({
      recordingId: id,
      number: index + 1,
      ...range,
      sha256: sha256Now(await this.readBytes(id, range.start, range.end)),
    }));
    this.#chunks.set(id, await Promise.all(chunks));
    return chunks.length;
  }

  #row(id: string): StoredRecording {
    const row = this.rows.get(id);
    if (!row) throw new SpoolError('missing', id);
    return row;
  }

  #chunk(id: string, number: number): StoredChunk {
    const chunk = this.#chunks.get(id)?.[number - 1];
    if (!chunk) throw new SpoolError('missing', `${id}/${number}`);
    return chunk;
  }

  #set(row: StoredRecording): StoredRecording {
    this.rows.set(row.id, row);
    return row;
  }
}
