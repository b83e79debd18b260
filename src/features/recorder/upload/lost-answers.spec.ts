import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ApiError, kindOfStatus } from '#src/api/client/errors.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { MemoryLocks } from '../testing/memory-locks.ts';
import { MemorySpool } from '../testing/memory-spool.ts';
import { startSandboxProcess } from '../testing/sandbox-process.ts';
import type { ChunkInput, RecorderServer } from './server.ts';
import { UploadQueue } from './upload-queue.ts';

const recordings = 40;
let sandbox: Awaited<ReturnType<typeof startSandboxProcess>>;
let userUuid: string;

beforeAll(async () => {
  sandbox = await startSandboxProcess();
  const me = (await request('/user/me')) as { user: { uuid: string } };
  userUuid = me.user.uuid;
});
afterAll(() => sandbox.stop());

async function request(path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = { ...sandbox.headers, ...init.headers };
  const response = await fetch(`${sandbox.url}/api${path}`, { ...init, headers }).catch((cause: unknown) => {
    throw new ApiError({ kind: 'network', operation: path, cause });
  });
  if (response.ok) return response.json();
  throw new ApiError({ kind: kindOfStatus(response.status), operation: path, status: response.status });
}

/** The recorder's server over plain `fetch`: the application's own needs a page. */
class SandboxServer extends FakeServer implements RecorderServer {
  override async createMeeting({ name }: Parameters<RecorderServer['createMeeting']>[0]) {
    const body = JSON.stringify({ name, user_id: userUuid });
    const headers = { 'Content-Type': 'application/json' };
    const meeting = (await request('/meetings', { method: 'POST', body, headers })) as { id: string };
    return { id: meeting.id, numericId: undefined };
  }
  override async meetingStatus(id: string) {
    return ((await request(`/meetings/${id}`)) as { status: string }).status;
  }
  override async sendChunk(chunk: ChunkInput): Promise<void> {
    const form = new FormData();
    form.set('chunk_number', String(chunk.chunkNumber));
    form.set('total_chunks', String(chunk.totalChunks));
    form.set('checksum', chunk.checksum);
    form.set('audio_chunk', new Blob([chunk.bytes], { type: chunk.mimeType }), 'chunk.wav');
    await request(`/meetings/${chunk.meetingId}/upload`, { method: 'POST', body: form });
  }
}

/** A tenth of a second of silence, in one byte different from all others. */
function wav(mark: number): ArrayBuffer {
  const file = Buffer.alloc(44 + 1600);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + 1600, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(8000, 24);
  file.writeUInt32LE(16_000, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(1600, 40);
  file.writeUInt16LE(mark, 44);
  return new Uint8Array(file).buffer;
}

test(`the response to the final chunk is lost ${recordings} times: each meeting is finished once`, async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const spool = new MemorySpool();
  const startedAt = new Date().toISOString();
  for (let index = 0; index < recordings; index++) {
    const id = `r${index}`;
    const about = { userUuid, name: id, typeId: null, locale: 'en', mimeType: 'audio/wav', startedAt };
    await spool.create({ id, ...about });
    await spool.append(id, { index: 0, bytes: wav(index), durationMs: 100, at: startedAt });
    await spool.seal(id, { stoppedAt: startedAt, durationMs: 100 }, 1000);
  }
  // Two chunks each: for the second one the sandbox does all its work, then drops the connection.
  for (let index = 0; index < recordings; index++) {
    await sandbox.fault({ operation: 'uploadAudioChunk', delayMs: 0 });
    await sandbox.fault({ operation: 'uploadAudioChunk', drop: true, afterProcessing: true });
  }
  const queue = new UploadQueue({
    spool,
    server: new SandboxServer(),
    locks: new MemoryLocks(),
    chunkBytes: 1000,
    // Nothing is remembered: the pace is not tested here.
    sharedMemory: { read: () => undefined, write: () => undefined },
    renewSession: async () => false,
    onChange: () => undefined,
    onStored: () => undefined,
  });
  queue.serve(userUuid);
  await vi.waitFor(
    () =>
      expect([...spool.rows.values()].filter(({ status }) => status === 'uploaded')).toHaveLength(recordings),
    { timeout: 60_000, interval: 100 },
  );
  expect(sandbox.count('uploadAudioChunk')).toBe(2 * recordings);
  expect(sandbox.dropped()).toBe(recordings);
  for (const { id, meetingId } of spool.rows.values()) {
    const audio = await fetch(`${sandbox.url}/sandbox/meetings/${meetingId}/audio`);
    const bytes = Buffer.from(await audio.arrayBuffer());
    expect(bytes.equals(Buffer.from(wav(Number(id.slice(1)))))).toBe(true);
  }
}, 90_000);
