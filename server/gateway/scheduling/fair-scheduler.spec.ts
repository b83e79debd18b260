import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../http/refusal.ts';
import { FairScheduler, type Leave } from './fair-scheduler.ts';

const never = new AbortController().signal;
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Sends requests through a queue and ends them one by one, oldest first. */
class Bench {
  readonly order: string[] = [];
  readonly #queue: FairScheduler;
  readonly #running: { readonly session: string; readonly leave: Leave }[] = [];

  constructor(limits: { total: number; each: number; waiting?: number }) {
    this.#queue = new FairScheduler({ waiting: 1_000, ...limits });
  }

  send(session: string, name = session, urgency = 3, signal = never): Promise<unknown> {
    return this.#queue.enter(session, urgency, signal).then(
      (leave) => {
        this.order.push(name);
        this.#running.push({ session, leave });
      },
      (error: unknown) => error,
    );
  }

  running(session?: string): number {
    return this.#running.filter((one) => session === undefined || one.session === session).length;
  }

  async finishOne(): Promise<boolean> {
    const first = this.#running.shift();
    first?.leave();
    // Leaving twice must not make room twice.
    first?.leave();
    await settle();
    return first !== undefined;
  }
}

test('whoever asks for much delays only themselves', async () => {
  const bench = new Bench({ total: 4, each: 4 });
  for (let count = 0; count < 50; count += 1) void bench.send('greedy');
  await settle();
  for (let count = 0; count < 3; count += 1) void bench.send('modest');
  bench.order.length = 0;
  for (let count = 0; count < 7; count += 1) await bench.finishOne();
  expect(bench.order.join(' ')).toBe('greedy modest greedy modest greedy modest greedy');
});

test('keeps some places free of any one session', async () => {
  const bench = new Bench({ total: 10, each: 3 });
  for (let count = 0; count < 20; count += 1) void bench.send('greedy');
  await settle();
  expect(bench.running('greedy')).toBe(3);
  void bench.send('modest');
  await settle();
  expect(bench.running('modest')).toBe(1);
});

test('a session’s more urgent requests go first, the others in order', async () => {
  const bench = new Bench({ total: 1, each: 1 });
  const given = [
    ['first', 3],
    ['index', 7],
    ['list', 5],
    ['index 2', 7],
    ['click', 3],
    ['click 2', 3],
  ] as const;
  for (const [name, urgency] of given) void bench.send('ada', name, urgency);
  await settle();
  while (await bench.finishOne());
  expect(bench.order).toEqual(['first', 'click', 'click 2', 'list', 'index', 'index 2']);
});

test('refuses what would wait behind too many, and forgets those who left', async () => {
  const bench = new Bench({ total: 1, each: 1, waiting: 2 });
  const gone = new AbortController();
  void bench.send('ada', 'one');
  const waiting = bench.send('ada', 'gone', 3, gone.signal);
  void bench.send('ada', 'two');
  const refusal = await bench.send('ada', 'too many');
  expect(refusal).toBeInstanceOf(Refusal);
  expect((refusal as Refusal).headers).toEqual({ 'retry-after': '1' });
  gone.abort('left');
  expect(await waiting).toBe('left');
  while (await bench.finishOne());
  expect(bench.order).toEqual(['one', 'two']);
  expect(await bench.send('ada', 'x', 3, AbortSignal.abort('was gone'))).toBe('was gone');
});

describe('whatever comes and goes', () => {
  const event = fc.oneof(
    { weight: 3, arbitrary: fc.record({ send: fc.constantFrom('a', 'b', 'c', 'd'), urgency: fc.nat(7) }) },
    { weight: 2, arbitrary: fc.constant('finish' as const) },
    { weight: 1, arbitrary: fc.record({ cancel: fc.nat(60) }) },
  );

  test('limits hold, nobody with room waits, and everything that stays is served', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(event, { maxLength: 80 }),
        async (total, each, events) => {
          const bench = new Bench({ total, each });
          const sent: { session: string; abort: AbortController; ended: Promise<unknown> }[] = [];
          const cancelled = new Set<number>();
          for (const what of events) {
            if (what === 'finish') await bench.finishOne();
            else if ('send' in what) {
              const abort = new AbortController();
              const name = String(sent.length);
              sent.push({
                session: what.send,
                abort,
                ended: bench.send(what.send, name, what.urgency, abort.signal),
              });
            } else if (sent[what.cancel]) {
              if (!bench.order.includes(String(what.cancel))) cancelled.add(what.cancel);
              sent[what.cancel]!.abort.abort('left');
            }
            await settle();
            expect(bench.running()).toBeLessThanOrEqual(total);
            for (const session of ['a', 'b', 'c', 'd']) {
              expect(bench.running(session)).toBeLessThanOrEqual(each);
              const waits = sent.some(
                (one, index) =>
                  one.session === session && !cancelled.has(index) && !bench.order.includes(String(index)),
              );
              if (waits) expect(bench.running() === total || bench.running(session) === each).toBe(true);
            }
          }
          while (await bench.finishOne());
          expect(bench.order.length).toBe(sent.length - cancelled.size);
        },
      ),
      { numRuns: 150 },
    );
  });
});

test('a line also has a limit for everyone together', async () => {
  const queue = new FairScheduler({ total: 1, each: 1, waiting: 5, waitingInAll: 3 });
  const signal = new AbortController().signal;
  const leave = await queue.enter('first', 0, signal);
  const leaving = new AbortController();
  const waiting = [
    queue.enter('a', 0, leaving.signal),
    queue.enter('b', 0, signal),
    queue.enter('c', 0, signal),
  ];
  await expect(queue.enter('d', 0, signal)).rejects.toMatchObject({ status: 503 });
  leaving.abort();
  await expect(waiting[0]).rejects.toThrow();
  const next = queue.enter('d', 0, signal);
  leave();
  (await waiting[1])?.();
  (await waiting[2])?.();
  (await next)();
  // Everyone has left: nobody is waiting any longer.
  expect(await queue.enter('e', 0, signal)).toBeTypeOf('function');
});
