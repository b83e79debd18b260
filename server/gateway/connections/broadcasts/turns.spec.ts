import { setImmediate as settled } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Turns, type TurnsClock } from './turns.ts';

/** Time that passes only where everyone waits; timers are as late as they are told. */
class SimulatedTime implements TurnsClock {
  readonly #lateness: () => number;
  #now = 0;
  #waiting: { readonly at: number; readonly go: () => void }[] = [];

  constructor(lateness: () => number = () => 0) {
    this.#lateness = lateness;
  }

  now(): number {
    return this.#now;
  }

  pause(ms: number): Promise<void> {
    return new Promise((go) => {
      this.#waiting.push({ at: this.#now + ms + this.#lateness(), go });
    });
  }

  /** Lets time pass until work is done. */
  async until(work: Promise<unknown>): Promise<void> {
    let isDone = false;
    void work.finally(() => {
      isDone = true;
    });
    for (;;) {
      await settled();
      if (isDone) return;
      const next = this.#waiting.reduce((one, other) => (other.at < one.at ? other : one));
      this.#waiting = this.#waiting.filter((one) => one !== next);
      this.#now = next.at;
      next.go();
    }
  }
}

/** Gives these values one after the other, over and over. */
function inTurn(values: readonly number[]): () => number {
  let at = 0;
  return () => values[at++ % values.length] ?? 0;
}

const { signal } = new AbortController();

/** Most arrivals within any second. */
const busiest = (times: readonly number[]) =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length));

it('no more arrive in any second than may, however late timers and however slow requests are', async () => {
  const ms = (max: number) => fc.array(fc.integer({ min: 0, max }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 15 }),
      ms(900),
      ms(700),
      ms(700),
      async (perSecond, senders, late, outward, back) => {
        const time = new SimulatedTime(inTurn(late));
        const turns = new Turns(perSecond, time);
        const [there, again] = [inTurn(outward), inTurn(back)];
        const arrivals: number[] = [];
        const send = async () => {
          await time.pause(there());
          arrivals.push(time.now());
          await time.pause(again());
          if (arrivals.length % 7 === 0) throw new Error('refused');
        };
        const sender = async () => {
          for (let count = 0; count < 6; count += 1)
            await turns.run('one', signal, send).catch(() => undefined);
        };
        await time.until(Promise.all(Array.from({ length: senders }, sender)));
        expect(arrivals).toHaveLength(senders * 6);
        expect(busiest(arrivals)).toBeLessThanOrEqual(perSecond);
      },
    ),
    { numRuns: 60 },
  );
});

it('keeps to the rate evenly, where timers are exact and answers at once', async () => {
  const time = new SimulatedTime();
  const turns = new Turns(5, time);
  const sent: number[] = [];
  const send = async () => void sent.push(time.now());
  await time.until(Promise.all(Array.from({ length: 11 }, () => turns.run('one', signal, send))));
  expect(sent).toEqual([0, 200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800, 2000]);
});

it('organisations do not wait for one another, and nothing leaves while the system wants a pause', async () => {
  const time = new SimulatedTime();
  const turns = new Turns(1, time);
  const sent: string[] = [];
  const send = (name: string) => turns.run(name, signal, async () => void sent.push(`${name} ${time.now()}`));
  turns.hold('one', 5_000);
  await time.until(Promise.all([send('one'), send('other'), send('other')]));
  expect(sent).toEqual(['other 0', 'other 1000', 'one 5000']);
});

it('whoever gives up sends nothing and takes nobody’s turn, also while all places wait for answers', async () => {
  const turns = new Turns(1);
  const answer = Promise.withResolvers<void>();
  const first = turns.run('one', signal, () => answer.promise);
  const leaving = new AbortController();
  const sent: string[] = [];
  const second = turns.run('one', leaving.signal, async () => void sent.push('second'));
  leaving.abort(new Error('cancelled'));
  await expect(second).rejects.toThrow('cancelled');
  answer.resolve();
  await first;
  await turns.run('one', signal, async () => void sent.push('third'));
  expect(sent).toEqual(['third']);
});
