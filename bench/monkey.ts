/**
 * Uses the built dashboard as nobody would: presses, types, chooses and goes back at random, with faults of the servers in
 * between, and says what no page may do whatever it is asked. Steps repeat with their seed. Run it after a build:
 *
 *   npm run bench:monkey -- [steps] [seed] [account]
 *
 * Found: an error that no code caught, a page that gave up, a request that the gateway or Claritalk had to refuse as invalid,
 * a page wider than its window, a text that is a key of the catalogue. Exit code 1 with any.
 */
import { globSync, readFileSync } from 'node:fs';
import type { ConsoleMessage, Locator, Page, Response } from '@playwright/test';
import { operations } from '../contract/claritalk/table.ts';
import { Random } from '../e2e/support/random.ts';
import { type Fault, Stack } from '../e2e/support/stack.ts';
import { launch, signIn } from './support.ts';

const [steps = 300, seed = Date.now() % 100_000] = process.argv.slice(2, 4).map(Number);
const account = process.argv[4] ?? 'ada';
const random = new Random(seed);

const addresses = [
  '/',
  '/meetings',
  '/meetings?status=completed&size=100',
  '/meetings/new',
  '/record',
  '/people',
  '/people/invite',
  '/people/audit',
  '/templates',
  '/templates/import',
  '/teams',
  '/organisations',
  '/settings',
  '/webhooks',
  '/verify',
  '/action-items',
  '/insight',
  '/insight/templates',
  '/dossiers',
  '/connect',
  '/sent',
  '/sent/publications',
  '/sent/broadcast',
  '/sent/broadcast/new',
  '/conversations',
  '/calls',
  '/calls/log',
  '/calls/video',
  '/integrations',
  '/integrations/chat2desk',
  '/integrations/chat2desk/tickets',
  '/integrations/chat2desk/operators',
  '/integrations/courier',
  '/integrations/claap',
] as const;

const odd = [
  'a',
  ' ',
  'Jansen & Zonen',
  'x'.repeat(5000),
  'مرحبا بالعالم',
  '日本語の会議',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  '\u202eevil\u202c',
  '<b>bold</b>',
  "'; drop table meetings; --",
  '-1',
  '1e309',
  '%E0%A4%A',
  '../../etc/passwd',
  'owen@sandbox.test',
  '+32 475 12 34 56',
  '\ud83d',
] as const;

const keys = [
  'Tab',
  'Shift+Tab',
  'Enter',
  'Escape',
  'j',
  'k',
  'e',
  'a',
  'r',
  '/',
  '?',
  'ArrowDown',
  'ArrowUp',
  'Home',
  'Space',
  'Control+k',
  'Control+b',
] as const;

const faults: readonly [Omit<Fault, 'operation'>, ...Omit<Fault, 'operation'>[]] = [
  { status: 503, times: 2 },
  { status: 429, times: 1, retryAfter: 1 },
  { status: 500, times: 1 },
  { drop: true, times: 1 },
  { drop: true, times: 1, afterProcessing: true },
  { delayMs: 3000, times: 1 },
];

/** The keys of the catalogue, each after the name of its file. */
const catalogue = new Set(
  globSync('src/i18n/locales/en/*.json').flatMap((file) =>
    keysIn(JSON.parse(readFileSync(file, 'utf8')), ''),
  ),
);
function keysIn(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => keysIn(inner, path === '' ? key : `${path}.${key}`));
}

/** Everything that can be pressed, typed into or chosen from. */
const controls =
  'a[href^="/"], button, summary, input, textarea, select, [role="tab"], [role="menuitem"], [role="option"], th[aria-sort]';
/** What would end the walk, or leave the dashboard. */
const ends = /sign out|sign in|authorize/i;

const found = new Map<string, number>();
let at = '';
const report = (what: string) => {
  const times = found.get(what) ?? 0;
  found.set(what, times + 1);
  if (times === 0) console.log(`FOUND ${at}\n      ${what}`);
};

const listen = (page: Page) => {
  page.on('pageerror', (error) => report(`uncaught: ${(error.stack ?? String(error)).slice(0, 600)}`));
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      report(`console: ${message.text().slice(0, 400)}`);
  });
  page.on('response', (response: Response) => void judge(response));
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
};

/** A page never sends what is invalid: it says so before. */
async function judge(response: Response) {
  if (response.status() !== 400 && response.status() !== 422) return;
  const { pathname } = new URL(response.url());
  const request = response.request();
  const body = await response.text().catch(() => '');
  report(
    `${request.method()} ${pathname.replaceAll(/[0-9a-f-]{36}|\d+/g, '…')} ${response.status()} ${body.slice(0, 200)} ← ${request.postData()?.slice(0, 200) ?? ''}`,
  );
}

async function look(page: Page) {
  const seen = await page
    .evaluate(() => ({
      wide: document.documentElement.scrollWidth - window.innerWidth,
      text: document.body.textContent,
    }))
    .catch(() => undefined);
  if (!seen) return;
  if (seen.wide > 1) report(`${seen.wide} px wider than its window of ${page.viewportSize()?.width}`);
  const key = /(?<![\w./@-])[a-z]\w+\.[a-z]\w+(?:\.[a-z]\w+)+(?![\w/@-])/i.exec(seen.text);
  if (key && catalogue.has(key[0])) report(`a key as text: ${key[0]}`);
  for (const text of ['This page could not be shown', 'Unexpected Application Error'])
    if (seen.text.includes(text)) report(`the page gave up: ${text}`);
}

