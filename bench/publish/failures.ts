import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { BrowserContext, Page } from '@playwright/test';
import { keptRecordings } from '../../server/gateway/testing/publish-world.ts';
import type { Mishap } from './between.ts';
import type { Place } from './place.ts';

const waitMs = 10 * 60_000;
const offlineMs = 5_000;

/** What goes wrong, and on which half of the way. */
export interface Failure {
  readonly name: string;
  readonly on: 'the way to the gateway' | 'the way to Claap';
  readonly mishap: (run: Run) => Mishap;
}

interface Run {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly place: Place;
  readonly path: string;
  /** What has to be finished before the run is over. */
  readonly also: (work: Promise<unknown>) => void;
}

const item = (page: Page) => page.getByRole('region', { name: 'Published in Claap' }).getByRole('listitem');

async function reload({ page, path }: Run): Promise<void> {
  await page.reload();
  const again = item(page).locator('input[type=file]');
  const state = item(page)
    .getByRole('status')
    .filter({ hasText: /^(Ready|Being sent to Claap)$/ });
  await again.or(state).first().waitFor({ state: 'attached', timeout: waitMs });
  if ((await again.count()) > 0) await again.setInputFiles(path);
}

async function goOffline({ context }: Run): Promise<void> {
  await context.setOffline(true);
  await new Promise((resolve) => setTimeout(resolve, offlineMs));
  await context.setOffline(false);
}

const mishaps: readonly { readonly name: string; readonly mishap: Failure['mishap'] }[] = [
  {
    name: 'gateway killed',
    mishap:
      ({ place, also }) =>
      () =>
        also(place.kill()),
  },
  { name: 'page reloaded', mishap: (run) => () => run.also(reload(run)) },
  { name: 'browser offline for 5 s', mishap: (run) => () => run.also(goOffline(run)) },
  { name: '429', mishap: () => ({ status: 429 }) },
  { name: '503', mishap: () => ({ status: 503 }) },
  { name: 'line broken', mishap: () => 'broken' },
  { name: 'response dropped', mishap: () => 'dropped' },
];

export const failures: readonly Failure[] = mishaps.flatMap((one) => [
  { ...one, on: 'the way to the gateway' },
  { ...one, on: 'the way to Claap' },
]);

/** Whether a request is where something is to happen: in the middle of the file. */
function isMiddle({ method, url = '' }: IncomingMessage, on: Failure['on'], bytes: number): boolean {
  if (on === 'the way to Claap') return method === 'PUT' && url.includes('/payload');
  const offset = /\/parts\/(\d+)$/.exec(url)?.[1];
  return offset !== undefined && Number(offset) >= bytes / 2;
}

/** Publishes a file while something goes wrong. Returns what Claap has of it, in seconds how long it took. */
export async function publishDespite(
  { name, on, mishap }: Failure,
  { page, context, place, path }: Omit<Run, 'also'>,
  bytes: number,
) {
  const title = `${name}, on ${on}`;
  const meeting = await place.meet(title);
  const others: Promise<unknown>[] = [];
  const happens = mishap({ page, context, place, path, also: (work) => others.push(work) });
  let happened = 0;
  const between = on === 'the way to Claap' ? place.behind : place.before;
  between.meddle = (request) => {
    if (happened > 0 || !isMiddle(request, on, bytes)) return undefined;
    happened += 1;
    return happens;
  };
  const from = performance.now();
  await page.goto(`/meetings/${meeting}`);
  await page.getByRole('button', { name: 'Publish in Claap' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish in Claap' });
  await dialog.getByLabel('Title').fill(title);
  await dialog.getByLabel('Choose a file').setInputFiles(path);
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await item(page)
    .getByRole('status')
    .filter({ hasText: /^Ready$/ })
    .waitFor({ timeout: waitMs });
  await Promise.all(others);
  between.meddle = () => undefined;
  const kept = keptRecordings(place.sandbox.dataDir, title);
  return { title, happened, kept, seconds: (performance.now() - from) / 1000 };
}
