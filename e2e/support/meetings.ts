import type { Stack } from './stack.ts';

/** A meeting as the API answers it, as far as tests look into it. */
export interface WireMeeting {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly status: string;
  readonly updatedAt: string;
  readonly questions: readonly { id: number; theme_id: number; question: string; answer: string | null }[];
  readonly todos: readonly { description: string; done: boolean }[];
  // biome-ignore lint/suspicious/noExplicitAny: tests look deep into what was stored.
  readonly metadata: Record<string, any>;
  readonly [field: string]: unknown;
}

type Token = 'ada' | 'owen' | 'nora';

const json = async <T>(response: Promise<Response>): Promise<T> => (await (await response).json()) as T;

export const readMeeting = (
  stack: Stack,
  id: string,
  who: Token = 'owen',
  detail = false,
): Promise<WireMeeting> => json(stack.api(`/meetings/${id}?detail=${detail}`, `sandbox-pat-${who}`));

export const uuidOf = async (stack: Stack, who: Token): Promise<string> =>
  (await json<{ user: { uuid: string } }>(stack.api('/user/me', `sandbox-pat-${who}`))).user.uuid;

/** Creates a meeting, or changes one that has an id, past the dashboard. */
export async function saveMeeting(
  stack: Stack,
  body: Readonly<Record<string, unknown>>,
  who: Token = 'owen',
): Promise<WireMeeting> {
  const response = await stack.api('/meetings', `sandbox-pat-${who}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user_id: await uuidOf(stack, who), ...body }),
  });
  if (response.status !== 200) throw new Error(`not saved: ${response.status} ${await response.text()}`);
  return (await response.json()) as WireMeeting;
}

/** Has Claritalk process a one-second recording, so that it sends everything it can send. */
export async function processRecording(stack: Stack, id: string, who: Token = 'owen'): Promise<void> {
  const wave = Buffer.alloc(44 + 16_000);
  wave.write('RIFF', 0);
  wave.writeUInt32LE(36 + 16_000, 4);
  wave.write('WAVEfmt ', 8);
  wave.writeUInt32LE(16, 16);
  wave.writeUInt16LE(1, 20);
  wave.writeUInt16LE(1, 22);
  wave.writeUInt32LE(8_000, 24);
  wave.writeUInt32LE(16_000, 28);
  wave.writeUInt16LE(2, 32);
  wave.writeUInt16LE(16, 34);
  wave.write('data', 36);
  wave.writeUInt32LE(16_000, 40);
  const form = new FormData();
  form.set('audio_chunk', new Blob([wave], { type: 'audio/wav' }), 'chunk.wav');
  form.set('chunk_number', '1');
  form.set('total_chunks', '1');
  const response = await stack.api(`/meetings/${id}/upload`, `sandbox-pat-${who}`, {
    method: 'POST',
    body: form,
  });
  if (!response.ok) throw new Error(`not uploaded: ${response.status} ${await response.text()}`);
}

/** Meetings that tests of this worker were given: nobody gets one that another test has changed. */
const given = new Set<string>();

/**
 * A finished meeting that Owen owns, with questions, an unanswered one and to-dos. It is another one each time, and
 * nobody has reviewed it.
 */
export async function finishedMeeting(stack: Stack): Promise<WireMeeting> {
  const owen = await uuidOf(stack, 'owen');
  for (let offset = 0; offset < 600; offset += 100) {
    const page = await json<{ id: string; userUuid: string }[]>(
      stack.api(`/meetings/list?limit=100&offset=${offset}&status=finished`),
    );
    for (const { id, userUuid } of page) {
      if (userUuid !== owen || given.has(id)) continue;
      const meeting = await readMeeting(stack, id);
      const open = meeting.questions.some(({ answer }) => answer === null);
      const untouched = meeting.metadata?.claritalk_dashboard === undefined;
      if (meeting.questions.length <= 3 || !open || meeting.todos.length === 0 || !untouched) continue;
      given.add(id);
      return meeting;
    }
  }
  throw new Error('the seed has too few such meetings');
}

/** A finished meeting that someone may see who does not own it. */
export async function sharedMeeting(stack: Stack, who: Token): Promise<WireMeeting> {
  const own = await uuidOf(stack, who);
  const page = await json<{ id: string; userUuid: string }[]>(
    stack.api('/meetings/list?limit=100&status=finished', `sandbox-pat-${who}`),
  );
  const shared = page.find(({ userUuid }) => userUuid !== own);
  if (!shared) throw new Error(`nothing is shared with ${who}`);
  return readMeeting(stack, shared.id, who);
}

/** What is stored as the review of a meeting. */
export const storedReview = async (stack: Stack, id: string) =>
  (await readMeeting(stack, id)).metadata.claritalk_dashboard?.review;
