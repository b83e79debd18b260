import { memoryStorage } from '../spool/shared-memory.ts';
import { UploadQueue } from '../upload/upload-queue.ts';
import { FakeServer } from './fake-server.ts';
import { MemoryLocks } from './memory-locks.ts';
import { MemorySpool } from './memory-spool.ts';

const sliceBytes = 40;
export const userUuid = 'b1f6f9a0-0000-4000-8000-000000000001';
export const chunkBytes = 100;

/** A browser with a spool, its tabs, and a server, for specs of the upload. */
export class UploadBench {
  readonly spool = new MemorySpool();
  readonly server = new FakeServer();
  readonly locks = new MemoryLocks();
  readonly memory = memoryStorage();
  /** The results of the next attempts to renew the session. */
  readonly renewals: boolean[] = [];
  /** How often the server refused an upload whose total changes. */
  liveRefusals = 0;
  /** How long the session was required to last, in ms. */
  readonly prepared: number[] = [];

  /** Makes a sealed recording whose bytes show their position, and returns them. */
  async record(id: string, bytes: number, startedAt = '2026-11-21T09:00:00.000Z'): Promise<number[]> {
    const all = Uint8Array.from({ length: bytes }, (_, index) => (index * 7) % 251);
    await this.spool.create({
      id,
      userUuid,
      name: `Talk ${id}`,
      typeId: 3,
      locale: 'nl',
      mimeType: 'audio/webm',
      startedAt,
    });
    for (let index = 0; index * sliceBytes < bytes; index++) {
      const slice = all.slice(index * sliceBytes, (index + 1) * sliceBytes);
      const durationMs = (index + 1) * 1000;
      await this.spool.append(id, { index, bytes: slice.buffer, durationMs, at: startedAt });
    }
    await this.spool.seal(id, { stoppedAt: '2026-11-21T09:59:59.000Z', durationMs: 61_499 }, chunkBytes);
    return [...all];
  }

  openTab() {
    const queue = new UploadQueue({
      spool: this.spool,
      server: this.server,
      locks: this.locks,
      sharedMemory: this.memory,
      chunkBytes,
      onLiveRefused: () => void this.liveRefusals++,
      renewSession: async () => this.renewals.shift() ?? false,
      prepareSession: async (validForMs) => void this.prepared.push(validForMs),
      onChange: () => undefined,
      onStored: () => undefined,
    });
    const state = (id: string) => {
      const row = this.spool.rows.get(id);
      return row && queue.stateOf(row);
    };
    return { queue, state };
  }

  /** Sizes of the chunks that were sent, in order. */
  sentBytes(): number[] {
    return this.server.sent.map(({ bytes }) => bytes);
  }
}
