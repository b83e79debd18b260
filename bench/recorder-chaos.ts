/**
 * Recordings under everything that can go wrong at once: kill, crash, close, reload × offline × 429 × 503 × lost
 * answers × expired tokens × full storage × unplugged microphone, drawn from seeds. Checks each as the tests do
 * and prints a table. Run it after a build:
 *
 *   npm run bench:recorder-chaos -- [scenarios] [first seed]
 */
import { describePlan, drawPlan } from '../e2e/support/chaos/plan.ts';
import { type ChaosResult, Scenario } from '../e2e/support/chaos/scenario.ts';
import { ChaosWorld } from '../e2e/support/chaos/world.ts';
import { makeSpeech } from '../e2e/support/speech.ts';
import { endOnSignals } from './interrupt.ts';
import { summary } from './summary.ts';

const scenarios = Number(process.argv[2] ?? 100);
const firstSeed = Number(process.argv[3] ?? 1);
/** A new profile now and then: nobody has hundreds of recordings on one device. */
const perProfile = 25;

endOnSignals();
makeSpeech();
const done: ChaosResult[] = [];
const failed: number[] = [];
let world: ChaosWorld | undefined;
try {
  for (let index = 0; index < scenarios; index += 1) {
    if (index % perProfile === 0) {
      await world?.destroy();
      world = undefined;
    }
    world ??= await ChaosWorld.start();
    const plan = drawPlan(firstSeed + index);
    const label = String(plan.seed).padStart(6);
    try {
      const result = await new Scenario(world, plan).run();
      done.push(result);
      const figures = [result.recordedSeconds, result.lostSeconds, result.uploadSeconds];
      console.log(
        `${label}  ${figures.map((value) => value.toFixed(2).padStart(6)).join(' ')}  ${describePlan(plan)}`,
      );
    } catch (error) {
      failed.push(plan.seed);
      console.log(
        `${label}  FAILED ${describePlan(plan)}\n${error instanceof Error ? error.message : error}`,
      );
      await world.destroy();
      world = undefined;
    }
  }
} finally {
  await world?.destroy();
  console.log('\ncolumns: seed, seconds recorded, seconds lost, seconds until uploaded, what went wrong');
  console.log(`${done.length} of ${scenarios} scenarios held; failed seeds: ${failed.join(' ') || 'none'}`);
  console.log(
    summary(
      'lost',
      done.map((result) => result.lostSeconds),
      's',
    ),
  );
  console.log(
    summary(
      'until uploaded',
      done.map((result) => result.uploadSeconds),
      's',
    ),
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}
