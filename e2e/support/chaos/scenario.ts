import type { Page } from '@playwright/test';
import { recordedMs, recorderDid, recorderMarks } from '../observe-recorder.ts';
import { type Spooled, spooled, spoolStatus, stopAndUpload } from '../recorder.ts';
import {
  beginRecording,
  expectWhole,
  finishLeftBehind,
  openRecorder,
  signInAgain,
  until,
} from '../recovery.ts';
import { StarvationWatch } from '../starvation.ts';
import { expect } from '../test.ts';
import type { Plan, Trouble } from './plan.ts';
import { beginTrouble, haveAccident } from './troubles.ts';
import type { ChaosWorld } from './world.ts';

export interface ChaosResult {
  readonly recordedSeconds: number;
  readonly lostSeconds: number;
  /** By how much the machine was too busy to keep up. */
  readonly starvedSeconds: number;
  /** From the end of the recording until the server had all of it. */
  readonly uploadSeconds: number;
}

interface Step {
  readonly at: number;
  run(): Promise<void>;
}

/** One recording under a plan: plays it, recovers, and checks that nothing is lost or sent twice. */
export class Scenario {
  readonly #world: ChaosWorld;
  readonly #plan: Plan;
  readonly #name: string;
  readonly #ending: (() => Promise<void>)[] = [];
  /** What the spool had when the accident came. */
  #safe: Spooled | undefined;

  constructor(world: ChaosWorld, plan: Plan) {
    this.#world = world;
    this.#plan = plan;
    this.#name = `Chaos ${plan.seed}`;
  }

