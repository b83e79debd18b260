import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Findings, type Reading, Watchdog } from './watchdog.ts';

const start = Date.parse('2026-11-21T10:00:00Z');
const hour = 3_600_000;

/** A recording whose clock the spec controls: a reading every half second, a slice every second. */
class Simulation {
  readonly watchdog: Watchdog;
  readonly findings: Findings[] = [];
  rms: number | undefined = 0.01;
  paused = false;
  slices = true;
  audioRuns = true;
  now = start;
  audioMs = 0;
  recordedMs = 0;

  constructor(expectedMs?: number) {
    this.watchdog = new Watchdog(expectedMs);
    this.read();
  }
  run(ms: number, stepMs = 500): this {
    for (let passed = 0; passed < ms; passed += stepMs) {
      this.now += stepMs;
      if (this.audioRuns) {
        this.audioMs += stepMs;
        if (!this.paused) this.recordedMs += stepMs;
        if (this.slices && !this.paused && this.audioMs % 1000 < stepMs) this.watchdog.slice(this.audioMs);
      }
      this.read();
    }
    return this;
  }
  read(): void {
    const { now, audioMs, recordedMs, rms, paused } = this;
    this.findings.push(this.watchdog.read({ now, audioMs, recordedMs, rms, paused } satisfies Reading));
  }
  get warnings() {
    return this.findings.at(-1)!.warnings;
  }
  get orders() {
    return this.findings.flatMap(({ order }) => order ?? []);
  }
  get interruptions() {
    return this.findings.flatMap(({ interruption }) => interruption ?? []);
  }
}

describe('silence', () => {
  test.each([0, 250, 499, 682])(
    'exact zeros are reported within ten seconds, muted %i ms after a reading',
    (offset) => {
      const meeting = new Simulation().run(5000);
      const mutedAt = meeting.audioMs + offset;
      // The window still holds sound from before for a while.
      for (let ms = 0; ms < 12_000 && meeting.warnings.length === 0; ms += 500) {
        meeting.rms = meeting.audioMs + 500 - 683 >= mutedAt ? 0 : 0.002;
        meeting.run(500);
      }
      expect(meeting.warnings).toEqual(['silent']);
      expect(meeting.audioMs - mutedAt).toBeLessThanOrEqual(10_000);
      expect(meeting.audioMs - mutedAt).toBeGreaterThan(8_000);
    },
  );

  test('a flicker in the last bit points at another cause', () => {
    const meeting = new Simulation();
    meeting.rms = 2e-5;
    expect(meeting.run(10_000).warnings).toEqual(['faint']);
  });

  test('disappears with the first sound', () => {
    const meeting = new Simulation();
    meeting.rms = 0;
    expect(meeting.run(20_000).warnings).toEqual(['silent']);
    meeting.rms = 0.001;
    expect(meeting.run(500).warnings).toEqual([]);
  });

  test('a quiet room is not silence, however long', () => {
    const meeting = new Simulation();
    meeting.rms = 0.000_18; // −75 dBFS
    meeting.run(600_000);
    expect(meeting.findings.every(({ warnings }) => warnings.length === 0)).toBe(true);
  });

  test('pauses in speech of up to eight seconds, even of exact zeros, are not silence', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ speech: fc.integer({ min: 1, max: 20 }), pause: fc.integer({ min: 0, max: 16 }) }),
        ),
        (turns) => {
          const meeting = new Simulation();
          for (const { speech, pause } of turns) {
            meeting.rms = 0.05;
            meeting.run(speech * 500);
            meeting.rms = 0;
            meeting.run(pause * 500);
          }
          expect(meeting.findings.flatMap(({ warnings }) => warnings)).toEqual([]);
        },
      ),
    );
  });

  test('is not judged while paused or while the microphone is known to be missing', () => {
    const meeting = new Simulation();
    meeting.rms = 0;
    meeting.run(8000);
    meeting.paused = true;
    expect(meeting.run(30_000).warnings).toEqual([]);
    meeting.paused = false;
    expect(meeting.run(5000).warnings).toEqual([]);
    meeting.rms = undefined;
    expect(meeting.run(30_000).warnings).toEqual([]);
  });

  test('is found with one reading a second, as a tab in the background gives', () => {
    const meeting = new Simulation();
    meeting.rms = 0;
    expect(meeting.run(11_000, 1000).warnings).toEqual(['silent']);
  });
});

