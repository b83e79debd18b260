import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import {
  agree,
  expectUploaded,
  recordedFor,
  spooled,
  startRecording,
  stopAndUpload,
} from '../support/recorder.ts';
import { expect, test } from '../support/test.ts';

test.use({ stackSettings: { LIVE_UPDATES: '1' } });

/** What a telephone sends when someone presses a button of the page. */
const press = (link: string, form: Record<string, string>) =>
  fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(link).origin },
    body: new URLSearchParams(form).toString(),
  });

const counts = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

test('those present answer on their telephones without JavaScript; the recorder sees it, and the meeting keeps it', async ({
  page,
  signIn,
  browser,
}) => {
  test.setTimeout(120_000);
  await signIn('owen', '/record');
  await page.getByText('Ask by QR code').click();
  await page.getByLabel('Purpose').fill('The annual accounts');
  await page.getByRole('button', { name: 'Show the code' }).click();
  await expect(page.getByRole('img', { name: /^QR code/ })).toBeVisible();
  const link = (await page.getByText(/\/c\/[\w-]{22}$/).textContent()) ?? '';

  const context = await browser.newContext({
    javaScriptEnabled: false,
    locale: 'nl-BE',
    viewport: { width: 390, height: 800 },
  });
  const phone = await context.newPage();
  await phone.goto(link);
  await expect(phone.getByText('Owen Claessens wil deze vergadering opnemen.')).toBeVisible();
  await expect(phone.getByText('Doel: The annual accounts')).toBeVisible();
  // Enter in the field answers nothing; by keyboard someone goes to what they mean.
  await phone.getByLabel('Uw naam').fill('Lotte');
  await phone.keyboard.press('Enter');
  await expect(phone.getByLabel('Uw naam')).toHaveValue('Lotte');
  await phone.keyboard.press('Tab');
  await expect(phone.getByRole('button', { name: 'Ik ga akkoord' })).toBeFocused();
  await phone.keyboard.press('Enter');
  await expect(phone.getByRole('heading', { name: /^U bent akkoord gegaan/ })).toBeFocused();
  await expect(counts(page, '1 agreed · 0 objected')).toBeVisible();
  await expect(page.getByText('Lotte')).toBeVisible();

  await page.getByLabel('Name', { exact: true }).fill('Asked');
  await agree(page);
  await page.getByRole('button', { name: 'Start recording' }).click();
  await recordedFor(page, 1_000);
  // The notes stay beside the recording, whatever else is open.
  const tops = await page.evaluate(() =>
    ['recorder-live', 'recorder-notes', 'recorder-asked'].map(
      (id) => document.getElementById(id)?.closest('section')?.getBoundingClientRect().top ?? Number.NaN,
    ),
  );
  expect(Math.abs((tops[0] ?? 0) - (tops[1] ?? 0))).toBeLessThan(2);
  expect(tops[2]).toBeGreaterThan(tops[0] ?? 0);
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, at) => press(link, { decision: 'agreed', name: `Guest ${at}` })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(303));
  await expect(counts(page, '31 agreed · 0 objected')).toBeVisible({ timeout: 1_000 });

  const objected = await press(link, { decision: 'objected' });
  const receipt = /consent=([\w-]+)/.exec(objected.headers.get('set-cookie') ?? '')?.[1];
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await expect(page.getByText(/^Someone objected to the recording/)).toBeVisible();
  await expectNoViolations(page, 'a recording with consent');
  await page.getByRole('button', { name: 'Resume' }).click();
  await recordedFor(page, 3_000);
  await stopAndUpload(page);
  await expectUploaded(page);
  await page.getByRole('link', { name: 'Open the meeting' }).click();
  const section = page.getByRole('region', { name: 'Consent' });
  await expect(section).toContainText('31 agreed · 1 objected · 0 withdrew');

  // Withdrawn later: the overview says so as it happens, until the meeting was looked at.
  await page.getByRole('link', { name: 'Overview' }).click();
  const tile = page.getByRole('link', { name: /^Consent withdrawn 1/ });
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expect(tile).toHaveCount(0);
  await phone.getByRole('button', { name: 'Mijn antwoord intrekken' }).click();
  await expect(phone.getByRole('heading', { name: /^U hebt uw antwoord ingetrokken/ })).toBeFocused();
  await expect(tile).toBeVisible();
  await page.reload();
  await expectNoViolations(page, 'an overview that tells of a withdrawal');
  await tile.click();
  await expect(section).toContainText('1 answer has changed');
  await expect(section).toBeInViewport();
  await section.getByRole('button', { name: 'Store in the meeting' }).press('Enter');
  await expect(section).toContainText('30 agreed · 1 objected · 1 withdrew');
  await expect(section.getByRole('heading', { name: 'Consent' })).toBeFocused();
  expect(receipt).toMatch(/^[\w-]{22}$/);
  await page.getByRole('link', { name: 'Overview' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^In progress/ }).first()).toBeVisible();
  await expect(tile).toHaveCount(0);
  await context.close();
  const own = await browser.newPage({ viewport: { width: 390, height: 800 } });
  for (const language of ['en', 'nl', 'fr', 'de']) {
    for (const [address, what] of [
      [link, 'the question to an attendee'],
      [`${link}/${receipt}`, 'the answer of an attendee'],
    ]) {
      await own.goto(`${address}?lang=${language}`);
      await expect(own.locator('html')).toHaveAttribute('lang', language);
      expect(await own.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      for (const colorScheme of ['light', 'dark'] as const) {
        await own.emulateMedia({ colorScheme });
        await expectNoViolations(own, `${what}, ${language}, ${colorScheme}`);
      }
    }
  }
  await own.close();
});

