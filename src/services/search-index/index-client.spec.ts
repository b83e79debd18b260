import { expect, test } from 'vitest';
import { scriptedWorkers } from '#src/lib/testing/scripted-worker.ts';
import { sleepingPage } from '#src/lib/testing/sleeping-page.ts';
import { openIndex } from './index-client.ts';
import type { IndexStatus } from './protocol.ts';

function world() {
  const { workers, start } = scriptedWorkers();
  const page = sleepingPage();
  const tokens = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const statuses: IndexStatus[] = [];
  let turns = 0;
  const client = openIndex({
    userUuid: 'u',
    requestsPerMinute: 60,
    on: true,
    turn: () => tokens[turns++]!.promise,
    onStatus: (status) => statuses.push(status),
    start,
    life: page.life,
  });
  return { client, workers, page, tokens, statuses };
}

test('while the page sleeps there is no worker; what was asked before and in the meantime is answered after it', async () => {
  const { client, workers, page } = world();
  const before = client.dossiers();
  page.hide();
  expect(workers.map(({ terminated }) => terminated)).toEqual([true]);
  const options = client.options();
  client.setOn(false);
  page.show();
  expect(workers).toHaveLength(2);
  expect(workers[1]!.told).toMatchObject([
    { kind: 'start', on: false },
    { kind: 'call', call: { method: 'dossiers' } },
    { kind: 'call', call: { method: 'options' } },
  ]);
  workers[1]!.answer('options');
  await expect(options).resolves.toBe('options');
  client.close();
  await expect(before).rejects.toThrow('closed');
  expect(workers[1]!.terminated).toBe(true);
  page.hide();
  page.show();
  expect(workers).toHaveLength(2);
});

test('a token that an earlier worker asked for is not handed to the next', async () => {
  const { workers, page, tokens } = world();
  workers[0]!.say({ kind: 'call', call: { call: 'first', method: 'turn', args: [undefined] } });
  page.freeze();
  page.resume();
  workers[1]!.say({ kind: 'call', call: { call: 'second', method: 'turn', args: ['old'] } });
  tokens[0]!.resolve('old');
  tokens[1]!.resolve('new');
  await expect
    .poll(() => workers[1]!.told.slice(1))
    .toEqual([{ kind: 'reply', reply: { call: 'second', value: 'new' } }]);
});

test('a worker that crashes is reported as stopped; the next query starts another', async () => {
  const { client, workers, statuses } = world();
  const asked = client.options();
  workers[0]!.crash('');
  await expect(asked).rejects.toThrow('the worker failed');
  expect(statuses).toMatchObject([{ activity: 'failed', failure: 'stopped' }]);
  const again = client.options();
  expect(workers[1]!.told).toMatchObject([{ kind: 'start', on: true }, { kind: 'call' }]);
  workers[1]!.answer('options');
  await expect(again).resolves.toBe('options');
});
