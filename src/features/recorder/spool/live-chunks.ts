import type { StoredRecording } from '../model/recording.ts';
import type { Spool } from './spool.ts';

interface LiveChunkOptions {
  readonly chunkBytes: number;
  /** Whether a recording that starts now is to be uploaded while it is made. */
  wanted(): boolean;
  /** Chunks were cut and can be sent. */
  onClosed(recording: StoredRecording): void;
}

/**
 * The spool for a recording that is uploaded while it is made: as soon as a chunk is full, it is cut. The recording
 * itself is not affected: a slice is acknowledged first, and failures are retried with the next slice.
 */
export function withLiveChunks(spool: Spool, options: LiveChunkOptions): Spool {
  /** Bytes since the last cut, of recordings that are uploaded live. */
  const filled = new Map<string, number>();
  let closing = false;

  async function close(id: string): Promise<void> {
    closing = true;
    try {
      const recording = await spool.closeChunks(id, options.chunkBytes);
      if (recording.live) filled.set(id, recording.bytes - recording.closedBytes);
      else filled.delete(id);
      if (recording.closedChunks > recording.acknowledgedChunks) options.onClosed(recording);
    } catch {
      // Nothing is lost: uncut bytes are cut with the next slice, or at the end.
    } finally {
      closing = false;
    }
  }

  const create: Spool['create'] = (recording) => {
    const live = options.wanted();
    if (live) filled.set(recording.id, 0);
    return spool.create({ ...recording, live });
  };
  const append: Spool['append'] = async (id, slice) => {
    const { byteLength } = slice.bytes;
    await spool.append(id, slice);
    const before = filled.get(id);
    if (before === undefined) return;
    filled.set(id, before + byteLength);
    if (before + byteLength > options.chunkBytes && !closing) void close(id);
  };
  return new Proxy(spool, {
    get(target, name) {
      if (name === 'create') return create;
      if (name === 'append') return append;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
