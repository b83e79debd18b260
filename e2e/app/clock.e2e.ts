import { readMeeting } from '../support/meetings.ts';
import { expectUploaded, spooled, startRecording, stopAndUpload } from '../support/recorder.ts';
import { expect, test } from '../support/test.ts';

const ahead = 400 * 24 * 60 * 60 * 1000;
const moment = (at: number) =>
  new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Brussels',
  }).format(at);

test('a clock that is 400 days ahead is named as the cause, and what is stored has the server’s time', async ({
  page,
  signIn,
  stack,
}) => {
  await page.addInitScript((ms) => {
    const RealDate = Date;
    const now = () => RealDate.now() + ms;
    globalThis.Date = new Proxy(RealDate, {
      construct: (date, given) => Reflect.construct(date, given.length === 0 ? [now()] : given),
      get: (date, name) => (name === 'now' ? now : Reflect.get(date, name)),
    });
  }, ahead);
  const began = Date.now();
  await signIn('owen', '/record');
  const notice = page.getByRole('note').filter({ hasText: 'clock' });
  await expect(notice).toContainText('This device’s clock is 400 days ahead of the server’s');
  const said = await notice.textContent();
  const possible = [began, began + 60_000, began + 120_000].map(
    (at) =>
      `It says ${moment(at + ahead)}; the server says ${moment(at)}. Nothing is lost: what you record and write is stored with the server’s time. Set the clock of this device; if it is right, tell whoever runs the dashboard.`,
  );
  expect(possible.filter((text) => said?.includes(text))).toHaveLength(1);

  await startRecording(page, 'Ahead of its time', 2_000);
  await stopAndUpload(page);
  await expectUploaded(page);
  const { meetingId } = await spooled(page, 'Ahead of its time');
  const { metadata } = await readMeeting(stack, meetingId ?? '', 'owen', true);
  const texts = JSON.stringify(metadata).match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g) ?? [];
  const consent = Date.parse(metadata.claritalk_dashboard.consent.confirmed_at);
  expect(consent).toBeGreaterThan(began - 3_000);
  expect(consent).toBeLessThan(Date.now() + 3_000);
  expect(texts.filter((text) => Date.parse(text) > Date.now() + 60_000)).toEqual([]);
  await notice.getByRole('button', { name: 'Close' }).click();
  await expect(notice).toHaveCount(0);
});
