import type { Locator, Page } from '@playwright/test';
import { finishedMeeting } from '../support/meetings.ts';
import { expect, test } from '../support/test.ts';

/** Holds back files until the test lets them arrive. */
async function holdBack(page: Page, files: string): Promise<() => void> {
  let arrive = () => {};
  const waiting = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(files, async (route) => {
    await waiting;
    await route.continue();
  });
  return () => arrive();
}

/** Records what the page had requested, and how much it had drawn, when the first row appeared. */
async function noteFirstRow(page: Page, row: string): Promise<void> {
  await page.addInitScript((selector) => {
    const watching = new MutationObserver(() => {
      if (!document.querySelector(selector)) return;
      watching.disconnect();
      const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
      Object.assign(window, {
        firstRow: { scripts: scripts.length, elements: document.querySelectorAll('#root *').length },
      });
    });
    watching.observe(document, { childList: true, subtree: true });
  }, row);
}

const firstRow = (page: Page) =>
  page.evaluate(() => (window as unknown as { firstRow?: { scripts: number; elements: number } }).firstRow);

const pages = [
  {
    path: '/meetings',
    row: 'tbody tr[data-meeting] a',
    requests: ['/api/meetings/list?limit=25&offset=0&order=desc'],
    elements: 540,
  },
  {
    path: '/',
    row: '#content a[href^="/meetings/"]',
    requests: [
      '/api/meetings/list?limit=10&offset=0&order=desc',
      '/api/meetings/list?limit=1&offset=0&order=desc&status=uploading%2Cprocessing',
    ],
    elements: 380,
  },
];

for (const { path, row, requests, elements } of pages) {
  test(`the first load of ${path}: nothing that could be sent at once waits, and little is fetched and drawn`, async ({
    page,
    signIn,
  }) => {
    await signIn('owen', '/settings');
    await noteFirstRow(page, row);
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url().replace(new URL(page.url()).origin, '')));
    const count = (url: string) => sent.filter((one) => one === url).length;
    const first = ['/oauth/token', '/api/user/me', ...requests];

    // What the page needs is requested before any script has to arrive.
    const arrive = await holdBack(page, '**/assets/*.js');
    await page.goto(path, { waitUntil: 'commit' });
    await expect.poll(() => first.map(count)).toEqual(first.map(() => 1));
    arrive();

    await expect.poll(() => firstRow(page)).toBeDefined();
    const seen = await firstRow(page);
    expect(seen?.scripts).toBeLessThanOrEqual(11);
    expect(seen?.elements).toBeLessThanOrEqual(elements);
    // The application has taken over what the document started.
    expect(first.map(count)).toEqual(first.map(() => 1));
    // The document's own frame has made room.
    await expect(page.locator('#frame')).toHaveCount(0);
  });
}

