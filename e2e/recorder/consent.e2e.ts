import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { agree, expectUploaded, recordedFor, stopAndUpload } from '../support/recorder.ts';
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
  await phone.getByLabel('Uw naam').fill('Lotte');
  await phone.getByRole('button', { name: 'Ik ga akkoord' }).click();
  await expect(phone.getByText(/^U ging akkoord/)).toBeVisible();
  await expect(counts(page, '1 agreed · 0 objected')).toBeVisible();
  await expect(page.getByText('Lotte')).toBeVisible();

  await page.getByLabel('Name', { exact: true }).fill('Asked');
  await agree(page);
  await page.getByRole('button', { name: 'Start recording' }).click();
  await recordedFor(page, 1_000);
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

  await phone.getByRole('button', { name: 'Mijn antwoord intrekken' }).click();
  await expect(phone.getByText(/^U trok uw antwoord in/)).toBeVisible();
  await expect(section).toContainText('1 answer has changed');
  await section.getByRole('button', { name: 'Store in the meeting' }).click();
  await expect(section).toContainText('30 agreed · 1 objected · 1 withdrew');
  expect(receipt).toMatch(/^[\w-]{22}$/);
  await context.close();
  const own = await browser.newPage();
  await own.goto(link);
  await expectNoViolations(own, 'the page of an attendee');
  await own.close();
});