const labelOf = (target: Locator) =>
  target.evaluate((element) =>
    `${element.tagName.toLowerCase()} ${element.getAttribute('aria-label') ?? element.textContent}`
      .replaceAll(/\s+/g, ' ')
      .slice(0, 60),
  );

async function use(page: Page): Promise<string> {
  // Of a dialog that is open, nothing behind it can be pressed.
  const dialog = page.locator('dialog[open], [role="dialog"]:visible').last();
  const within = (await dialog.count()) > 0 && random.chance(0.9) ? dialog : page.locator('body');
  // The navigation would have half of the presses.
  const place =
    within === dialog || random.chance(0.15) || (await page.locator('#content').count()) === 0
      ? within
      : page.locator('#content');
  const all = place.locator(controls).filter({ visible: true });
  const count = await all.count();
  if (count === 0) return 'nothing to use';
  const target = all.nth(random.between(0, count - 1));
  const label = await labelOf(target);
  if (ends.test(label)) return `left alone: ${label}`;
  const kind = await target.evaluate((element) =>
    element instanceof HTMLInputElement
      ? `input ${element.type}`
      : element instanceof HTMLTextAreaElement
        ? 'input text'
        : element.tagName,
  );
  const options = { timeout: 1500 };
  if (kind === 'SELECT') {
    const values = await target.evaluate((element) =>
      [...(element as HTMLSelectElement).options].map(({ value }) => value),
    );
    if (values.length > 0)
      await target.selectOption(values[random.between(0, values.length - 1)] ?? '', options);
  } else if (/input (?:text|search|email|tel|url|password|number)/.test(kind)) {
    const text = random.pick(odd);
    await target.fill(kind.endsWith('number') ? String(random.between(-5, 10_000)) : text, options);
    return `${label} ← ${text.slice(0, 20)}`;
  } else if (/input (?:date|time|datetime-local|month)/.test(kind)) {
    await target.focus(options);
    await page.keyboard.type(random.pick(['31022026', '00000000', '12122026', '99', '01010001']));
  } else if (kind === 'input file') {
    await target.setInputFiles({
      name: random.pick(['a.csv', 'a.json', 'a.webm', 'a.pdf']),
      mimeType: 'text/plain',
      buffer: Buffer.from(random.pick(odd)),
    });
  } else await target.click(options);
  return label;
}

async function step(page: Page, stack: Stack): Promise<string> {
  const dice = random.next();
  if (dice < 0.68) return use(page);
  if (dice < 0.8) {
    const key = random.pick(keys);
    await page.keyboard.press(key);
    return `key ${key}`;
  }
  if (dice < 0.86) {
    const address = random.pick(addresses);
    await page.goto(address, { waitUntil: 'commit' });
    return `to ${address}`;
  }
  if (dice < 0.89) {
    await page.goBack({ timeout: 1500, waitUntil: 'commit' });
    return 'back';
  }
  if (dice < 0.91) {
    await page.reload({ waitUntil: 'commit' });
    return 'reload';
  }
  if (dice < 0.94) {
    await page.setViewportSize({ width: random.pick([390, 768, 1440]), height: 900 });
    return 'another width';
  }
  if (dice < 0.96) {
    await stack.expireTokens();
    return 'tokens expire';
  }
  const operation = operations[random.between(0, operations.length - 1)]?.name ?? 'getMeeting';
  const fault = random.pick(faults);
  await stack.fault({ operation, ...fault });
  return `fault ${operation} ${JSON.stringify(fault)}`;
}

const stack = await Stack.start({
  SANDBOX_CONNECTED: '1',
  LIVE_UPDATES: '1',
  INDEX_REQUESTS_PER_MINUTE: '6000',
  SANDBOX_MEETINGS: '120',
});
const browser = await launch();
console.log(`${steps} steps, seed ${seed}, ${account}`);
try {
  const context = await browser.newContext({
    baseURL: stack.dashboard,
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await signIn(page, account);
  listen(page);
  for (let number = 1; number <= steps; number += 1) {
    at = `${number} ${page.url().slice(stack.dashboard.length)}`;
    const did = await step(page, stack).catch((error: Error) => `could not: ${error.message.split('\n')[0]}`);
    at = `${at} · ${did}`;
    if (process.env.STEPS) console.log(at);
    await page.waitForTimeout(random.between(50, 400));
    if (!page.url().startsWith(stack.dashboard) || /sign-in/.test(page.url())) {
      console.log(`${at}: left, ${page.url()}`);
      await stack.clearFaults();
      await context.clearCookies();
      await signIn(page, account);
    }
    await look(page);
    if (number % 25 === 0) await stack.clearFaults();
  }
} finally {
  await browser.close();
  await stack.stop();
}
console.log(`${found.size} kinds found`);
process.exitCode = found.size > 0 ? 1 : 0;