test('the frame is shown while the application loads, but only to those who are signed in', async ({
  page,
  signIn,
  stack,
}) => {
  await signIn('owen', '/meetings');
  const arrive = await holdBack(page, '**/assets/main-*.js');
  await page.goto('/people', { waitUntil: 'commit' });
  await expect(page.locator('#frame')).toBeVisible();
  const brand = await page.locator('#frame b svg').boundingBox();
  const ends = await page.locator('#frame aside').boundingBox();
  arrive();
  await expect(page.getByRole('heading', { name: 'People', exact: true })).toBeVisible();
  await expect(page.locator('#frame')).toHaveCount(0);
  // The application draws its own in the same places.
  const panel = page.getByRole('complementary', { name: 'Claritalk' });
  expect(await panel.locator('svg').first().boundingBox()).toEqual(brand);
  expect((await panel.boundingBox())?.width).toBe(ends?.width);

  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${stack.dashboard}/meetings`, { waitUntil: 'commit' });
  await expect(page.locator('#frame')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Sign in with Claritalk' })).toBeVisible();
});

for (const { language, width, searched } of [
  { language: 'en', width: 1280, searched: true },
  { language: 'de', width: 1440, searched: true },
  { language: 'fr', width: 1920, searched: false },
]) {
  test(`meeting names appear before any script, and stay in place: ${language}, ${width} px`, async ({
    page,
    signIn,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await signIn('owen', '/settings');
    await page.evaluate((code) => localStorage.setItem('claritalk.language', code), language);
    if (searched) await switchIndexOn(page);
    const arrive = await holdBack(page, '**/assets/*.js');
    await page.goto('/meetings', { waitUntil: 'commit' });
    const early = page.locator('#frame tr a');
    await expect(early).toHaveCount(Math.floor(900 / 48));
    const before = await places(early);
    arrive();
    const rows = page.locator('#content tr[data-meeting] a');
    await expect(rows.first()).toBeVisible();
    await expect(page.locator('#frame')).toHaveCount(0);
    await expect.poll(() => places(rows)).toEqual(before);
  });
}

for (const { language, width, title, lead } of [
  { language: 'en', width: 1440, title: 'Record a meeting', lead: /^Your recording is kept/ },
  { language: 'de', width: 390, title: 'Besprechung aufnehmen', lead: /^Ihre Aufnahme/ },
]) {
  test(`headings appear before any script, and stay in place: ${language}, ${width} px`, async ({
    page,
    signIn,
    stack,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    await signIn('owen', '/settings');
    await page.evaluate((code) => localStorage.setItem('claritalk.language', code), language);
    const { id, name } = await finishedMeeting(stack);
    for (const { address, texts } of [
      { address: '/record', texts: [title, lead] },
      { address: '/people', texts: [/^Pe(ople|rsonen)$/] },
      { address: `/meetings/${id}`, texts: [name] },
    ]) {
      const arrive = await holdBack(page, '**/assets/*.js');
      await page.goto(address, { waitUntil: 'commit' });
      const early = page.locator('#frame p:not(:empty)');
      await expect(early).toHaveText(texts);
      const before = await tops(early);
      arrive();
      const heading = page.locator('#content h1');
      await expect(heading).toBeVisible();
      await expect(page.locator('#frame')).toHaveCount(0);
      const drawn = texts.length > 1 ? page.locator('#content h1, #content h1 + *') : heading;
      await expect.poll(() => tops(drawn)).toEqual(before);
      await page.unrouteAll();
    }
  });
}

/** Returns the places of texts to the pixel, and what they look like. */
const tops = (texts: Locator) =>
  texts.evaluateAll((all) =>
    all.map((one) => {
      const { left, top, height } = one.getBoundingClientRect();
      const { fontSize, fontWeight, color, fontFamily } = getComputedStyle(one);
      return [
        one.textContent,
        ...[left, top, height].map(Math.round),
        fontSize,
        fontWeight,
        color,
        fontFamily,
      ];
    }),
  );

/** Returns the first links' positions to the pixel, with their texts and targets. */
const places = (links: Locator) =>
  links.evaluateAll((all) =>
    all.slice(0, 18).map((link) => {
      const { left, top, right } = link.getBoundingClientRect();
      const edges = [left, top, right].map((edge) => Math.round(edge));
      return [link.textContent, link.getAttribute('href'), ...edges];
    }),
  );

/** Tells the page that it may have an index, which these servers switch off: it then has a search field. */
const switchIndexOn = (page: Page) =>
  page.route('**/meetings', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/(indexRequestsPerMinute&quot;:)0/, '$160');
    await route.fulfill({ response, body });
  });

test('style sheets that never arrive leave a plain page, not an endless frame', async ({
  page,
  signIn,
  complaints,
}) => {
  complaints.expect(/ERR_FAILED/);
  await signIn('owen', '/settings');
  await page.route('**/assets/*.css', (route) => route.abort());
  // They have failed long before the application is there to notice.
  const arrive = await holdBack(page, '**/assets/main-*.js');
  const failed = page.waitForEvent('requestfailed', (request) => /\/main-[^/]*\.css$/.test(request.url()));
  await page.goto('/meetings', { waitUntil: 'commit' });
  await failed;
  arrive();
  await expect(page.getByRole('heading', { level: 1, name: 'Meetings' })).toBeVisible();
  await expect(page.locator('#frame')).toHaveCount(0);
  // So does one that comes later.
  await page.getByRole('link', { name: 'New meeting' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'New meeting' })).toBeVisible();
});
