import { longConversation } from '../../server/sandboxes/chat2desk/seed/seed-many.ts';
import { askSystem, clientWrites } from '../support/connections.ts';
import { expect } from '../support/test.ts';
import type { Engine } from './engine.ts';
import { Person } from './person.ts';
import { eventually } from './processes.ts';
import { installed, test } from './suite.ts';

/** Servers with a long conversation in which nobody writes but the test. */
export const withConversations = {
  LIVE_UPDATES: '1',
  SANDBOX_CONNECTED: '1',
  SANDBOX_SIMULATED: '0',
  SANDBOX_CONVERSATIONS: '400',
};

/** How many messages are drawn, and how far the one that is looked at is below the upper edge, in px. */
const look = (engine: Engine) =>
  engine.run(() => {
    const log = document.querySelector('[data-log]');
    const looked = log?.querySelector('[data-looked]')?.getBoundingClientRect().top ?? Number.NaN;
    return {
      drawn: log?.querySelectorAll('li').length ?? 0,
      below: looked - (log?.getBoundingClientRect().top ?? 0),
    };
  });

/** Brings the message at a place of those that are drawn to the upper edge, if there is room; how far below it that is. */
const lookAt = (engine: Engine, place: number) =>
  engine.run((at) => {
    const log = document.querySelector('[data-log]');
    const items = [...(log?.querySelectorAll('li') ?? [])];
    for (const item of items) delete item.dataset.looked;
    const item = items[at];
    if (!log || !item) return { below: Number.NaN };
    item.dataset.looked = '';
    item.scrollIntoView({ block: 'start', behavior: 'instant' });
    return { below: item.getBoundingClientRect().top - log.getBoundingClientRect().top };
  }, place);

/** Waits until so many are drawn and what is looked at is where it was: it is put right before the next frame. */
const isStill = (engine: Engine, many: number, { below }: { below: number }) =>
  eventually(async () => {
    const now = await look(engine);
    return (now.drawn === many && Math.abs(now.below - below) < 1) || undefined;
  }, `${many} messages, and what was looked at in its place`);

/** What someone reads in a long conversation stays where it is, in a browser that is not Chromium. */
export function conversation(engineName: 'firefox' | 'webkit'): void {
  test(`${engineName}: news at its end and earlier messages move nothing that is looked at`, async ({
    engine,
    stack,
    dashboard,
  }) => {
    test.skip(!installed[engineName], `${engineName} could not be installed here`);
    await askSystem(stack, 'chat2desk', '/v1/channels');
    const person = new Person(engine);
    await person.signsIn(dashboard, '/meetings', 'ada');
    const { client, dialog } = longConversation;
    await engine.open(`${dashboard}/conversations/chat2desk/${dialog}`);
    await eventually(
      async () => (await look(engine)).drawn === 50 || undefined,
      'the newest messages',
      30_000,
    );

    const middle = await lookAt(engine, 20);
    expect(middle.below).toBeLessThan(10);
    // The stream begins when the page is at rest.
    let count = 0;
    await eventually(async () => {
      count += 1;
      await clientWrites(stack, client, `News ${count}`);
      return (await look(engine)).drawn > 50 || undefined;
    }, 'news');
    await isStill(engine, 50 + count, middle);

    const oldest = await lookAt(engine, 0);
    expect(oldest.below).toBeLessThan(200);
    await isStill(engine, 100 + count, oldest);
  });
}
