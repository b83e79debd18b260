import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Clock from './clock.ts';

let clock: typeof Clock;
let deviceMs: number;

const noon = Date.UTC(2026, 10, 20, 12);
const day = 86_400_000;
const header = (ms: number) => new Date(ms).toUTCString();

beforeEach(async () => {
  vi.resetModules();
  clock = await import('./clock.ts');
  deviceMs = noon;
  vi.spyOn(Date, 'now').mockImplementation(() => deviceMs);
  return () => vi.restoreAllMocks();
});

/** A request that takes `ms`, answered half-way by a server whose clock is `ahead`. */
const request = (ahead: number, ms = 100, share = 0.5) =>
  answer(() => {
    deviceMs += ms * share;
    const date = header(deviceMs + ahead);
    deviceMs += ms * (1 - share);
    return date;
  });

/** A request whose answer has this `Date`. */
const answer = (date: () => string | null) =>
  clock.learningTime(async () => {
    const written = date();
    return new Response(null, written === null ? {} : { headers: { Date: written } });
  });

describe('the clock of the server', () => {
  it('is the device’s until a response arrives', () => {
    expect(clock.serverNow()).toBe(noon);
    expect(clock.serverAheadMs()).toBe(0);
  });

  it.each([0, 300, -300])('is the device’s while that may be right (%i ms)', async (ahead) => {
    for (let n = 0; n < 5; n += 1) await request(ahead, 900);
    expect(clock.serverNow()).toBe(deviceMs);
  });

  it.each([400 * day, -400 * day, 121_000, -7_200_000])(
    'is found within a second when it is %i ms ahead',
    async (ahead) => {
      for (let n = 0; n < 20; n += 1) {
        await request(ahead, 130);
        deviceMs += 777;
      }
      expect(Math.abs(clock.serverNow() - (deviceMs + ahead))).toBeLessThan(1_000);
      expect(clock.serverDate().getTime()).toBe(clock.serverNow());
      expect(clock.serverTimeAt(noon)).toBe(noon + clock.serverAheadMs());
    },
  );

  it('is found again after the device’s clock was set, in either direction', async () => {
    await request(400 * day);
    deviceMs += 400 * day;
    await request(0);
    expect(clock.serverAheadMs()).toBe(0);
    deviceMs -= 3_600_000;
    await request(3_600_000);
    expect(Math.abs(clock.serverAheadMs() - 3_600_000)).toBeLessThan(2_000);
  });

  it('ignores an invalid header, and one from before the clock was set back', async () => {
    await request(400 * day);
    const known = clock.serverAheadMs();
    for (const odd of [null, '', 'yesterday']) await answer(() => odd);
    await answer(() => {
      deviceMs -= day;
      return header(noon);
    });
    expect(clock.serverAheadMs()).toBe(known);
  });

  it('reports when it changes, and only then', async () => {
    const heard = vi.fn();
    const stop = clock.onServerAhead(heard);
    await request(0);
    expect(heard).not.toHaveBeenCalled();
    await request(day);
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    await request(2 * day);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('is never further off than the slowest response allows', async () => {
    const answers = fc.array(
      fc.record({ ms: fc.nat(5_000), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
      { minLength: 1 },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -1e11, max: 1e11 }), answers, async (ahead, requests) => {
        // Each run has its own clock, without knowledge of the one before.
        deviceMs += 1e12;
        for (const { ms, share } of requests) {
          await request(ahead, ms, share);
          expect(Math.abs(clock.serverAheadMs() - ahead)).toBeLessThanOrEqual(ms + 2_000);
        }
      }),
    );
  });
});
