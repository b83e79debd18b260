import { assembleRange, type ByteRange } from '#src/services/device-recordings/recorded-bytes.ts';
import {
  canPlan,
  newStoredRecording,
  nextLiveChunk,
  rangesAtEnd,
  type StoredChunk,
  type StoredRecording,
  withAcknowledged,
  withClosedChunk,
  withPlan,
  withSlice,
} from '../model/recording.ts';
import { SpoolError } from '../model/spool-error.ts';
import { planChunks } from '../model/upload-plan.ts';
import type { Spool } from '../spool/spool.ts';
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

  async closeChunks(id: string, chunkBytes: number): Promise<StoredRecording> {
    for (let range = nextLiveChunk(this.#row(id), chunkBytes); range; ) {
      const chunk = await this.#hash(id, this.#row(id).closedChunks + 1, range);
      this.#chunks.set(id, [...(this.#chunks.get(id) ?? []), chunk]);
      this.#set(withClosedChunk(this.#row(id), chunk));
      range = nextLiveChunk(this.#row(id), chunkBytes);
    }
    return this.#row(id);
  }

  async seal(id: string, ending: Parameters<Spool['seal']>[1], size: number): Promise<StoredRecording> {
    const row = this.#row(id);
    if (row.status !== 'open') return row;
    if (row.bytes === 0) throw new SpoolError('empty', 'no audio');
    const chunkBytes = row.chunkBytes || size;
    const totalChunks = await this.#cut(row, rangesAtEnd(row, chunkBytes));
    return this.#set({ ...this.#row(id), status: 'sealed', ...ending, chunkBytes, totalChunks });
  }

  async replan(id: string, plan: Parameters<Spool['replan']>[1]): Promise<StoredRecording> {
    const row = this.#row(id);
    if (!canPlan(row, plan)) throw new SpoolError('conflict', 'partly uploaded');
    this.#chunks.delete(id);
    const ranges = row.status === 'open' ? [] : planChunks(row.bytes, plan.chunkBytes);
    const totalChunks = await this.#cut({ ...row, closedChunks: 0 }, ranges);
    return this.#set(withPlan(this.#row(id), plan, totalChunks));
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
    if (plan !== this.#row(id).plan) throw new SpoolError('conflict', 'cut again');
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

  /** Adds to the chunk table and returns how many chunks it has. */
  async #cut({ id, closedChunks }: StoredRecording, ranges: readonly ByteRange[]): Promise<number> {
    const chunks = await Promise.all(
      ranges.map((range, index) => this.#hash(id, closedChunks + index + 1, range)),
    );
    this.#chunks.set(id, [...(this.#chunks.get(id) ?? []), ...chunks]);
    return closedChunks + chunks.length;
  }

  async #hash(recordingId: string, number: number, { start, end }: ByteRange): Promise<StoredChunk> {
    const sha256 = sha256Now(await this.readBytes(recordingId, start, end));
    return { recordingId, number, start, end, sha256 };
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
