import { test as base } from '@playwright/test';
import { coveringPlans, describePlan } from '../support/chaos/plan.ts';
import { Scenario } from '../support/chaos/scenario.ts';
import { ChaosWorld } from '../support/chaos/world.ts';
import { seed } from '../support/crash-test.ts';

const test = base.extend<object, { world: ChaosWorld }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a destructured first argument.
    async ({}, use) => {
      const world = await ChaosWorld.start();
      await use(world);
      await world.destroy();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

// Each worker has servers and a browser of its own.
test.describe.configure({ mode: 'parallel' });

for (const plan of coveringPlans(seed)) {
  test(`chaos ${plan.seed}: ${describePlan(plan)}`, async ({ world }) => {
    test.setTimeout(120_000);
    await new Scenario(world, plan).run();
  });
}
