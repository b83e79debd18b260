import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { askSystem } from '../support/connections.ts';
import { saveMeeting } from '../support/meetings.ts';
import { expect, test } from '../support/test.ts';

// With the pages of connected systems.
test.use({
  stackSettings: { SANDBOX_CONNECTED: '1', SANDBOX_MEETINGS: '60', COURIER_REQUESTS_PER_SECOND: '100' },
});

const locales = new URL('../../src/i18n/locales/', import.meta.url);

type Tree = { readonly [key: string]: string | Tree };
const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}.${key}`, value]] : leaves(value, `${path}.${key}`),
  );

/** All texts of a language by their key. */
const textsOf = (language: string) =>
  new Map(
    readdirSync(new URL(`${language}/`, locales)).flatMap((file) =>
      leaves(JSON.parse(readFileSync(new URL(`${language}/${file}`, locales), 'utf8')) as Tree, file),
    ),
  );

/** What the sandbox’s company calls things, in English as it happens. */
const theirs = [
  'Administrator',
  'Annual accounts',
  'Client',
  'E-mail',
  'Operator',
  'Sandbox',
  'Subject',
  'Supervisor',
];

/** English texts that a page in another language must not show. */
function onlyEnglish(language: string): ReadonlySet<string> {
  const own = new Set([...textsOf(language).values(), ...theirs]);
  return new Set([...textsOf('en').values()].filter((text) => !own.has(text) && !/[{<]/.test(text)));
}

/** Returns what the page says, visibly and to assistive technology. */
const said = (page: Page) =>
  page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (texts.nextNode()) found.push(texts.currentNode.textContent ?? '');
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]')) {
      for (const name of ['aria-label', 'placeholder', 'title']) found.push(element.getAttribute(name) ?? '');
    }
    return found.map((text) => text.trim());
  });

/** How wide the page is in px where each of its texts is as long a word as Dutch and German make of four. */
const widthWithLongWords = (page: Page) =>
  page.evaluate(() => {
    const texts: (readonly [Text, string])[] = [];
    const all = document.createTreeWalker(
      document.querySelector('main') ?? document.body,
      NodeFilter.SHOW_TEXT,
    );
    while (all.nextNode()) {
      const text = all.currentNode as Text;
      // Days and hours have no long words.
      if (/\p{L}{3}/u.test(text.data) && !text.parentElement?.closest('[aria-hidden], option, script, style'))
        texts.push([text, text.data]);
    }
    for (const [text] of texts) text.data = 'Telefoongesprekkenverslagen';
    const { scrollWidth } = document.documentElement;
    for (const [text, before] of texts) text.data = before;
    return scrollWidth;
  });

// Dutch has the same keys, and text written in a component instead of a file shows up in any language.
const languages = [
  { code: 'fr', name: 'Français', meetings: 'Réunions' },
  { code: 'de', name: 'Deutsch', meetings: 'Besprechungen' },
];

for (const { code, name, meetings } of languages) {
  test(`speaks ${name} on every page, and remembers it`, async ({ page, signIn, stack, complaints }) => {
    // No desktop application is open.
    complaints.expect(/503.*\/api\/service/);
    const english = onlyEnglish(code);
    await signIn('ada');
    await page.getByRole('button', { name: /^Account/ }).click();
    expect((await said(page)).some((text) => english.has(text))).toBe(true);
    await page.getByRole('radio', { name, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: meetings })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', code);

    const look = async () => {
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('main .mantine-Skeleton-root')).toHaveCount(0);
      const at = new URL(page.url()).pathname;
      const left = (await said(page)).filter((text) => english.has(text));
      expect(left, `English on ${at}`).toEqual([]);
      // The width that leaves long words the least room.
      await page.setViewportSize({ width: 390, height: 844 });
      // A list is drawn again as cards, which may take a frame.
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      await expect.poll(width, `width of ${at}`).toBeLessThanOrEqual(390);
      expect(await widthWithLongWords(page), `long words on ${at}`).toBeLessThanOrEqual(390);
      await page.setViewportSize({ width: 1280, height: 844 });
    };
    const meeting = await page.getByRole('table').getByRole('link').first().getAttribute('href');
    const navigation = page.getByRole('navigation').first();
    // The pages of connected systems stand between the others once it is known that there are some.
    await expect(navigation.locator('[href="/conversations"]')).toBeVisible();
    for (const link of await navigation.getByRole('link').all()) {
      await link.click();
      await expect(link).toHaveAttribute('aria-current', 'page');
      await look();
    }
    for (const address of [
      meeting ?? '',
      '/meetings/new',
      '/people/invite',
      '/insight',
      '/settings',
      '/nowhere',
      ...['/sent', '/sent/broadcast', '/sent/broadcast/new', '/sent/publications'],
      ...['/calls/log', '/calls/conferences', '/calls/waiting', '/calls/video'],
    ]) {
      await page.goto(address);
      await look();
    }
    for (const list of ['/conversations', '/calls']) {
      await page.goto(list);
      await page.getByRole('table').getByRole('link').first().click();
      await expect(page).not.toHaveURL(list);
      await look();
    }
    const own = [...textsOf(code)];
    const named = (key: string) => ({
      name: own.find(([one]) => one.endsWith(`.${key}`))?.[1] ?? '',
      exact: true,
    });
    for (const system of ['chat2desk', 'courier']) {
      await page.goto(`/integrations/${system}`);
      await look();
      const tabs = page.getByRole('navigation', named('connections.tabs.label')).getByRole('link');
      await expect(tabs.first()).toBeVisible();
      // The console has the names of the API, which are English.
      for (const tab of (await tabs.all()).slice(1, -1)) {
        await tab.click();
        await expect(tab).toHaveAttribute('aria-current', 'page');
        await look();
      }
    }
    const { data } = await (await askSystem(stack, 'chat2desk', '/v1/clients/50485')).json();
    const attendees = [{ name: data.name, email: data.custom_fields['2'] }];
    const { id } = await saveMeeting(stack, { name: 'X', status: 'finished', attendees }, 'ada');
    await page.goto(`/meetings/${id}`);
    await page.getByRole('button', named('meeting.send.openDraft')).click();
    await expect(page.getByRole('dialog').getByRole('checkbox', { name: data.name })).toBeVisible();
    await look();
  });
}

test('a browser is greeted in its own language', async ({ browser, baseURL, complaints }) => {
  const context = await browser.newContext({ locale: 'de-AT', baseURL: baseURL ?? '' });
  const page = await context.newPage();
  complaints.watch(page);
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Mit Claritalk anmelden' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await context.close();
});
