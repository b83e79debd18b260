import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { World } from '../testing/world.ts';
import { InProgress } from './in-progress.ts';

const statusOf = (act: () => unknown) => {
  try {
    act();
    return 200;
  } catch (error) {
    return (error as { status: number }).status;
  }
};

describe('bounds', () => {
  let progress: InProgress;
  beforeEach(() => {
    progress = new InProgress({ requests: 3, bytes: 100, allBytes: 150 });
  });

  test('requests of a person, and gives each place back once', () => {
    const leave = [1, 2, 3].map(() => progress.enter('owen', 0));
    expect(statusOf(() => progress.enter('owen', 0))).toBe(429);
    expect(statusOf(() => progress.enter('nora', 0))).toBe(200);
    leave[0]?.();
    leave[0]?.();
    expect(statusOf(() => progress.enter('owen', 0))).toBe(200);
    expect(statusOf(() => progress.enter('owen', 0))).toBe(429);
  });

  test('bytes of a person and of all', () => {
    const leave = progress.enter('owen', 60);
    expect(statusOf(() => progress.enter('owen', 41))).toBe(429);
    expect(statusOf(() => progress.enter('nora', 91))).toBe(503);
    progress.enter('nora', 90);
    // Requests without a body are not stopped by others' bodies.
    expect(statusOf(() => progress.enter('owen', 0))).toBe(200);
    leave();
    expect(statusOf(() => progress.enter('owen', 60))).toBe(200);
  });
});

describe('one person with many bodies', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.start();
  });
  afterEach(() => world.stop());

  test('that never come are refused at eight MiB, and others continue', async () => {
    const [owen, nora] = [await world.signIn(), await world.signIn()];
    const length = 1024 * 1024;
    const head = [
      'POST /api/types HTTP/1.1',
      `Host: localhost:${world.port}`,
      `Cookie: ${owen}`,
      `Authorization: Bearer ${world.tokenOf(owen)}`,
      'Content-Type: application/json',
      `Content-Length: ${length}`,
      '',
      '{',
    ].join('\r\n');
    const answers: string[] = [];
    const sockets = Array.from({ length: 20 }, () =>
      connect(world.port, '127.0.0.1', function (this: { write(text: string): void }) {
        this.write(head);
      }).on('data', (data) => answers.push(data.toString('latin1').slice(0, 12))),
    );
    await expect.poll(() => answers).toHaveLength(12);
    expect(answers).toEqual(new Array(12).fill('HTTP/1.1 429'));
    expect((await world.api('/types/list', nora)).status).toBe(200);
    // Small requests are not blocked by one's own either.
    expect((await world.api('/types/list', owen)).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    const body = JSON.stringify({ name: 'Board' });
    const post = () =>
      world.api('/types', owen, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await expect.poll(async () => (await post()).status).toBe(200);
  });
});
