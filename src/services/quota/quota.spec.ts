import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Priority } from '#src/api/client/priority.ts';
import { afterAnswer, holdMs, type Quota, type QuotaNews, unknownQuota } from './quota.ts';

const told = (...news: QuotaNews[]): Quota => news.reduce(afterAnswer, unknownQuota);

describe('what answers tell', () => {
  it('lasts for a minute at most', () => {
    const quota = told({ at: 1_000, limit: 480, remaining: 479 }, { at: 5_000, remaining: 400 });
    expect(quota).toMatchObject({ limit: 480, remaining: 400, resetsAt: 61_000, pausedUntil: 0 });
    expect(told({ at: 1_000, limit: 480, remaining: 3 }, { at: 61_000, remaining: 479 })).toMatchObject({
      remaining: 479,
      resetsAt: 121_000,
    });
  });

  it('is the lowest of responses that overtook each other, and jumps up with a new minute', () => {
    const early = told({ at: 0, limit: 480, remaining: 100 }, { at: 1, remaining: 102 });
    expect(early).toMatchObject({ remaining: 100, resetsAt: 60_000 });
    expect(afterAnswer(early, { at: 20_000, remaining: 479 })).toMatchObject({
      remaining: 479,
      resetsAt: 80_000,
    });
  });

  it('is unknown when a response does not mention it', () => {
    expect(told({ at: 5 })).toBe(unknownQuota);
    expect(holdMs(unknownQuota, 'idle', 0)).toBe(0);
  });

  it('a refusal says exactly how long, the longest one counts, and none counts for hours', () => {
    const quota = told({ at: 0, limit: 480, pauseMs: 30_000 }, { at: 1_000, pauseMs: 2_000 });
    expect(quota).toMatchObject({ remaining: 0, pausedUntil: 30_000, resetsAt: 30_000 });
    for (const priority of ['interactive', 'task', 'idle'] as const) {
      expect(holdMs(quota, priority, 29_000)).toBe(1_000);
      expect(holdMs(quota, priority, 30_000)).toBe(0);
    }
    expect(told({ at: 0, pauseMs: 1e12 }).pausedUntil).toBe(60 * 60_000);
  });

  it.each<[Priority, number]>([
    ['interactive', 0],
    ['task', 60],
    ['idle', 150],
  ])('%s leaves %i of 480 to the more urgent, until the minute is over', (priority, reserve) => {
    const left = (remaining: number) => told({ at: 0, limit: 480, remaining });
    expect(holdMs(left(reserve), priority, 10_000)).toBe(0);
    if (reserve > 0) expect(holdMs(left(reserve - 1), priority, 10_000)).toBe(50_000);
    expect(holdMs(left(0), priority, 60_000)).toBe(0);
  });
});

/** A server that counts as Laravel's throttle does: a window of a minute begins with its first request. */
class Server {
  /** How many requests were refused, by the end of their window. */
  readonly refusals = new Map<number, number>();
  #count = 0;
  #endsAt = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  answer(at: number): Omit<QuotaNews, 'at'> {
    if (at >= this.#endsAt) {
      this.#endsAt = at + 60_000;
      this.#count = 0;
    }
    if (this.#count >= this.#limit) {
      this.refusals.set(this.#endsAt, (this.refusals.get(this.#endsAt) ?? 0) + 1);
      return { limit: this.#limit, pauseMs: Math.ceil((this.#endsAt - at) / 1000) * 1000 };
    }
    this.#count += 1;
    return { limit: this.#limit, remaining: this.#limit - this.#count };
  }
}

describe('many requests of all kinds, at the same time', () => {
  const wishes = fc.array(
    fc.record({
      at: fc.nat(200_000),
      takes: fc.integer({ min: 1, max: 3_000 }),
      priority: fc.constantFrom<Priority>('interactive', 'task', 'idle', 'idle'),
    }),
    { maxLength: 120 },
  );

  it('nothing is sent in a pause, only what was sent together is refused, and everything is done', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 40 }), wishes, (limit, given) => {
        const server = new Server(limit);
        let quota = unknownQuota;
        // What happens, by its time: a request tries to leave, or its answer arrives.
        const events: { at: number; priority: Priority; takes: number; news?: QuotaNews }[] = [...given];
        let done = 0;
        let underWay = 0;
        let most = 0;
        for (let steps = 0; events.length > 0; steps += 1) {
          expect(steps).toBeLessThan(20_000);
          const next = events.reduce((first, event) => (event.at < first.at ? event : first));
          events.splice(events.indexOf(next), 1);
          const { at, priority, takes, news } = next;
          const wait = holdMs(quota, priority, at);
          if (news) {
            underWay -= 1;
            quota = afterAnswer(quota, news);
            if (news.pauseMs === undefined) done += 1;
            else events.push({ at, priority, takes });
          } else if (wait > 0) {
            expect(wait).toBeLessThanOrEqual(60_000);
            events.push({ at: at + wait, priority, takes });
          } else {
            expect(at).toBeGreaterThanOrEqual(quota.pausedUntil);
            underWay += 1;
            most = Math.max(most, underWay);
            const arrivesAt = at + takes;
            events.push({ at: arrivesAt, priority, takes, news: { at: arrivesAt, ...server.answer(at) } });
          }
        }
        expect(done).toBe(given.length);
        for (const count of server.refusals.values()) expect(count).toBeLessThanOrEqual(most);
      }),
      { numRuns: 200 },
    );
  });

  it('idle work alone, one request after the other, is never refused and never takes the reserve', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 16, max: 480 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 15 }),
        (limit, takes, usedBefore) => {
          const reserve = Math.floor((limit * 5) / 16);
          const server = new Server(limit);
          for (let count = 0; count < usedBefore; count += 1) server.answer(0);
          let quota = unknownQuota;
          let at = 30_000;
          let done = 0;
          while (at < 300_000) {
            const wait = holdMs(quota, 'idle', at);
            at += wait;
            if (wait > 0) continue;
            const answer = server.answer(at);
            expect(answer.pauseMs).toBeUndefined();
            // The first request finds out what is left.
            expect(answer.remaining).toBeGreaterThanOrEqual(Math.min(reserve, limit - usedBefore) - 1);
            at += takes;
            quota = afterAnswer(quota, { at, ...answer });
            done += 1;
          }
          expect(done).toBeGreaterThan(0);
        },
      ),
      { numRuns: 100 },
    );
  });
});
