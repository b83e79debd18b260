import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { privateFileMode, privateFolderMode } from '../../../data/private-files.ts';

/** The joined recording of a meeting. */
export interface JoinedAudio {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Audio on disk: one directory per meeting, one file per chunk, and the joined recording. */
export class AudioStore {
  readonly #root: string;

  constructor(dataDir: string) {
    this.#root = join(dataDir, 'audio');
  }

  directory(meetingUuid: string): string {
    return join(this.#root, meetingUuid);
  }

  recordingPath(meetingUuid: string): string {
    return join(this.directory(meetingUuid), 'recording');
  }

  /** Writes a chunk so that it is there whole or not at all. */
  async writeChunk(meetingUuid: string, number: number, bytes: Buffer): Promise<void> {
    await mkdir(this.directory(meetingUuid), { recursive: true, mode: privateFolderMode });
    const path = this.#chunkPath(meetingUuid, number);
    const temporary = `${path}.${randomUUID()}`;
    await writeFile(temporary, bytes, { mode: privateFileMode });
    await rename(temporary, path);
  }

  /** Joins chunks 1 to `total` in order into the recording. */
  async join(meetingUuid: string, total: number): Promise<JoinedAudio> {
    const path = this.recordingPath(meetingUuid);
    const temporary = `${path}.joining`;
    const hash = createHash('sha256');
    const file = await open(temporary, 'w', privateFileMode);
    let bytes = 0;
    try {
      for (let number = 1; number <= total; number++) {
        const chunk = await readFile(this.#chunkPath(meetingUuid, number));
        hash.update(chunk);
        await file.writeFile(chunk);
        bytes += chunk.length;
      }
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    return { bytes, sha256: hash.digest('hex') };
  }

  /** Forgets everything that was received for a meeting. */
  async clear(meetingUuid: string): Promise<void> {
    await rm(this.directory(meetingUuid), { recursive: true, force: true });
  }

  #chunkPath(meetingUuid: string, number: number): string {
    return join(this.directory(meetingUuid), `chunk-${String(number).padStart(6, '0')}`);
  }
}
