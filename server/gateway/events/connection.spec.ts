import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import type { PushEvent } from '../webhooks/push-store.ts';
import { Connection, type StreamStart } from './connection.ts';

/** A response whose reader takes nothing: everything written stays in memory. */
class StuckResponse extends EventEmitter {
  writableLength = 0;
  destroyed = false;
  writableEnded = false;
  writeHead() {}
  write(text: string) {
    this.writableLength += text.length;
    return false;
  }
  end() {
    this.writableEnded = true;
  }
  destroy() {
    this.destroyed = true;
    this.emit('close');
  }
}

const event = (id: number): PushEvent => ({
  id,
  origin: undefined,
  event: 'meeting.processed',
  about: 'meeting',
  subject: 'm',
});
const known = Promise.resolve();
const connect = async (mayKnow: () => Promise<boolean>) => {
  const response = new StuckResponse();
  const connection = new Connection({
    response: response as unknown as ServerResponse,
    epoch: 'e',
    mayKnow,
  });
  await connection.start(Promise.resolve({ missed: [], position: 0, fed: true }));
  return { response, connection };
};

test('a page that does not read is cut off before it fills the memory', async () => {
  const { response, connection } = await connect(async () => true);
  for (let id = 1; id < 20_000 && connection.open; id += 1) {
    connection.push(event(id), known);
    if (id % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(response.destroyed).toBe(true);
  expect(response.writableLength).toBeLessThan(70_000);
});

test('so is one whose checks are never answered', async () => {
  const { response, connection } = await connect(() => new Promise(() => undefined));
  for (let id = 1; id <= 1_001; id += 1) connection.push(event(id), known);
  expect(response.destroyed).toBe(true);
});

test('what comes before it is known where it starts is sent once, after what was missed', async () => {
  const response = new StuckResponse();
  const written: string[] = [];
  response.write = (text) => written.push(text) > 0;
  const connection = new Connection({
    response: response as unknown as ServerResponse,
    epoch: 'e',
    mayKnow: async () => true,
  });
  const given = Promise.withResolvers<StreamStart>();
  const started = connection.start(given.promise);
  for (const id of [3, 4, 5]) connection.push(event(id), known);
  connection.tell({ type: 'resync' });
  connection.beat();
  expect(written).toEqual([]);
  given.resolve({ missed: [event(2), event(4)], position: 4, fed: true });
  await started;
  await expect.poll(() => written).toHaveLength(4);
  expect(written.map((text) => /^id: e-(\d+)/.exec(text)?.[1])).toEqual(['1', '2', '4', '5']);
});

test('where it cannot be known where it starts, nothing is sent', async () => {
  const { connection } = {
    connection: new Connection({
      response: new StuckResponse() as unknown as ServerResponse,
      epoch: 'e',
      mayKnow: async () => true,
    }),
  };
  const started = connection.start(Promise.reject(new Error('no store')));
  connection.push(event(1), known);
  await expect(started).rejects.toThrow('no store');
});
