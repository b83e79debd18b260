import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import type { PushEvent } from '../webhooks/push-store.ts';
import { Connection } from './connection.ts';

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
const connect = (mayKnow: () => Promise<boolean>) => {
  const response = new StuckResponse();
  const connection = new Connection({
    response: response as unknown as ServerResponse,
    epoch: 'e',
    position: 0,
    mayKnow,
  });
  connection.start(true);
  return { response, connection };
};

test('a page that does not read is cut off before it fills the memory', async () => {
  const { response, connection } = connect(async () => true);
  for (let id = 1; id < 20_000 && connection.open; id += 1) {
    connection.push(event(id));
    if (id % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(response.destroyed).toBe(true);
  expect(response.writableLength).toBeLessThan(70_000);
});

test('so is one whose checks are never answered', () => {
  const { response, connection } = connect(() => new Promise(() => undefined));
  for (let id = 1; id <= 1_001; id += 1) connection.push(event(id));
  expect(response.destroyed).toBe(true);
});
