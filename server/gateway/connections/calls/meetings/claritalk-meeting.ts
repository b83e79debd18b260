import * as v from 'valibot';
import { dashboardKey } from '#contract/claritalk/dashboard-metadata.ts';
import { getMeeting, listMeetings, saveMeeting } from '#contract/claritalk/meetings.ts';
import type { BodyOf } from '#contract/operation.ts';
import { claritalkName } from '../../../../upstreams/claritalk.ts';
import { type Answer, type ClaritalkCall, NoAnswer } from '../../../elevation/claritalk-calls.ts';
import { type Refusal, refusal } from '../../../http/refusal.ts';

/** Whose token asks Claritalk. */
export interface Claritalk {
  readonly call: ClaritalkCall;
  readonly token: string;
}

/** Key of the call in the dashboard's own metadata of its meeting. */
const mark = 'call_id';
/** A meeting made moments ago is among the newest of the list. */
const newest = 100;
const skewMs = 24 * 60 * 60 * 1000;

const saved = v.looseObject({ id: v.string(), numeric_id: v.optional(v.nullable(v.number())) });
const listed = v.array(v.looseObject({ id: v.string(), name: v.optional(v.nullable(v.string())) }));
const marked = v.looseObject({
  metadata: v.looseObject({ [dashboardKey]: v.looseObject({ [mark]: v.string() }) }),
});
const withStatus = v.looseObject({ status: v.optional(v.nullable(v.string())) });
const said = v.looseObject({ message: v.string() });

/** What the meeting of a call says of it. Times in ms since the epoch. */
export const metadataOf = (call: string, startedAt: number, seconds: number) => ({
  source: 'courier',
  [dashboardKey]: {
    version: 1,
    [mark]: call,
    started_at: new Date(startedAt).toISOString(),
    stopped_at: new Date(startedAt + seconds * 1000).toISOString(),
  },
});

/** What Claritalk refuses, in its words. */
export function refusedBy({ status, body }: Answer): Refusal {
  if (status === 401) return refusal('session-refused', { system: claritalkName });
  const words = v.safeParse(said, body);
  return refusal('upstream-refused', {
    system: claritalkName,
    said: words.success ? words.output.message : String(status),
  });
}

/** Saves a meeting. @throws Refusal where it was not saved, NoAnswer where nobody knows. */
export async function save(
  { call, token }: Claritalk,
  body: BodyOf<typeof saveMeeting>,
): Promise<{ readonly id: string; readonly number: number | undefined }> {
  const answer = await call(saveMeeting, token, { body, headers: { 'x-claritalk-connect': '1' } });
  const read = v.safeParse(saved, answer.body);
  if (answer.status >= 500 || (answer.status < 300 && !read.success)) {
    throw new NoAnswer(new Error(`status ${answer.status}`));
  }
  if (answer.status >= 300 || !read.success) throw refusedBy(answer);
  return { id: read.output.id.toLowerCase(), number: read.output.numeric_id ?? undefined };
}

/**
 * Looks for the meeting of a call, which a request whose response was lost may have made.
 * @param since in ms since the epoch
 * @returns its UUID; undefined where there is none, so far. @throws Refusal, NoAnswer
 */
export async function findMeetingOf(
  { call, token }: Claritalk,
  { id, name, since }: { readonly id: string; readonly name: string; readonly since: number },
): Promise<string | undefined> {
  const query = {
    limit: newest,
    offset: 0,
    order: 'desc',
    date_start: new Date(since - skewMs).toISOString(),
  } as const;
  const answer = await call(listMeetings, token, { query });
  if (answer.status === 404) return undefined;
  const rows = v.safeParse(listed, answer.body);
  if (answer.status !== 200 || !rows.success) throw refusal('rights-unknown', { system: claritalkName });
  for (const one of rows.output) {
    if (one.name?.trim() !== name.trim()) continue;
    const { body } = await call(getMeeting, token, { params: { id: one.id }, query: { detail: 'true' } });
    const found = v.safeParse(marked, body);
    if (found.success && found.output.metadata[dashboardKey]?.[mark] === id) return one.id.toLowerCase();
  }
  return undefined;
}

const withRecording =
  /^(queued|uploaded|processing|transcri|summari|analy[sz]|finished|meeting processed|processed|completed?|done|ready|failed)/i;

/** Whether a meeting has its whole recording. @throws NoAnswer */
export async function hasRecording({ call, token }: Claritalk, meeting: string): Promise<boolean> {
  const { body } = await call(getMeeting, token, { params: { id: meeting } });
  const read = v.safeParse(withStatus, body);
  return read.success && withRecording.test(read.output.status?.trim() ?? '');
}