describe('audio clock', () => {
  test('a stopped clock is reported, and waking is ordered until it runs; then the gap is reported once', () => {
    const meeting = new Simulation().run(5000);
    meeting.audioRuns = false;
    expect(meeting.run(1000).warnings).toEqual([]);
    expect(meeting.run(4000).warnings).toEqual(['audio-stopped']);
    expect(meeting.orders).toEqual(Array.from({ length: 8 }, () => 'wake-audio'));
    meeting.audioRuns = true;
    expect(meeting.run(5000).warnings).toEqual([]);
    expect(meeting.interruptions).toEqual([{ from: start + 5000, to: start + 10_000 }]);
  });

  test.each([1500, 2000, 2500])(
    'whatever was reported as stopped is reported as a gap afterwards: %i ms',
    (ms) => {
      const meeting = new Simulation().run(5000);
      meeting.audioRuns = false;
      expect(meeting.run(ms).warnings).toEqual(['audio-stopped']);
      meeting.audioRuns = true;
      meeting.run(1000);
      expect(meeting.interruptions).toHaveLength(1);
    },
  );

  test('a sleep of the machine is an interruption, not silence and not a stuck encoder', () => {
    const meeting = new Simulation().run(5000);
    meeting.now += hour;
    meeting.run(1000);
    expect(meeting.warnings).toEqual([]);
    expect(meeting.orders).toEqual([]);
    expect(meeting.interruptions).toEqual([{ from: start + 5000, to: start + 5000 + hour }]);
  });

  test('jitter between the clocks, and a pause, do not count', () => {
    const meeting = new Simulation().run(5000);
    meeting.now += 900;
    meeting.run(1000);
    meeting.paused = true;
    meeting.run(1000);
    meeting.now += hour;
    meeting.run(1000);
    expect(meeting.interruptions).toEqual([]);
  });
});

describe('encoder', () => {
  test('no slice: data after 3 s, a new encoder after 6 s and every 6 s, until a slice comes', () => {
    const meeting = new Simulation().run(5000);
    meeting.slices = false;
    expect(meeting.run(2500).orders).toEqual([]);
    expect(meeting.run(500).orders).toEqual(['request-data']);
    expect(meeting.warnings).toEqual([]);
    expect(meeting.run(3000).orders).toEqual(['request-data', 'rotate']);
    expect(meeting.warnings).toEqual(['encoder-stuck']);
    expect(meeting.run(6000).orders).toEqual(['request-data', 'rotate', 'rotate']);
    meeting.slices = true;
    expect(meeting.run(1000).warnings).toEqual([]);
    meeting.slices = false;
    expect(meeting.run(3000).orders).toEqual(['request-data', 'rotate', 'rotate', 'request-data']);
  });

  test('an encoder that never says anything counts from the start', () => {
    const meeting = new Simulation();
    meeting.slices = false;
    expect(meeting.run(6000).orders).toEqual(['request-data', 'rotate']);
  });

  test('owes nothing during a pause', () => {
    const meeting = new Simulation().run(5000);
    meeting.paused = true;
    meeting.run(60_000);
    meeting.paused = false;
    meeting.run(2000);
    expect(meeting.orders).toEqual([]);
  });
});

describe('length', () => {
  test('after four hours it asks, and again every hour after an answer', () => {
    const meeting = new Simulation();
    expect(meeting.run(4 * hour - 1000, 1000).warnings).toEqual([]);
    expect(meeting.run(1000, 1000).warnings).toEqual(['long']);
    expect(meeting.run(60_000, 1000).warnings).toEqual(['long']);
    meeting.watchdog.dismiss('long');
    expect(meeting.run(1000, 1000).warnings).toEqual([]);
    expect(meeting.run(hour - 62_000, 1000).warnings).toEqual([]);
    expect(meeting.run(1000, 1000).warnings).toEqual(['long']);
  });

  test('beyond the expected length it says so until it is answered; without one never', () => {
    const meeting = new Simulation(60_000);
    expect(meeting.run(60_000).warnings).toEqual([]);
    expect(meeting.run(500).warnings).toEqual(['overrun']);
    meeting.watchdog.dismiss('overrun');
    expect(meeting.run(hour).warnings).toEqual([]);
    expect(new Simulation().run(hour).warnings).toEqual([]);
  });
});
