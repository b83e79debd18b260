/**
 * What Lighthouse says of the pages that people open first, on a telephone as it imitates one, signed in:
 *
 *   npm run build && npm run bench:lighthouse -- [runs]
 *
 * It is not a dependency: npm fetches the version below when it is asked for. Prints the median of each category, and of
 * first paint, blocking time and layout shift. Leave the machine alone in the meantime: a busy one costs twenty points.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { finishedMeeting } from '../e2e/support/meetings.ts';
import { Stack } from '../e2e/support/stack.ts';
import config from '../playwright.config.ts';
import { median, signIn } from './support.ts';

const version = '13.5.0';
const runs = Number(process.argv[2] ?? 3);
const run = promisify(execFile);

interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number | null }>>;
  readonly audits: Readonly<Record<string, { readonly numericValue?: number }>>;
}

const categories = ['performance', 'accessibility', 'best-practices'];
const times = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time'];

async function audit(url: string, port: number, folder: string): Promise<Report> {
  const file = join(folder, 'report.json');
  await run('npm', [
    ...['exec', '--yes', '--package', `lighthouse@${version}`, '--', 'lighthouse', url],
    ...['--port', String(port), '--disable-storage-reset', '--quiet'],
    ...['--only-categories', categories.join(','), '--output', 'json', '--output-path', file],
  ]);
  return JSON.parse(await readFile(file, 'utf8')) as Report;
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const stack = await Stack.start();
const folder = await mkdtemp(join(tmpdir(), 'claritalk-lighthouse-'));
const port = await freePort();
// A separate profile, not a context: Lighthouse opens its pages where the person is signed in.
const browser = await chromium.launchPersistentContext(join(folder, 'profile'), {
  ...config.use?.launchOptions,
  args: [...(config.use?.launchOptions?.args ?? []), `--remote-debugging-port=${port}`],
  baseURL: stack.dashboard,
});
try {
  const page = await browser.newPage();
  await signIn(page);
  const { id } = await finishedMeeting(stack);
  await page.close();
  const pages = {
    list: '/meetings',
    meeting: `/meetings/${id}`,
    record: '/record',
    overview: '/',
    templates: '/templates',
  };
  for (const [name, path] of Object.entries(pages)) {
    const reports: Report[] = [];
    for (let index = 0; index < runs; index += 1) {
      reports.push(await audit(`${stack.dashboard}${path}`, port, folder));
    }
    const scores = categories.map(
      (category) =>
        `${category} ${median(reports.map((report) => (report.categories[category]?.score ?? 0) * 100))}`,
    );
    const figures = times.map(
      (time) =>
        `${time} ${median(reports.map((report) => report.audits[time]?.numericValue ?? Number.NaN)).toFixed(0)} ms`,
    );
    const shift = median(
      reports.map((report) => report.audits['cumulative-layout-shift']?.numericValue ?? Number.NaN),
    );
    console.log(
      `${name.padEnd(10)} ${[...scores, ...figures, `layout shift ${shift.toFixed(3)}`].join(' · ')}`,
    );
  }
} finally {
  await browser.close();
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
}
