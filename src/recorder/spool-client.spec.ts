import { describe, expect, test } from 'vitest';
import { openSpool, type SpoolWorker } from './spool-client.ts';
import type { SpoolReply, SpoolRequest } from './spool-protocol.ts';

/** A worker whose answers the spec gives. */
class ScriptedWorker implements SpoolWorker {
  onmessage: SpoolWorker['onmessage'] = null;
  onerror: SpoolWorker['onerror'] = null;
  readonly requests: SpoolRequest[] = [];
  terminated = false;

  postMessage(request: SpoolRequest): void {
    this.requests.push(request);
  }
  terminate(): void {
    this.terminated = true;
  }
  reply(reply: SpoolReply): void {
    this.onmessage?.call(this as unknown as Worker, { data: reply } as MessageEvent);
  }
  crash(): void {
    this.onerror?.call(this as unknown as Worker, { message: 'out of memory' } as ErrorEvent);
  }
}

function open() {
  const workers: ScriptedWorker[] = [];
  const spool = openSpool(() => {
    const worker = new ScriptedWorker();
    workers.push(worker);
    return worker;
  });
  return { spool, workers };
}

describe('spool client', () => {
  test('starts no worker before there is something to do', () => expect(open().workers).toEqual([]));

  test('answers belong to their calls, in whichever order they come', async () => {
    const { spool, workers } = open();
    const first = spool.get('a');
    const second = spool.list('user');
    expect(workers).toHaveLength(1);
    const [get, list] = workers[0]!.requests;
    expect([get, list]).toMatchObject([
      { method: 'get', args: ['a'] },
      { method: 'list', args: ['user'] },
    ]);
    workers[0]!.reply({ call: list!.call, value: [] });
    workers[0]!.reply({ call: get!.call, value: undefined });
    expect([await first, await second]).toEqual([undefined, []]);
  });

  test('errors arrive with their code', async () => {
    const { spool, workers } = open();
    const removing = spool.remove('a');
    workers[0]!.reply({ call: 1, error: { code: 'quota', message: 'full' } });
    await expect(removing).rejects.toMatchObject({ name: 'SpoolError', code: 'quota', message: 'full' });
  });

  test('a dead worker fails what was under way and is replaced', async () => {
    const { spool, workers } = open();
    const calls = [spool.get('a'), spool.list('user')];
    workers[0]!.crash();
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'unavailable' });
    expect(workers[0]!.terminated).toBe(true);
    const again = spool.get('a');
    workers[1]!.reply({ call: workers[1]!.requests[0]!.call, value: undefined });
    await expect(again).resolves.toBeUndefined();
  });
});