test('those present are asked while the recording runs; a reload in the middle forgets neither the question nor the answers', async ({
  page,
  signIn,
}) => {
  test.setTimeout(120_000);
  await signIn('owen', '/record');
  await startRecording(page, 'Begun halfway', 2_000);
  const card = page.getByRole('region', { name: 'Consent', exact: true });
  const ask = card.getByRole('button', { name: 'Ask by QR code' });
  await ask.focus();
  await page.keyboard.press('Enter');
  await expect(card.getByLabel('Purpose')).toBeFocused();
  await expectNoViolations(page, 'asking while the recording runs');
  await page.keyboard.type('The annual accounts');
  for (let tabs = 0; tabs < 3; tabs += 1) await page.keyboard.press('Tab');
  await expect(card.getByRole('button', { name: 'Show the code' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(card.getByRole('img', { name: /^QR code/ })).toBeVisible();
  await expect(card.getByRole('button', { name: 'Copy the address' })).toBeFocused();
  const link = (await card.getByText(/\/c\/[\w-]{22}$/).textContent()) ?? '';
  expect((await press(link, { decision: 'agreed', name: 'Lotte' })).status).toBe(303);
  await expect(counts(page, '1 agreed · 0 objected')).toBeVisible();
  await recordedFor(page, 3_000);
  const before = await spooled(page, 'Begun halfway');

  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  expect((await press(link, { decision: 'agreed', name: 'Sofie' })).status).toBe(303);
  const left = page.getByRole('listitem', { name: 'Begun halfway', exact: true });
  await left.getByRole('button', { name: 'Continue recording' }).click();
  await expect(card.getByText(link)).toBeVisible();
  await expect(counts(page, '2 agreed · 0 objected')).toBeVisible();
  await recordedFor(page, 5_000);
  expect((await press(link, { decision: 'objected' })).status).toBe(303);
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await recordedFor(page, 6_000);
  await stopAndUpload(page);
  await expectUploaded(page);
  const after = await spooled(page, 'Begun halfway');
  expect(after.id).toBe(before.id);
  expect(after.data.subarray(0, before.data.length).equals(before.data)).toBe(true);
  await page.getByRole('link', { name: 'Open the meeting' }).click();
  await expect(page.getByRole('region', { name: 'Consent' })).toContainText(
    '2 agreed · 1 objected · 0 withdrew',
  );
});

test('what is promised and what an objection does are asked as they were last chosen', async ({
  page,
  signIn,
}) => {
  await signIn('owen', '/record');
  const [kept, objection] = [
    page.getByLabel('The recording is kept for'),
    page.getByLabel('If someone objects'),
  ];
  await page.getByText('Ask by QR code').click();
  await expect(kept).toHaveValue('90');
  await expect(objection).toHaveValue('pause');
  await kept.selectOption('365');
  await objection.selectOption('mark');
  await page.getByRole('button', { name: 'Show the code' }).click();
  const address = page.getByText(/\/c\/[\w-]{22}$/);
  const link = (await address.textContent()) ?? '';

  await page.reload();
  await page.getByText('Ask by QR code').click();
  await expect(kept).toHaveValue('365');
  await expect(objection).toHaveValue('mark');
  await page.getByRole('button', { name: 'Show the code' }).click();
  const next = (await address.textContent()) ?? '';
  expect(next).not.toBe(link);
  const promised = await (await fetch(`${next}?lang=en`)).text();
  expect(promised).toContain('The recording is kept for 1 year.');
});