  async run(): Promise<ChaosResult> {
    const { stack } = this.#world;
    await stack.clearFaults();
    let page = await this.#world.page();
    await openRecorder(page, stack);
    const began = await beginRecording(page, this.#name);
    const { recorded, starvedSeconds } = await this.#record(page, began);
    const ended = Date.now();
    if (this.#safe?.bytes === 0) {
      // The disk was full from the first second: what memory had died with the tab.
      expect(recorded / 1000).toBeLessThanOrEqual(this.#acceptedLoss(recorded) + starvedSeconds);
      return {
        recordedSeconds: recorded / 1000,
        lostSeconds: recorded / 1000,
        starvedSeconds,
        uploadSeconds: 0,
      };
    }
    page = await this.#upload(await this.#world.page(), ended);
    const local = await this.#untilUploaded(page);
    const uploadSeconds = (Date.now() - ended) / 1000;
    const facts = await expectWhole(stack, this.#name, local);
    await this.#expectAllOf(page, local);
    await this.#expectOnce(local);
    const recordedSeconds = recorded / 1000;
    const lostSeconds = recordedSeconds - facts.seconds;
    expect(lostSeconds, 'seconds lost').toBeLessThanOrEqual(this.#acceptedLoss(recorded) + starvedSeconds);
    return { recordedSeconds, lostSeconds, starvedSeconds, uploadSeconds };
  }

  /** Seconds of this many milliseconds. A recording that was stopped is compared by its bytes as well. */
  #acceptedLoss(recorded: number): number {
    const { accident, recordMs, troubles } = this.#plan;
    const usual = 1.05;
    // A full disk takes nothing: what waits in memory dies with the tab, and the person is told so in the meantime.
    // One that is still full when the recording ends gets room only after the accident.
    const isLost = ({ kind, at, forMs }: Trouble) =>
      kind === 'full' && (accident?.during === 'recording' || at + forMs > recordMs);
    const full = accident && troubles.find(isLost);
    if (!full) return usual;
    const paused = troubles.reduce((ms, { kind, forMs }) => ms + (kind === 'pause' ? forMs : 0), 0);
    return usual + Math.max(0, recorded - full.at + paused) / 1000;
  }

  /** Without an accident, every byte that the encoder gave is there. */
  async #expectAllOf(page: Page, local: Spooled): Promise<void> {
    if (this.#plan.accident) return;
    const marks = await recorderMarks(page);
    // The file of an encoder that had to be replaced on a slow machine is joined, and differs from its slices.
    if (marks.filter(({ what }) => what === 'start').length > 1) return;
    expect(local.bytes).toBe(marks.reduce((sum, { bytes }) => sum + bytes, 0));
  }

  /** Milliseconds recorded until the stop or the accident, by what the page did. */
  async #record(page: Page, began: number): Promise<{ recorded: number; starvedSeconds: number }> {
    const starvation = new StarvationWatch();
    const { accident, recordMs, troubles, faults } = this.#plan;
    const end = accident?.during === 'recording' ? accident.at : recordMs;
    for (const step of this.#steps(page, troubles)) {
      if (step.at >= end) continue;
      await until(began + step.at);
      await step.run();
    }
    await until(began + end);
    if (accident?.during === 'recording') {
      await recorderDid(page, 'slice');
      this.#safe = await spooled(page, this.#name);
      const marks = await recorderMarks(page);
      const moment = await haveAccident(accident.kind, page, this.#world);
      await this.#endTroubles(accident.kind === 'reload');
      return { recorded: recordedMs(marks, moment), starvedSeconds: await starvation.stop(marks, moment) };
    }
    for (const fault of faults) await this.#world.stack.fault(fault);
    await stopAndUpload(page);
    const stopped = await recorderDid(page, 'stop');
    const marks = await recorderMarks(page);
    return { recorded: recordedMs(marks, stopped), starvedSeconds: await starvation.stop(marks, stopped) };
  }

  /** Begins and ends of troubles, in the order of time. Troubles that outlast the recording end after it. */
  #steps(page: Page, troubles: readonly Trouble[]): Step[] {
    const steps: Step[] = [];
    for (const { kind, at, forMs } of troubles) {
      if (kind === 'pause') {
        steps.push({ at, run: () => this.#pause(page, forMs) });
        continue;
      }
      let stop: (() => Promise<void>) | undefined;
      const end = async () => {
        await stop?.();
        stop = undefined;
      };
      const begin = async () => {
        stop = await beginTrouble(kind, page, this.#world);
        this.#ending.push(end);
      };
      steps.push({ at, run: begin }, { at: at + forMs, run: end });
    }
    return steps.sort((one, other) => one.at - other.at);
  }

  async #pause(page: Page, forMs: number): Promise<void> {
    await page.getByRole('button', { name: 'Pause' }).click();
    await until((await recorderDid(page, 'pause')) + forMs);
    await page.getByRole('button', { name: 'Resume' }).click();
  }

  async #endTroubles(pageLives: boolean): Promise<void> {
    for (const end of this.#ending.splice(0)) {
      // What belonged to a page that is gone went with it.
      if (pageLives) await end();
    }
  }

  async #upload(page: Page, stopped: number): Promise<Page> {
    const { accident, uploadTroubles, faults } = this.#plan;
    if (accident?.during === 'recording') {
      for (const fault of faults) await this.#world.stack.fault(fault);
      await this.#recover(page);
      return page;
    }
    for (const { kind, forMs } of uploadTroubles) {
      const end = await beginTrouble(kind, page, this.#world);
      this.#ending.push(async () => {
        await until(stopped + forMs);
        await end();
      });
    }
    if (!accident) {
      await this.#endTroubles(true);
      return page;
    }
    await until(stopped + accident.at);
    this.#safe = await spooled(page, this.#name);
    await haveAccident(accident.kind, page, this.#world);
    await this.#endTroubles(accident.kind === 'reload');
    const next = await this.#world.page();
    await this.#recover(next);
    return next;
  }

  /** After an accident: a person opens the recorder, and finishes what is unfinished. */
  async #recover(page: Page): Promise<void> {
    await page.context().setOffline(false);
    await openRecorder(page, this.#world.stack);
    if ((await spoolStatus(page, this.#name)) === 'open') await finishLeftBehind(page, this.#name);
  }

  async #untilUploaded(page: Page): Promise<Spooled> {
    const signIn = page.getByRole('button', { name: 'Sign in again' });
    await expect
      .poll(
        async () => {
          if (await signIn.isVisible()) await signInAgain(page);
          return spoolStatus(page, this.#name);
        },
        { intervals: [100], timeout: 60_000 },
      )
      .toBe('uploaded');
    const local = await spooled(page, this.#name);
    if (this.#safe) {
      expect(local.id).toBe(this.#safe.id);
      const kept = local.data.subarray(0, this.#safe.bytes).equals(this.#safe.data);
      expect(kept, 'what was on disk before the accident').toBe(true);
    }
    return local;
  }

  async #expectOnce(local: Spooled): Promise<void> {
    const { finalisations, uncaught } = this.#world;
    const meetingId = local.meetingId ?? '';
    await expect
      .poll(() => finalisations.of(meetingId), { message: 'completions told by the server' })
      .toBe(1);
    expect(uncaught.splice(0), 'errors that nobody caught').toEqual([]);
  }
}
