import { describe, expect, test, vi } from 'vitest';
import { scriptedWorkers } from './testing/scripted-worker.ts';
import { sleepingPage } from './testing/sleeping-page.ts';
import { answer, Caller, openRemote, type RpcFailure } from './worker-rpc.ts';

interface Sums {
  add(one: number, other: number): Promise<number>;
  name(): Promise<string>;
  reset(): Promise<void>;
}

class CodedError extends Error {
  readonly code: string | undefined;
  constructor({ message, code }: RpcFailure) {
    super(message);
    this.code = code;
  }
}

function remote(options: Partial<Parameters<typeof openRemote<Sums, string, string>>[0]> = {}) {
  const { workers, start } = scriptedWorkers();
  const page = sleepingPage();
  const opened = openRemote<Sums, string, string>({ start, life: page.life, ...options });
  return { ...opened, workers, page };
}

describe('what a worker offers', () => {
  test('begins with the first call', async () => {
    const { workers, call } = remote();
    expect(workers).toEqual([]);
    const sum = call('add', 1, 2);
    expect(workers[0]!.told).toMatchObject([{ kind: 'call', call: { method: 'add', args: [1, 2] } }]);
    workers[0]!.answer(3);
    await expect(sum).resolves.toBe(3);
    void call('name').catch(() => undefined);
    expect(workers).toHaveLength(1);
  });

  test('starts with the page where it is greeted', () => {
    const { workers } = remote({ greeting: () => 'hello' });
    expect(workers[0]!.told).toEqual(['hello']);
  });

  test('is answered call by call, in whichever order', async () => {
    const { workers, call } = remote();
    const [first, second] = [call('add', 1, 1), call('name')];
    const [add, name] = workers[0]!.calls;
    workers[0]!.answer('sums', name);
    workers[0]!.answer(2, add);
    expect(await Promise.all([first, second])).toEqual([2, 'sums']);
  });

  test('is not disturbed by answers that nobody waits for', async () => {
    const { workers, call } = remote();
    const sum = call('add', 1, 1);
    workers[0]!.answer(9, { call: 'of another page', method: 'add', args: [] });
    workers[0]!.answer(2);
    workers[0]!.answer(3);
    await expect(sum).resolves.toBe(2);
  });

  test('fails as the worker says, with its code', async () => {
    const { workers, call } = remote({ errorOf: (failure) => new CodedError(failure) });
    const naming = call('name');
    workers[0]!.refuse({ message: 'full', code: 'quota' });
    await expect(naming).rejects.toMatchObject({ message: 'full', code: 'quota' });
  });

  test('is restarted after a crash, in which everything in progress fails', async () => {
    const onCrash = vi.fn();
    const { workers, call } = remote({ greeting: () => 'hello', onCrash });
    const calls = [call('name'), call('reset')];
    workers[0]!.crash('out of memory');
    for (const each of calls) await expect(each).rejects.toThrow('out of memory');
    expect(onCrash).toHaveBeenCalledOnce();
    expect(workers.map(({ terminated }) => terminated)).toEqual([true]);
    const again = call('name');
    expect(workers[1]!.told).toMatchObject(['hello', { call: { method: 'name' } }]);
    workers[1]!.answer('sums');
    await expect(again).resolves.toBe('sums');
  });

  test('is none while the page sleeps; what was asked before and in the meantime is asked when it wakes', async () => {
    const { workers, call, page } = remote({ onceOnly: new Set(['reset']) });
    const [adding, resetting] = [call('add', 1, 1), call('reset')];
    page.hide();
    expect(workers.map(({ terminated }) => terminated)).toEqual([true]);
    await expect(resetting).rejects.toThrow('put to sleep');
    const resetAgain = call('reset');
    expect(workers).toHaveLength(1);
    page.show();
    expect(workers[1]!.calls).toMatchObject([{ method: 'add' }, { method: 'reset' }]);
    for (const each of workers[1]!.calls) workers[1]!.answer(each.method, each);
    expect(await Promise.all([adding, resetAgain])).toEqual(['add', 'reset']);
  });

  test('does not begin when the page wakes with nothing to do', () => {
    const { workers, page } = remote();
    page.freeze();
    page.resume();
    expect(workers).toEqual([]);
  });

  test('hears other messages, while it is there', () => {
    const { workers, say, page } = remote({ greeting: () => 'hello' });
    say('one');
    page.hide();
    say('two');
    page.show();
    say('three');
    expect(workers.map(({ told }) => told)).toEqual([
      ['hello', 'one'],
      ['hello', 'three'],
    ]);
  });

  test('sends other messages; an answer to one reaches no later worker', () => {
    const heard: string[] = [];
    const says: ((message: string) => void)[] = [];
    const { workers, page } = remote({
      greeting: () => 'hello',
      onMessage(message, say) {
        heard.push(message);
        says.push(say);
      },
    });
    workers[0]!.say('ready');
    page.hide();
    page.show();
    workers[1]!.say('ready again');
    for (const say of says) say('good');
    expect(heard).toEqual(['ready', 'ready again']);
    expect(workers.map(({ told }) => told)).toEqual([['hello'], ['hello', 'good']]);
  });

  test('ends for good, and what is under way fails', async () => {
    const { workers, call, close, page } = remote();
    const naming = call('name');
    close('closed');
    await expect(naming).rejects.toThrow('closed');
    page.hide();
    page.show();
    expect(workers.map(({ terminated }) => terminated)).toEqual([true]);
  });
});

describe('the side that answers', () => {
  const sums: Sums = {
    add: async (one, other) => one + other,
    name: () => Promise.reject(new CodedError({ message: 'nameless', code: 'none' })),
    reset: () => Promise.reject('no error at all'),
  };

  test('does what is called and reports the result', async () => {
    expect(await answer(() => sums, { call: 'a', method: 'add', args: [1, 2] })).toEqual({
      call: 'a',
      value: 3,
    });
    expect(await answer(() => sums, { call: 'b', method: 'name', args: [] })).toEqual({
      call: 'b',
      failure: { message: 'nameless' },
    });
    expect(await answer(() => sums, { call: 'c', method: 'reset', args: [] })).toEqual({
      call: 'c',
      failure: { message: 'unknown' },
    });
  });

  test('says more about a failure where it can, and that what it needs cannot be opened', async () => {
    const opening = () => Promise.reject<Sums>(new Error('locked'));
    const failed = (error: unknown) => ({ message: String(error), code: 'unavailable' });
    expect(await answer(opening, { call: 'a', method: 'name', args: [] }, failed)).toEqual({
      call: 'a',
      failure: { message: 'Error: locked', code: 'unavailable' },
    });
  });

  test('matches the side that calls', async () => {
    const caller: Caller<Sums> = new Caller<Sums>(
      (call) => void answer(() => sums, call).then((reply) => caller.settle(reply)),
    );
    await expect(caller.call('add', 20, 1)).resolves.toBe(21);
    await expect(caller.call('name')).rejects.toThrow('nameless');
    expect(caller.open).toEqual([]);
  });
});
