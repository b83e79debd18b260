import type { Locator, Page } from '@playwright/test';
import { finishedMeeting, saveMeeting } from '../support/meetings.ts';
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

interface FirstRow {
  readonly scripts: number;
  readonly elements: number;
  /** Round trips until all was there that had been requested by then: a request follows those that had ended before it. */
  readonly roundTrips: number;
  /** Components that were rendered more than once until the row was painted. */
  readonly twice: readonly string[];
}

/** Records what the page had requested, and how much it had drawn, when the first row appeared. */
async function noteFirstRow(page: Page, row: string): Promise<void> {
  await page.addInitScript((selector) => {
    interface Fiber {
      readonly tag: number;
      readonly flags: number;
      readonly type: { readonly name?: string; readonly render?: { readonly name?: string } } | null;
      readonly stateNode: unknown;
      readonly alternate: Fiber | null;
      readonly child: Fiber | null;
      readonly sibling: Fiber | null;
    }
    const rendered = new Map<Fiber, { count: number; fiber: Fiber }>();
    // What React tells developer tools, in production too: functions (0), forwarded refs (11) and memos (15) that did
    // something (flag 1).
    const note = (fiber: Fiber) => {
      if (![0, 11, 15].includes(fiber.tag) || !(fiber.flags & 1)) return;
      const known = rendered.get(fiber) ?? (fiber.alternate && rendered.get(fiber.alternate));
      const entry = known ?? { count: 0, fiber };
      entry.count += 1;
      entry.fiber = fiber;
      rendered.set(fiber, entry);
    };
    const follow = (fiber: Fiber, before: Fiber | null) => {
      note(fiber);
      if (before && fiber.child === before.child) return;
      for (let child = fiber.child; child; child = child.sibling) follow(child, child.alternate);
    };
    const told = (fiber: Fiber) => {
      let host: Fiber | null = fiber;
      while (host && !(host.stateNode instanceof Element)) host = host.child;
      const element = host?.stateNode as Element | undefined;
      return `${fiber.type?.render?.name ?? fiber.type?.name}: ${element?.outerHTML.slice(0, 80)}`;
    };
    let isPainted = false;
    const tools = {
      supportsFiber: true,
      checkDCE: () => undefined,
      inject: () => 1,
      onCommitFiberUnmount: () => undefined,
      onPostCommitFiberRoot: () => undefined,
      onCommitFiberRoot: (_id: number, { current }: { current: Fiber }) => {
        if (!isPainted) follow(current, current.alternate);
      },
    };
    Object.assign(window, { __REACT_DEVTOOLS_GLOBAL_HOOK__: tools });

    const watching = new MutationObserver(() => {
      if (!document.querySelector(selector)) return;
      watching.disconnect();
      const elements = document.querySelectorAll('#root *').length;
      const [document_] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      const requests = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(
        ({ name }) => !name.endsWith('.svg'),
      );
      const scripts = requests.filter(({ name }) => name.endsWith('.js')).length;
      const ended = [{ at: document_?.responseEnd ?? 0, trips: 1 }];
      for (const { startTime, responseEnd } of requests.sort((a, b) => a.startTime - b.startTime)) {
        const before = ended.filter(({ at }) => at <= startTime).map(({ trips }) => trips);
        ended.push({ at: responseEnd, trips: 1 + Math.max(0, ...before) });
      }
      const roundTrips = Math.max(...ended.map(({ trips }) => trips));
      requestAnimationFrame(() =>
        setTimeout(() => {
          isPainted = true;
          const twice = [...new Set(rendered.values())].filter(({ count }) => count > 1);
          const firstRow = {
            scripts,
            elements,
            roundTrips,
            twice: twice.map(({ fiber }) => told(fiber)),
          };
          Object.assign(window, { firstRow });
        }),
      );
    });
    watching.observe(document, { childList: true, subtree: true });
  }, row);
}

const firstRow = (page: Page) => page.evaluate(() => (window as unknown as { firstRow?: FirstRow }).firstRow);

const pages = [
  {
    path: '/meetings',
    row: '#content tr[data-meeting] a',
    requests: [/^\/api\/meetings\/list\?limit=25&offset=0&order=desc$/],
    scripts: 8,
    elements: 512,
  },
  {
    path: '/',
    row: '#content a[href^="/meetings/"]',
    requests: [
      /^\/api\/meetings\/list\?limit=10&offset=0&order=desc$/,
      /^\/api\/meetings\/list\?limit=1&offset=0&order=desc&status=uploading%2Cprocessing$/,
      /^\/api\/meetings\/list\?limit=100&offset=0&order=desc&date_start=[^&]*$/,
      /^\/api\/meetings\/list\?limit=1&offset=0&order=desc&status=failed&date_start=[^&]*$/,
    ],
    scripts: 10,
    elements: 300,
  },
];

