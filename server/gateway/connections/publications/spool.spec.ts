import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as begin, createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { formatBytes } from '#contract/claap/payload-format.ts';
import type { Database } from '../../../data/database.ts';
import { type StorePlace, storePlace } from '../../../data/testing/engines.ts';
import { portOf } from '../../../lib/port-of.ts';
import { Refusal } from '../../http/refusal.ts';
import { Seal } from '../../sessions/sealed.ts';
import { webm } from '../../testing/publish-world.ts';
import { FolderSpool } from './folder-spool.ts';
import { publicationPlan } from './publication-tables.ts';
import type { ArrivedPart, IncomingPart, Spool } from './spool.ts';
import { StoredSpool } from './stored-spool.ts';

const mebibyte = 1024 * 1024;
const seal = new Seal('a secret that is long enough 1234567', 'publications');
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');

describe.each([
  ['in a folder', undefined],
  ['stored in SQLite', 'sqlite'],
  ['stored in PostgreSQL', 'postgres'],
] as const)('files on their way, %s', (_, engine) => {
  let place: StorePlace;
  let folder: string;
  let database: Database;
  let spool: Spool;
  let server: Server;
  /** What is done with a request that arrives. */
  let part: IncomingPart;
  let arrived: PromiseSettledResult<ArrivedPart>[];
  beforeAll(async () => {
    place = await storePlace(engine ?? 'sqlite');
    server = createServer(async (request, response) => {
      const [result] = await Promise.allSettled([spool.write(request, part)]);
      arrived.push(result);
      response.end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(async () => {
    server.close();
    await place.end();
  });
  beforeEach(async () => {
    await place.clear();
    arrived = [];
    database = await place.open().open(publicationPlan);
    folder = mkdtempSync(join(tmpdir(), 'claritalk-spool-'));
    spool = engine ? new StoredSpool(database, seal) : new FolderSpool(join(folder, 'files'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Sends a part, and keeps it as the store does that counts it. */
  async function send(id: string, offset: number, bytes: Uint8Array, as: Partial<IncomingPart> = {}) {
    part = { id, offset, length: bytes.length, digest: digestOf(bytes), ...as };
    arrived = [];
    await fetch(`http://127.0.0.1:${portOf(server)}`, { method: 'PUT', body: new Uint8Array(bytes) });
    const [result] = arrived;
    if (result?.status !== 'fulfilled') throw result?.reason;
    await database.transaction(id, (within) => result.value.keep(within));
    return result.value;
  }
  const refusalOf = (sent: Promise<unknown>) =>
    sent.then(
      () => undefined,
      (error: unknown) => (error instanceof Refusal ? (error.reason?.code ?? error.status) : error),
    );
  async function readAll(id: string, bytes: number): Promise<Buffer> {
    let told = 0;
    const pieces: Buffer[] = [];
    for await (const piece of spool.read(id, bytes, (length) => {
      told += length;
    }))
      pieces.push(piece);
    expect(told).toBe(bytes);
    return Buffer.concat(pieces);
  }

  test('parts of any length are one file again, whatever else is there', async () => {
    const file = webm(4 * mebibyte + 12_345);
    const ends = [0, 2 * mebibyte + 1, 2 * mebibyte + 2, 3 * mebibyte, file.length];
    for (const [at, from] of ends.slice(0, -1).entries()) {
      const { head } = await send('a', from, file.subarray(from, ends[at + 1]));
      expect(Buffer.from(head)).toEqual(
        Buffer.from(file.subarray(from, ends[at + 1]).subarray(0, formatBytes)),
      );
      await send(
        'b',
        from,
        file.subarray(from, ends[at + 1]).map((byte) => byte ^ 1),
      );
    }
    expect(digestOf(await readAll('a', file.length))).toBe(digestOf(file));
    expect(digestOf(await readAll('b', file.length))).toBe(digestOf(file.map((byte) => byte ^ 1)));
    expect((await spool.ids()).toSorted()).toEqual(['a', 'b']);
    await spool.delete('a');
    await spool.delete('a');
    expect(await spool.ids()).toEqual(['b']);
    await expect(readAll('a', file.length)).rejects.toThrow();
    expect((await readAll('b', file.length)).length).toBe(file.length);
  });

  test('what is not what was sent does not arrive', async () => {
    const bytes = webm(300_000);
    expect(await refusalOf(send('a', 0, bytes, { digest: digestOf(webm(20)) }))).toBe('part-damaged');
    expect(await refusalOf(send('a', 0, bytes, { length: bytes.length - 1 }))).toBe(413);
    expect(await refusalOf(send('a', 0, bytes, { length: bytes.length + 1 }))).toBe(400);
    await send('a', 0, bytes);
    expect(digestOf(await readAll('a', bytes.length))).toBe(digestOf(bytes));
  });

  test('one part at a time arrives, and one that breaks off leaves room for the next', async () => {
    const bytes = webm(200_000);
    part = { id: 'a', offset: 0, length: bytes.length, digest: undefined };
    const broken = begin({
      port: portOf(server),
      method: 'PUT',
      headers: { 'content-length': bytes.length },
    });
    broken.on('error', () => undefined);
    broken.write(bytes.subarray(0, 100_000));
    await expect.poll(() => spool.isBusy('a')).toBe(true);
    expect(await refusalOf(send('a', 0, bytes))).toBe(409);
    arrived = [];
    broken.destroy();
    await expect.poll(() => arrived).toMatchObject([{ status: 'rejected', reason: { status: 400 } }]);
    expect(spool.isBusy('a')).toBe(false);
    await send('a', 0, bytes);
    expect(digestOf(await readAll('a', bytes.length))).toBe(digestOf(bytes));
  });

  test('room is bounded in files and bytes, of one person and of all', async () => {
    const bounds = { total: 100, each: 60, files: 2, free: 0 };
    const bounded = engine ? new StoredSpool(database, seal, bounds) : new FolderSpool(folder, bounds);
    const of = (person: string, bytes: number) => ({ id: person, person, bytes, received: 0 });
    const room = (held: readonly ReturnType<typeof of>[], bytes: number) =>
      refusalOf((async () => bounded.checkRoom(held, 'ada', bytes))());
    expect(await room([of('ada', 30)], 30)).toBeUndefined();
    expect(await room([of('ada', 30)], 31)).toBe('publications-full');
    expect(await room([of('ada', 1), of('ada', 1)], 1)).toBe('publications-full');
    expect(await room([of('owen', 60)], 40)).toBeUndefined();
    expect(await room([of('owen', 60)], 41)).toBe('no-room');
  });

  test.runIf(engine)('is sealed: without its secret, and in another place, it is lost', async () => {
    await send('a', 0, webm(2 * mebibyte));
    const stranger = new StoredSpool(
      database,
      new Seal('another secret that is long enough', 'publications'),
    );
    const first = (of: Spool) => refusalOf(of.read('a', 10, () => undefined).toArray());
    expect([await first(spool), await first(stranger)]).toEqual([undefined, 'file-lost']);
    await database.run('UPDATE publication_parts SET start = -1 WHERE start = 0');
    await database.run('UPDATE publication_parts SET start = 0 WHERE start > 0');
    expect(await first(spool)).toBe('file-lost');
  });
});
