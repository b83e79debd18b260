import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { administer, askSystem } from '../support/connections.ts';
import { readMeeting } from '../support/meetings.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

test.use({ stackSettings: { SANDBOX_CALL_SOUND: '1' } });

interface Recording {
  readonly id: string;
  readonly attributes: { readonly duration: number; readonly state: string; readonly transcription: string };
}

/** Calls that are over, the newest first, as Courier has them. */
async function recordings(stack: Stack): Promise<readonly Recording[]> {
  const organizations = await (await askSystem(stack, 'courier', '/v1/organizations/')).json();
  const query = `organization-id=${organizations.data.at(-1).id}&filter[states]=completed`;
  const { data } = await (await askSystem(stack, 'courier', `/v1/voice-recordings/?${query}`)).json();
  return data;
}

const meetingsCalled = async (stack: Stack, name: string) => {
  const response = await stack.api('/meetings/list?limit=50&order=desc', 'sandbox-pat-ada');
  const list = (await response.json()) as { id: string; name: string }[];
  return list.filter((one) => one.name === name);
};

const make = (page: Page) => page.getByRole('dialog', { name: 'Make a meeting of this call' });

test('a call becomes a meeting with its sound and its answers; without sound, one with its transcription', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 502/);
  await administer(page, signIn, 'courier');
  const calls = await recordings(stack);
  const [first, second] = calls.filter(({ attributes }) => attributes.duration < 300);
  if (!first || !second) throw new Error('there are too few calls');

  // What fails is said, and read again.
  await stack.fault({ operation: 'courier.listVoiceRecordings', status: 503, times: 20 });
  await page
    .getByRole('navigation', { name: 'Main navigation' })
    .getByRole('link', { name: 'Calls' })
    .click();
  await expect(page.getByText('The calls could not be loaded')).toBeVisible();
  await stack.clearFaults();
  await page.getByRole('button', { name: 'Try again' }).click();
  const table = page.getByRole('table', { name: 'Calls' });
  await expect(table.getByRole('row')).toHaveCount(26);
  await expect(page.getByText('40 calls').first()).toBeVisible();
  await expectNoViolations(page, 'calls');
  await page.getByLabel('Which calls').selectOption('Without a meeting');
  await expect(page.getByText('39 calls').first()).toBeVisible();

  // By keys alone: to a row, into it, and the meeting.
  await page.goto(`/calls/${first.id}`);
  const action = page.getByRole('button', { name: 'Make a meeting of it' });
  await expect(page.getByText(first.attributes.transcription.split(' – ')[0] ?? '')).toBeVisible();
  // Nothing sounds before it is asked for; then by keys alone.
  const player = page.getByLabel('Sound of this call');
  await expect(player).toHaveCount(0);
  await page.getByRole('button', { name: 'Listen' }).press('Enter');
  await expect(player).toBeFocused();
  const seconds = () => player.evaluate((element) => (element as HTMLAudioElement).currentTime);
  await expect.poll(seconds).toBeGreaterThan(0);
  expect(await player.evaluate((element) => Math.round((element as HTMLAudioElement).duration))).toBe(
    first.attributes.duration,
  );
  await page.keyboard.press('Space');
  await expect.poll(() => player.evaluate((element) => (element as HTMLAudioElement).paused)).toBe(true);
  await expectNoViolations(page, 'a call');
  await action.focus();
  await page.keyboard.press('Enter');
  await expect(make(page).getByLabel('Name of the meeting')).toBeFocused();
  await expectNoViolations(page, 'a call becomes a meeting');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('The VAT return by telephone');
  // Whatever becomes of the responses: Claritalk has one meeting, and the sound once.
  await stack.fault({ operation: 'saveMeeting', drop: true, afterProcessing: true, times: 1 });
  await stack.fault({ operation: 'uploadAudioChunk', drop: true, afterProcessing: true, times: 1 });
  await page.keyboard.press('Enter');
  await expect(page.getByText('Ada Verbruggen made a meeting of this call, with its sound.')).toBeVisible();
  const [made, ...more] = await meetingsCalled(stack, 'The VAT return by telephone');
  expect(more).toEqual([]);
  const sound = await stack.audio(made?.id ?? '');
  expect(sound.bytes.length).toBe(44 + 8000 * first.attributes.duration);
  await page.getByRole('link', { name: 'Open the meeting' }).click();
  await expect(page.getByRole('heading', { name: 'The VAT return by telephone', level: 1 })).toBeVisible();
  const answered = async () =>
    (await readMeeting(stack, made?.id ?? '', 'ada', true)).questions.filter(({ answer }) => answer).length;
  await expect.poll(answered).toBeGreaterThan(0);

  // Without sound: said plainly, and what was said is in the chat.
  await stack.callSound(false);
  await page.goto(`/calls/${second.id}`);
  await page.getByRole('button', { name: 'Listen' }).click();
  await expect(page.getByText('Courier has no sound of this call.')).toBeVisible();
  await action.click();
  await make(page).getByLabel('Name of the meeting').fill('Without sound');
  await make(page).getByRole('button', { name: 'Make the meeting' }).click();
  await expect(
    page.getByText(/Courier has no sound of it, so the transcription is in the meeting’s chat/),
  ).toBeVisible();
  const [silent] = await meetingsCalled(stack, 'Without sound');
  const { metadata } = await readMeeting(stack, silent?.id ?? '', 'ada', true);
  expect(metadata.chat.map(({ sentence }: { sentence: string }) => sentence)).toEqual(
    second.attributes.transcription.split(' – '),
  );
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolations(page, 'a call on a phone, dark');
  await page.getByRole('link', { name: 'Calls', exact: true }).first().click();
  await expect(page.getByText('40 calls').first()).toBeVisible();
  await expectNoViolations(page, 'calls on a phone, dark');
});

