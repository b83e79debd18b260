import type { CDPSession, Page } from '@playwright/test';
import { unplugMicrophone } from '../observe-recorder.ts';
import type { Accident, TroubleKind } from './plan.ts';
import type { ChaosWorld } from './world.ts';

/** Starts a trouble, and returns how to end it. */
export async function beginTrouble(
  kind: TroubleKind,
  page: Page,
  world: ChaosWorld,
): Promise<() => Promise<void>> {
  const nothing = async () => {};
  switch (kind) {
    case 'unplugged':
      await unplugMicrophone(page);
      return nothing;
    case 'full':
      return fillDisk(page, world.stack.dashboard);
    case 'offline': {
      const context = page.context();
      await context.setOffline(true);
      return () => context.setOffline(false);
    }
    case 'expired':
      await world.stack.expireTokens();
      return nothing;
    case 'signed-out':
      await world.stack.expireTokens({ refresh: true });
      return nothing;
  }
}

/** Leaves the site without room for another byte. */
async function fillDisk(page: Page, origin: string): Promise<() => Promise<void>> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  return async () => {
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await session.detach();
  };
}

/** Makes an accident happen. @returns when, in milliseconds since 1970. */
export async function haveAccident(kind: Accident, page: Page, world: ChaosWorld): Promise<number> {
  switch (kind) {
    case 'kill': {
      world.forgetPage();
      return world.browser.kill();
    }
    case 'crash': {
      const session = await page.context().newCDPSession(page);
      const crashed = page.waitForEvent('crash');
      const moment = Date.now();
      // Nobody is left to answer.
      void session.send('Page.crash').catch(() => undefined);
      await crashed;
      await page.close();
      world.forgetPage();
      return moment;
    }
    case 'close': {
      const moment = Date.now();
      await page.close({ runBeforeUnload: false });
      world.forgetPage();
      return moment;
    }
    case 'reload': {
      const moment = Date.now();
      // Without a network the browser shows its own page; the next visit finds the recording.
      await page.reload().catch(() => undefined);
      return moment;
    }
  }
}
