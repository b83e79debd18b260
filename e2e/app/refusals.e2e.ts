import type { Page, Route } from '@playwright/test';
import { personLanguages, personTexts } from '../../server/gateway/http/person/texts.ts';
import { expectSoon } from '../support/search.ts';
import { expect, test } from '../support/test.ts';

/**
 * Opens an address as a browser does that says nothing of what a request is for (before Safari 16.4): the gateway then
 * goes by `Accept`, and further than a browser that tells it more.
 */
async function openPlainly(
  page: Page,
  path: string,
  language: string,
  request: Parameters<Route['fetch']>[0] = {},
) {
  // Only the headers are another browser's; the response is the gateway's own.
  await page.route(
    '**/*',
    async (route) => {
      const { cookie } = await route.request().allHeaders();
      const headers = {
        accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
        'accept-language': language,
        cookie: cookie ?? '',
        ...request.headers,
      };
      await route.fulfill({ response: await route.fetch({ ...request, headers }) });
    },
    { times: 1 },
  );
  return page.goto(path);
}

test('a person is told about too many requests on a page, in their language', async ({
  page,
  signIn,
  complaints,
}) => {
  complaints.expect(/status of (403|413|429)/);
  await signIn('nora', '/people');
  const token = await page.evaluate(async () => {
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'server-held' });
    const { access_token } = await (await fetch('/oauth/token', { method: 'POST', body })).json();
    const headers = { Authorization: `Bearer ${access_token}` };
    // How often a minute someone who is not an admin may ask.
    const statuses = [];
    for (let times = 0; times < 20; times += 1)
      statuses.push((await fetch('/admin/audit', { headers })).status);
    return statuses.every((status) => status === 403) ? access_token : statuses.join();
  });
  const origin = new URL(page.url()).origin;
  const cases = [
    {
      cause: 'busy',
      status: 429,
      path: '/admin/audit',
      request: { headers: { authorization: `Bearer ${token}` } },
    },
    {
      cause: 'tooLarge',
      status: 413,
      path: '/oauth/token',
      request: {
        method: 'POST',
        postData: `code=${'x'.repeat(17_000)}`,
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      },
    },
  ] as const;
  for (const { cause, status, path, request } of cases) {
    for (const language of personLanguages) {
      const answer = await openPlainly(page, path, language, request);
      expect([answer?.status(), answer?.headers()['content-language']]).toEqual([status, language]);
      const { title, what, todo } = personTexts[language][cause];
      await expect(page).toHaveTitle(title);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
      const paragraphs = page.getByRole('paragraph');
      await expect(paragraphs.nth(0)).toHaveText(what);
      const wait = new RegExp(`^${todo.replace(/[.?]/g, '\\$&').replace('{wait}', '\\d+\\s\\p{L}+')}$`, 'u');
      await expect(paragraphs.nth(1)).toHaveText(wait);
      await expect(page.getByRole('link', { name: personTexts[language].open })).toHaveAttribute('href', '/');
    }
  }
});

test('what failed names the id that the page gave its request; the gateway’s log has it', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 503/);
  const sent: (string | undefined)[] = [];
  page.on('request', (request) => sent.push(request.headers()['x-request-id']));
  await signIn('owen', '/record');
  await stack.fault({ operation: 'listMeetings', status: 503, times: 100 });
  await page.getByRole('link', { name: 'Meetings', exact: true }).click();
  const shown = page.getByText(/^Request [0-9a-f-]{36}$/);
  await expectSoon(shown).toBeVisible();
  const id = (await shown.textContent())?.split(' ')[1] ?? '';
  expect(sent).toContain(id);
  await expect.poll(() => stack.log).toContain(id);
  await stack.clearFaults();
});
