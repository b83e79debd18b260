/**
 * A list of five hundred invitations through the built application, with Claritalk's own limits on requests, and the
 * page loaded again in the middle. It takes as long as the queue does, about nine minutes. After a build:
 *
 *   npm run bench:invite-500 -- [people]
 */
import { Stack } from '../e2e/support/stack.ts';
import { launch } from './support.ts';

const people = Number(process.argv[2] ?? 500);
/** The gateway's requests to Claritalk for one row: who is calling, which organisation, already known, invite. */
const callsPerInvitation = 4;
const patienceMs = people * 4_000 + 60_000;

const addresses = [...new Array(people).keys()].map((number) => `bench${number}@invite.test`);
const token = 'sandbox-pat-ada';

const stack = await Stack.start();
const browser = await launch();
try {
  const invited = async () => {
    const users = (await (await stack.api('/users/list', token)).json()) as { email: string }[];
    return users.map(({ email }) => email).filter((email) => email.endsWith('@invite.test'));
  };
  const page = await browser.newPage({ baseURL: stack.dashboard, viewport: { width: 1440, height: 900 } });
  const refused: number[] = [];
  const answered: number[] = [];
  page.on('response', (response) => {
    if (!response.url().endsWith('/admin/users')) return;
    if (response.status() === 200) answered.push(Date.now());
    else refused.push(response.status());
  });
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto('/people/invite');
  await page.getByRole('button', { name: 'Sign in with Claritalk' }).click();
  await page.getByLabel('Email').fill('ada@sandbox.test');
  await page.getByLabel('Password').fill('sandbox');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Authorize' }).click();
  await page.getByRole('textbox', { name: 'People to invite' }).fill(addresses.join('\n'));
  await page.getByRole('button', { name: 'Check the list' }).click();
  const start = Date.now();
  await page.getByRole('button', { name: `Invite ${people} people` }).click();
  const half = Math.floor(people / 2);
  await page.getByText(`${half} of ${people} invited`).waitFor({ timeout: patienceMs });
  await page.reload();
  await page.getByText('This list is not finished.').waitFor();
  const said = await page.locator('main [role="status"]').first().textContent();
  const there = (await invited()).length;
  await page.getByRole('button', { name: /^Invite the remaining/ }).click();
  await page.getByText(`${people} of ${people} invited`).waitFor({ timeout: patienceMs });
  const seconds = (Date.now() - start) / 1000;
  const all = await invited();
  const busiest = Math.max(
    ...answered.map((from) => answered.filter((at) => at >= from && at < from + 60_000).length),
  );
  console.log(`${people} invitations in ${seconds.toFixed(0)} s, reloaded after ${half}`);
  console.log(`after reloading the page said "${said}"; Claritalk had ${there}`);
  console.log(`invited in the end: ${all.length}, different: ${new Set(all).size}`);
  console.log(`busiest minute: ${busiest} rows, ${busiest * callsPerInvitation} calls of 480 allowed`);
  console.log(`answers other than 200: ${refused.length === 0 ? 'none' : refused.join(' ')}`);
} finally {
  await browser.close();
  await stack.stop();
}
