import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sleepingPage } from '../testing/sleeping-page.ts';
import { Leadership } from './leadership.ts';

/** A busy machine takes its time. */
const patiently = { timeout: 15_000 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Tabs of one browser; those in `deaf` do not respond, like a stopped process. */
function browser() {
  const name = crypto.randomUUID();
  const all: { readonly id: string; readonly leadership: Leadership }[] = [];
  const log: string[] = [];
  const deaf = new Set<string>();
  const open = (id: string) => {
    const page = sleepingPage();
    const leadership: Leadership = new Leadership(
      {
        name,
        lead: (signal) => {
          log.push(`${id} leads`);
          signal.addEventListener('abort', () => log.push(`${id} stops`));
        },
        ask: () => {
          const answers = all.some((tab) => tab.leadership.leads && !deaf.has(tab.id));
          if (answers) leadership.heard();
        },
        patienceMs: 5_000,
        alone: false,
      },
      page.life,
    );
    all.push({ id, leadership });
    return { leadership, page };
  };
  return { open, log, deaf };
}

const happened = (log: string[], ...wanted: string[]) =>
  vi.waitFor(() => expect(log).toEqual(wanted), patiently);

test('one leads, and the next when it is closed', async () => {
  const { open, log } = browser();
  const first = open('a');
  await happened(log, 'a leads');
  const second = open('b');
  second.leadership.suspect();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(log).toEqual(['a leads']);
  first.leadership.close();
  await happened(log, 'a leads', 'a stops', 'b leads');
  expect([first.leadership.leads, second.leadership.leads]).toEqual([false, true]);
});

test.each(['hide', 'freeze'] as const)(
  'a page that sleeps (%s) no longer leads; awake it waits',
  async (sleep) => {
    const { open, log } = browser();
    const first = open('a');
    await happened(log, 'a leads');
    const second = open('b');
    first.page[sleep]();
    await happened(log, 'a leads', 'a stops', 'b leads');
    first.page[sleep === 'hide' ? 'show' : 'resume']();
    second.leadership.close();
    await happened(log, 'a leads', 'a stops', 'b leads', 'b stops', 'a leads');
  },
);

test('a leader that was stopped without notice is replaced, finds out, and gets its turn again', async () => {
  const { open, log, deaf } = browser();
  const first = open('a');
  await happened(log, 'a leads');
  const second = open('b');
  deaf.add('a');
  second.leadership.suspect();
  second.leadership.suspect();
  await vi.advanceTimersByTimeAsync(4_999);
  expect(log).toEqual(['a leads']);
  await vi.advanceTimersByTimeAsync(1);
  await vi.waitFor(() => expect(log).toContain('b leads'), patiently);
  await vi.waitFor(() => expect(log).toContain('a stops'), patiently);
  expect([first.leadership.leads, second.leadership.leads]).toEqual([false, true]);
  deaf.clear();
  first.leadership.suspect();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(second.leadership.leads).toBe(true);
  second.leadership.close();
  await vi.waitFor(() => expect(first.leadership.leads).toBe(true), patiently);
});

test.each([
  ['locks', () => navigator],
  ['BroadcastChannel', () => globalThis],
] as const)(
  'without %s a tab leads alone where that does no harm, and never where it would',
  (power, owner) => {
    const given = Object.getOwnPropertyDescriptor(owner(), power);
    Object.defineProperty(owner(), power, { value: undefined, configurable: true });
    try {
      const led: string[] = [];
      const about = { name: 'a', ask: () => led.push('asked'), patienceMs: 1 };
      new Leadership({ ...about, lead: () => led.push('alone'), alone: true }).suspect();
      new Leadership({ ...about, lead: () => led.push('harm'), alone: false }).suspect();
      expect(led).toEqual(['alone']);
    } finally {
      // What was inherited is seen again once it is no longer covered.
      Reflect.deleteProperty(owner(), power);
      if (given) Object.defineProperty(owner(), power, given);
    }
  },
);
