import type { Locator, Page } from '@playwright/test';
import { expectUploaded, recordedFor, startRecording, stopAndUpload } from '../support/recorder.ts';
import { expect, test } from '../support/test.ts';

const setup = (page: Page) => page.getByRole('heading', { name: 'New recording' });
const check = (page: Page) => page.getByRole('heading', { name: 'Before you start' });
const recordings = (page: Page) => page.getByRole('heading', { name: 'Recordings on this device' });
const file = (page: Page) => page.getByRole('heading', { name: 'Upload an existing recording' });

/** Left and top edge, in whole pixels. */
async function place(locator: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not there');
  return { x: Math.round(box.x), y: Math.round(box.y) };
}

/** Records something, so that this device has a recording, and leads back to the set-up. */
async function recordOne(page: Page): Promise<void> {
  await startRecording(page, 'An earlier one', 1_000);
  await stopAndUpload(page);
  await expectUploaded(page);
  await page.getByRole('button', { name: 'Record another meeting' }).click();
  await expect(page.getByRole('meter')).toBeVisible();
  await expect(recordings(page)).toBeVisible();
}

/** What the Tab key stops at from the first field on, by its name. */
async function stops(page: Page, until: string): Promise<string[]> {
  const names: string[] = [];
  await page.getByLabel('Name').focus();
  while (names.at(-1) !== until && names.length < 30) {
    names.push(
      await page.evaluate(() => {
        const at = document.activeElement;
        const label =
          at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? at.labels?.[0] : null;
        return (label ?? at)?.textContent?.trim() ?? '';
      }),
    );
    await page.keyboard.press('Tab');
  }
  return names;
}

const inOrder = [
  'Name',
  'Meeting type',
  'Language spoken',
  'More about the meeting (optional)',
  'Microphone',
  'Record three seconds and listen',
  'I have told everyone present, and they agree',
  'Ask by QR code',
  'Start recording',
  'Choose a file',
  'Open the meeting',
  'Download',
  'Remove from this device',
  'Settings for this device',
];

test('a wide page has the set-up on the left and the device on the right, read row by row', async ({
  page,
  signIn,
}) => {
  await signIn('owen', '/record');
  await recordOne(page);
  const [left, right] = [await place(setup(page)), await place(check(page))];
  expect(right.y).toBe(left.y);
  expect(right.x).toBeGreaterThan(left.x + 600);
  expect((await place(file(page))).x).toBe(left.x);
  expect((await place(file(page))).y).toBeLessThan((await place(recordings(page))).y);
  // Headings stand in cards, this one beside them.
  expect(Math.abs((await place(recordings(page))).x - right.x)).toBeLessThan(40);
  expect(await stops(page, 'Settings for this device')).toEqual(inOrder);

  for (const [width, height] of [
    [1199, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    const column = [setup(page), check(page), file(page), recordings(page)];
    const places = await Promise.all(column.map(place));
    expect(places.map(({ y }) => y)).toEqual(places.map(({ y }) => y).toSorted((a, b) => a - b));
    expect(new Set(places.slice(0, 3).map(({ x }) => x)).size).toBe(1);
    expect(await stops(page, 'Settings for this device')).toEqual(inOrder);
  }
  await page.setViewportSize({ width: 1200, height: 900 });
  expect((await place(check(page))).y).toBe((await place(setup(page))).y);
});

type Places = Record<string, string[]>;

/** What a person looks at while a recording starts. A different first card is then in the same place. */
const watched = [
  'h1',
  'aside a[href="/meetings"]',
  'aside a[href="/webhooks"]',
  'aside button:last-of-type',
  '[data-side="main"]',
  '[aria-labelledby="device-recordings"]',
];

/** Runs in the page: checks in every frame where things are, and keeps each place where one was seen. */
function watchPlaces(selectors: readonly string[]): void {
  const places: Record<string, string[]> = {};
  const look = () => {
    for (const selector of selectors) {
      const box = document.querySelector(selector)?.getBoundingClientRect();
      if (!box) continue;
      const at = `${Math.round(box.left)} ${Math.round(box.top)}`;
      places[selector] ??= [];
      if (!places[selector].includes(at)) places[selector].push(at);
    }
    requestAnimationFrame(look);
  };
  look();
  Object.assign(window, { places });
}

for (const agenda of ['closed', 'open'] as const) {
  test(`nothing moves when a recording starts, with the optional fields ${agenda}`, async ({
    page,
    signIn,
  }) => {
    await signIn('owen', '/record');
    await recordOne(page);
    if (agenda === 'open') {
      await page.getByText('More about the meeting (optional)').click();
      await expect(page.getByLabel('Topics to discuss')).toBeVisible();
      await expect(page.getByRole('checkbox', { name: 'Tax & legal' })).toBeVisible();
    }
    await page.getByLabel('Name').fill('Stays where it is');
    await page.getByRole('checkbox', { name: 'I have told everyone present, and they agree' }).check();
    await page.evaluate(watchPlaces, watched);
    await page.getByRole('button', { name: 'Start recording' }).click();
    await recordedFor(page, 2_000);
    const places = await page.evaluate(() => (window as unknown as { places: Places }).places);
    expect(Object.keys(places)).toEqual(watched);
    expect(Object.entries(places).filter(([, seen]) => seen.length !== 1)).toEqual([]);
    await stopAndUpload(page);
    await expectUploaded(page);
  });
}

test('on a small screen the running recording is in view as soon as it runs', async ({ page, signIn }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn('owen', '/record');
  await startRecording(page, 'On the telephone', 1_000);
  await expect(page.getByRole('timer')).toBeInViewport();
  await stopAndUpload(page);
  await expectUploaded(page);
});
