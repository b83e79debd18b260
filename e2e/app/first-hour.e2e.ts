import { readdirSync, readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { expect, test } from '../support/test.ts';

/** `FIRST_HOUR=fr` walks through it in French, hears all of the sample, and prints a row of docs/first-hour.md. */
const isMeasured = process.env.FIRST_HOUR !== undefined;
const language = process.env.FIRST_HOUR ?? 'nl';

test.use({
  stackSettings: { SANDBOX_EMPTY: '1', LIVE_UPDATES: '1', INDEX_REQUESTS_PER_MINUTE: '6000' },
  locale: `${language}-BE`,
  actionTimeout: 20_000,
});

type Tree = { readonly [key: string]: string | Tree };

/** The texts of the interface in a language: a person who speaks it looks for nothing else. */
function textsOf(language: string): (key: string) => string {
  const folder = new URL(`../../src/i18n/locales/${language}/`, import.meta.url);
  const all = Object.assign(
    {},
    ...readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Tree),
  ) as Tree;
  return (key) => {
    const text = key.split('.').reduce<string | Tree | undefined>((at, part) => (at as Tree)?.[part], all);
    if (typeof text !== 'string') throw new Error(`${language} has no text ${key}`);
    return text;
  };
}

test('a new admin reviews a first meeting within ten minutes', async ({ page }) => {
  test.setTimeout(180_000);
  const t = textsOf(language);
  const counted = { clicks: 0, fields: 0 };
  const click = async (target: Locator) => {
    await target.click();
    counted.clicks += 1;
  };
  const fill = async (target: Locator, text: string) => {
    await target.fill(text);
    counted.fields += 1;
  };
  const button = (key: string) => page.getByRole('button', { name: t(key), exact: true });
  const link = (key: string) => page.getByRole('link', { name: t(key), exact: true });
  const begun = Date.now();
  const marks: string[] = [];
  const lap = () =>
    marks.push(`${Math.round((Date.now() - begun) / 1000)} s, ${counted.clicks} + ${counted.fields}`);

  await page.goto('/');
  await click(page.getByRole('button', { name: /Claritalk/ }));
  await fill(page.getByLabel('Email'), 'ada@sandbox.test');
  await fill(page.getByLabel('Password'), 'sandbox');
  await click(page.getByRole('button', { name: 'Sign in' }));
  await click(page.getByRole('button', { name: 'Authorize' }));

  // The tour: three marks, and never again.
  const tour = page.getByRole('region', { name: t('overview.tour.title') });
  await expect(tour).toContainText(t('overview.tour.steps.title'));
  await expectNoViolations(page, 'an empty organisation with its tour');
  await click(tour.getByRole('button', { name: t('overview.tour.next') }));
  await expect(tour).toContainText(t('overview.tour.record.title'));
  await click(tour.getByRole('button', { name: t('overview.tour.next') }));
  await expect(tour).toContainText(t('overview.tour.palette.title'));
  await click(tour.getByRole('button', { name: t('overview.tour.end') }));
  await expect(tour).toBeHidden();
  await page.reload();
  const steps = page.getByRole('region', { name: t('overview.steps.title'), exact: true });
  await expect(steps.getByRole('listitem')).toHaveCount(4);
  await expect(tour).toBeHidden();
  lap();

  // Templates of a trade; importing them again changes nothing.
  await click(steps.getByRole('link', { name: t('overview.steps.template.go') }));
  const trade = page.getByRole('button', {
    name: t('templates.packs.use').replace('{name}', t('templates.packs.trades.accountancy')),
  });
  await click(trade);
  const chosen = page.getByRole('heading', { level: 2, name: t('templates.packs.trades.accountancy') });
  await expect(chosen).toBeVisible();
  await expect(page.getByRole('table')).toBeVisible();
  await expectNoViolations(page, 'what a trade begins with');
  await click(page.getByRole('main').getByRole('button').last());
  // Its types are written one after another; nobody has to wait for the last.
  const done = page.getByRole('cell', { name: t('templates.import.states.done'), exact: true });
  await expect(done.nth(2)).toBeVisible();
  lap();

  // The sample: heard, and uploaded like any file.
  await click(link('nav.overview'));
  await expect(steps.getByRole('img', { name: t('overview.steps.done') })).toHaveCount(1);
  await click(steps.getByRole('link', { name: t('overview.steps.record.go') }));
  const sample = page.getByRole('region', { name: t('recorder.sampleRecording.title') });
  await expect(sample.getByRole('heading')).toBeFocused();
  expect(await playsFor(sample.locator('audio'), isMeasured)).toBeGreaterThan(40);
  await expectNoViolations(page, 'the sample recording');
  await click(sample.getByRole('button', { name: t('recorder.sampleRecording.use') }));
  await click(button('recorder.file.upload'));
  await click(page.getByRole('link', { name: t('recorder.device.open'), exact: true }));
  lap();

  // The review, by keyboard.
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('recorder.sampleRecording.name'));
  const answers = page.locator('[id^="answer-"][role="group"]');
  await expect(answers.first()).toBeVisible({ timeout: 20_000 });
  for (let left = await answers.count(); left > 0; left -= 1) {
    await page.keyboard.press('n');
    await page.keyboard.press('a');
    counted.clicks += 1;
  }
  await click(page.getByRole('button', { name: t('review.approval.approve'), exact: true }));
  lap();

  await click(link('nav.overview'));
  await click(steps.getByRole('link', { name: t('overview.steps.invite.go') }));
  await fill(page.getByRole('textbox', { name: t('people.invite.list') }), 'Lena Maes <lena@example.com>');
  await click(button('people.invite.check'));
  await expect(page.getByRole('table')).toBeVisible();
  await click(page.getByRole('main').getByRole('button').last());
  // It waits until the templates are written: one task after another.
  await expect(page.getByRole('main')).toContainText(t('people.invite.states.done'), { timeout: 60_000 });
  await click(link('nav.overview'));
  lap();
  if (isMeasured) process.stdout.write(`| ${language} | ${marks.join(' | ')} |\n`);

  // All done: nothing of it is left, until someone asks for it.
  await expect(page.getByRole('heading', { name: t('overview.recent.title') })).toBeVisible();
  await expect(steps).toHaveCount(0);
  await page.goto('/?first-steps=1');
  await expect(steps.getByRole('img', { name: t('overview.steps.done') })).toHaveCount(4);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await steps.getByRole('button', { name: t('overview.steps.dismiss') }).click();
  await expect(steps).toHaveCount(0);

  // Everything of the trade is there once: imported again, it would change nothing.
  await page.goto('/templates/import');
  await button('templates.import.close').click({ timeout: 60_000 });
  await trade.click();
  await expect(page.getByText(t('templates.import.nothing'))).toBeVisible();
});

/** Seconds that a sound lasts, once it plays; heard to its end if `whole`. */
const playsFor = (audio: Locator, whole: boolean) =>
  audio.evaluate(async (element, heard) => {
    const player = element as HTMLAudioElement;
    await player.play();
    if (heard) await new Promise((resolve) => player.addEventListener('ended', resolve));
    player.pause();
    return player.duration;
  }, whole);