test('a conference and a video call, each once whatever response is lost; who was called, and who waits', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 504/);
  await administer(page, signIn, 'courier');
  const countOf = async (path: string) =>
    ((await (await askSystem(stack, 'courier', path)).json()) as { data: unknown[] }).data.length;
  const organizations = await (await askSystem(stack, 'courier', '/v1/organizations/')).json();
  const conferences = `/v1/voice-conferences/?organization-id=${organizations.data.at(-1).id}`;

  await page.goto('/calls/conferences');
  await expect(page.getByText('24 conferences').first()).toBeVisible();
  await expectNoViolations(page, 'conferences');
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolations(page, 'conferences on a phone');
  await page.setViewportSize({ width: 1440, height: 900 });
  await stack.fault({
    operation: 'courier.createVoiceConference',
    drop: true,
    afterProcessing: false,
    times: 1,
  });
  await page.getByRole('button', { name: 'Start a conference' }).click();
  const starting = page.getByRole('dialog', { name: 'Start a conference?' });
  await starting.getByRole('button', { name: 'Start a conference' }).click();
  await expect(starting.getByText(/^The conference may have been started\./)).toBeVisible();
  expect(await countOf(conferences)).toBe(24);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Start a conference' }).click();
  await starting.getByRole('button', { name: 'Start a conference' }).click();
  await expect(page.getByText('25 conferences').first()).toBeVisible();
  // Courier calls; nothing is reloaded.
  const first = page.getByRole('table', { name: 'Conferences' }).getByRole('row').nth(1);
  await expect(first.getByText('Completed')).toBeVisible({ timeout: 15_000 });
  expect(await countOf(conferences)).toBe(25);

  await page.getByRole('link', { name: 'Call log' }).click();
  await expect(page.getByText('25 calls').first()).toBeVisible();
  await expectNoViolations(page, 'the call log');
  await page.getByRole('link', { name: 'Waiting callers' }).click();
  await expect(page.getByText('3 callers are waiting').first()).toBeVisible();
  await expectNoViolations(page, 'waiting callers');

  await page.getByRole('link', { name: 'Video calls' }).click();
  await expect(page.getByText(/^People join in Courier’s own app\./)).toBeVisible();
  // Of each call that is over, what became of its recording.
  await expect(
    page
      .getByRole('table', { name: 'Past video calls' })
      .getByRole('row', { name: /Erik Noordzij.*Kept at Courier/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Plan a video call' }).click();
  const plan = page.getByRole('dialog', { name: 'Plan a video call' });
  await plan.getByRole('searchbox').fill('Luc Van Hecke');
  await plan.getByRole('checkbox', { name: /Luc Van Hecke/ }).check();
  await plan.getByLabel('Begins').fill('2031-05-06T10:30');
  await expectNoViolations(page, 'planning a video call');
  await plan.getByRole('button', { name: 'Plan and invite' }).click();
  const planned = page.getByRole('region', { name: /6 May 2031/ });
  await expect(planned.getByText('Luc Van Hecke')).toBeVisible();
  await planned.getByRole('button', { name: 'Remind everyone' }).click();
  await expect(planned.getByText('Everyone was reminded.')).toBeVisible();
  await expectNoViolations(page, 'video calls');
  await planned.getByRole('button', { name: 'Cancel this call' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel this call' }).click();
  await expect(planned).toBeHidden();
  await expect(
    page
      .getByRole('table', { name: 'Past video calls' })
      .getByText(/Luc Van Hecke/)
      .first(),
  ).toBeVisible();
});
