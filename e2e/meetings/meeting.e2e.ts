import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { speechFile } from '../support/speech.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

interface WireMeeting {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly summary: string;
  readonly questions: { theme: string; question: string; answer: string | null }[];
  readonly todos: { description: string }[];
  readonly attendees: { name: string }[];
  readonly discussionTopics: { topic: string }[];
}

const json = async <T>(response: Promise<Response>): Promise<T> => (await (await response).json()) as T;

async function fullMeeting(stack: Stack): Promise<WireMeeting> {
  const list = await json<WireMeeting[]>(stack.api('/meetings/list?limit=50&status=finished'));
  for (const { id } of list) {
    const meeting = await json<WireMeeting>(stack.api(`/meetings/${id}?detail=true`));
    const rich =
      meeting.todos.length > 0 && meeting.attendees.length > 0 && meeting.discussionTopics.length > 0;
    if (rich && meeting.questions.some(({ answer }) => answer === null)) return meeting;
  }
  throw new Error('the seed has no meeting with everything');
}

async function createMeeting(stack: Stack, body: Record<string, unknown>): Promise<WireMeeting> {
  const { user } = await json<{ user: { uuid: string } }>(stack.api('/user/me'));
  return json(
    stack.api('/meetings', undefined, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user_id: user.uuid, ...body }),
    }),
  );
}

async function uploadSpeech(stack: Stack, meetingId: string): Promise<Response> {
  const bytes = readFileSync(speechFile);
  const form = new FormData();
  form.set('chunk_number', '1');
  form.set('total_chunks', '1');
  form.set('checksum', createHash('sha256').update(bytes).digest('hex'));
  form.set('audio_chunk', new File([bytes], 'speech.wav', { type: 'audio/wav' }));
  return stack.api(`/meetings/${meetingId}/upload`, undefined, { method: 'POST', body: form });
}

test('shows everything that a meeting has', async ({ page, signIn, stack }) => {
  const meeting = await fullMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}`);
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { level: 1, name: meeting.name })).toBeVisible();
  await expect(main.getByText('Finished').first()).toBeVisible();
  for (const name of ['Summary', 'Questions', 'Topics', 'To-dos', 'Attendees', 'Details']) {
    await expect(main.getByRole('heading', { name, exact: true })).toBeVisible();
  }
  const text = ((await main.textContent()) ?? '').replace(/\s+/g, ' ');
  for (const { theme, question } of meeting.questions) {
    expect(text).toContain(theme);
    expect(text).toContain(question);
  }
  for (const { description } of meeting.todos) expect(text).toContain(description);
  for (const { name } of meeting.attendees) expect(text).toContain(name);
  for (const { topic } of meeting.discussionTopics) expect(text).toContain(topic);
  const answered = meeting.questions.filter(({ answer }) => answer !== null).length;
  expect(text).toContain(`${answered} of ${meeting.questions.length} answered`);
  const words = meeting.summary
    .replace(/[*_#>-]/g, '')
    .trim()
    .split(/\s+/)
    .slice(0, 5)
    .join(' ');
  expect(text).toContain(words);
  await expect(main.getByText('No answer was found in the recording.').first()).toBeVisible();
});

test('a meeting’s states pass before one’s eyes, without a reload', async ({ page, signIn, stack }) => {
  const meeting = await createMeeting(stack, {
    name: 'Seen passing',
    status: 'recording',
    attendees: [{ name: 'Jan Peeters' }],
  });
  await signIn('owen', `/meetings/${meeting.id}`);
  await expect(page.getByText('The meeting is being recorded.')).toBeVisible();
  expect((await uploadSpeech(stack, meeting.id)).status).toBe(200);
  await expect(page.getByText('Sandbox text, not speech recognition').first()).toBeVisible({
    timeout: 40_000,
  });
  await expect(page.getByText('Jan Peeters').first()).toBeVisible();
});

test('text from the server stays text', async ({ page, signIn, stack }) => {
  const evil = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
  const meeting = await createMeeting(stack, {
    name: `${evil} name`,
    attendees: [{ name: evil }],
    discussion_topics: [{ topic: evil, description: `[link](javascript:window.pwned=1) ${evil}` }],
    metadata: { [evil]: evil, nested: { deep: [evil, null, 1, { '\u202e': '🙂'.repeat(50) }] } },
  });
  await signIn('owen', `/meetings/${meeting.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('<img src=x');
  await expect(page.getByText(evil).first()).toBeVisible();
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  await page.getByRole('link', { name: 'All meetings' }).click();
  await expect(page.getByRole('table')).toContainText('<img src=x');
});

test('a meeting of others, or none at all, says who can help and leads back', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 40[34]/);
  const mine = new Set<string>();
  for (let offset = 0; offset < 400; offset += 100) {
    for (const { id } of await json<WireMeeting[]>(stack.api(`/meetings/list?limit=100&offset=${offset}`))) {
      mine.add(id);
    }
  }
  const theirs = await json<WireMeeting[]>(stack.api('/meetings/list?limit=100', 'sandbox-pat-ada'));
  const foreign = theirs.find(({ id }) => !mine.has(id));
  expect(foreign).toBeDefined();
  await signIn('owen', `/meetings/${foreign!.id}`);
  await expect(page.getByRole('alert')).toContainText('You don’t have permission to see this meeting');
  await page.goto(`/meetings/${randomUUID()}`);
  await expect(page.getByRole('alert')).toContainText('This meeting does not exist');
  await page.getByRole('link', { name: 'All meetings' }).first().click();
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
});

test('a failing server is told, and asked again', async ({ page, signIn, stack, complaints }) => {
  complaints.expect(/status of 503/);
  const meeting = await fullMeeting(stack);
  await stack.fault({ operation: 'getMeeting', status: 503, times: 100 });
  await signIn('owen', `/meetings/${meeting.id}`);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Claritalk has a problem', { timeout: 20_000 });
  await stack.clearFaults();
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: meeting.name })).toBeVisible();
});

test('an identifier that is not one is a meeting that does not exist', async ({
  page,
  signIn,
  complaints,
}) => {
  complaints.expect(/status of 404/);
  await signIn('owen', '/meetings/not-a-meeting');
  await expect(page.getByRole('alert')).toContainText('This meeting does not exist');
});