for (const { path, row, requests, scripts, elements } of pages) {
  test(`the first load of ${path}: nothing that could be sent at once waits, and little is fetched and drawn`, async ({
    page,
    signIn,
  }) => {
    await signIn('owen', '/settings');
    await noteFirstRow(page, row);
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url().replace(new URL(page.url()).origin, '')));
    const first = [/^\/oauth\/token$/, /^\/api\/user\/me$/, ...requests];
    const counts = () => first.map((url) => sent.filter((one) => url.test(one)).length);

    // What the page needs is requested before any script has to arrive.
    const arrive = await holdBack(page, '**/assets/*.js');
    await page.goto(path, { waitUntil: 'commit' });
    await expect.poll(counts).toEqual(first.map(() => 1));
    arrive();

    await expect.poll(() => firstRow(page)).toBeDefined();
    const seen = await firstRow(page);
    expect(seen?.scripts).toBeLessThanOrEqual(scripts);
    expect(seen?.elements).toBeLessThanOrEqual(elements);
    expect(seen?.twice).toEqual([]);
    // The application has taken over what the document started.
    expect(counts()).toEqual(first.map(() => 1));
    // The document's own frame has made room.
    await expect(page.locator('#frame')).toHaveCount(0);
  });

  test(`the first load of ${path} takes three round trips: document, session and code, data`, async ({
    page,
    signIn,
  }) => {
    await signIn('owen', '/settings');
    await noteFirstRow(page, row);
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    // Long beside what a busy machine takes: what leaves together is on its way at the same time.
    const slow = { offline: false, latency: 1_000, downloadThroughput: -1, uploadThroughput: -1 };
    await session.send('Network.emulateNetworkConditions', slow);
    await session.send('Network.clearBrowserCache');
    await page.goto(path, { waitUntil: 'commit' });
    await expect.poll(() => firstRow(page)).toBeDefined();
    expect((await firstRow(page))?.roundTrips).toBe(3);
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

test('the overview’s meetings appear before any script where they were last time', async ({
  page,
  signIn,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn('owen', '/');
  const rows = page.locator('#content li a[href^="/meetings/"]');
  await expect(rows).toHaveCount(10);
  await expect(page.getByText('Numbers as a table')).toBeVisible();
  const last = await starts(rows);
  const arrive = await holdBack(page, '**/assets/*.js');
  await page.goto('/', { waitUntil: 'commit' });
  const early = page.locator('#frame tr a');
  await expect(early).toHaveCount(10);
  expect(await starts(early)).toEqual(last);
  arrive();
  await expect(rows.first()).toBeVisible();
  await expect(page.locator('#frame')).toHaveCount(0);
  expect(await starts(rows)).toEqual(last);

  // In a window of another size that place is not known.
  await page.goto('about:blank');
  await page.setViewportSize({ width: 1300, height: 900 });
  await holdBack(page, '**/assets/*.js');
  const asked = page.waitForResponse(/limit=10&/);
  await page.goto('/', { waitUntil: 'commit' });
  await (await asked).finished();
  await painted(page);
  await expect(early).toHaveCount(0);
});

/** Returns where names begin, to the pixel: where they end follows from what stands beside them. */
const starts = (links: Locator) =>
  links.evaluateAll((all) =>
    all.map((link) => {
      const { left, top, height } = link.getBoundingClientRect();
      return [link.textContent, link.getAttribute('href'), ...[left, top, height].map(Math.round)];
    }),
  );

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

test('a name of several lines moves nothing when it arrives', async ({ page, signIn, stack }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn('owen', '/settings');
  const { id } = await finishedMeeting(stack);
  const name = `${'A rather long name of a meeting, '.repeat(4)}with an end`;
  await saveMeeting(stack, { id, name });
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const arrive = await holdBack(page, `**/api/meetings/${id}?*`);
  const scripts = await holdBack(page, '**/assets/*.js');
  await page.goto(`/meetings/${id}`, { waitUntil: 'commit' });
  await expect(page.locator('#frame s').first()).toBeVisible();
  await painted(page);
  arrive();
  await expect(page.locator('#frame p').first()).toHaveText(name);
  await painted(page);
  scripts();
  await expect(page.locator('#content h1')).toBeVisible();
  await painted(page);
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
});

/** Two frames later, so that what stood before has been painted. */
const painted = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

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
