import { deleteMeeting, getMeeting, saveMeeting } from '#contract/claritalk.ts';
import type { BodyOf } from '#contract/operation.ts';
import { fields, text, type Wire } from '#src/lib/reader.ts';
import { call } from './client.ts';
import { ApiError } from './errors.ts';
import { type Meeting, normaliseMeeting } from './meetings-normalise.ts';
import { asClient, wholeMeeting } from './whole-meeting.ts';

type Body = BodyOf<typeof saveMeeting>;

/** Fields to set. A field that is left out stays as it is at the server. */
export type MeetingChange = Partial<Omit<Body, 'id' | 'user_id'>>;

/** A meeting as it is stored at this moment. */
export interface StoredMeeting {
  readonly meeting: Meeting;
  /** What callers stored, without what the server adds to it when it is asked for details. */
  readonly metadata: unknown;
}

/** What `detail=true` adds to `metadata`: the documented fields of the recording, what is known of it, the chat. */
const addedByServer = ['duration_in_seconds', 'stop_time', 'allow_audio_recording', 'recording', 'chat'];

/**
 * Reads a meeting, lets `change` say what to set, and writes that and nothing else. `change` answers undefined
 * when there is nothing to write. Saves of one meeting from several tabs of this browser wait for each other;
 * against other devices the API offers no lock, so little time passes between reading and writing.
 *
 * @returns the meeting as it is afterwards
 * @throws ApiError; 'invalid' for a meeting without name or owner, which the API cannot save; and whatever
 * `change` throws.
 */
export function updateMeeting(
  id: string,
  change: (stored: StoredMeeting) => MeetingChange | undefined,
  signal?: AbortSignal,
): Promise<Meeting> {
  return oneAtATime(id, async () => {
    const stored = await readStored(id, signal);
    const set = change(stored);
    return set === undefined ? stored.meeting : writeMeeting(stored, set, signal);
  });
}

/** Reads a meeting with what callers stored in it. @throws ApiError */
export async function readStored(id: string, signal?: AbortSignal): Promise<StoredMeeting> {
  const [plain, detailed] = await Promise.all([
    call(getMeeting, { params: { id }, signal }),
    call(getMeeting, { ...wholeMeeting(id), signal }),
  ]);
  return {
    meeting: normaliseMeeting(detailed, id),
    metadata: storedMetadata(fields(plain).metadata, fields(detailed).metadata),
  };
}

/**
 * The documentation says that details are needed "for full metadata", not which keys are left out without them:
 * so what only the detailed answer has is kept too, unless it is known to come from the server.
 */
export function storedMetadata(plain: unknown, detailed: unknown): unknown {
  const more = Object.entries(fields(detailed)).filter(
    ([key]) => !addedByServer.includes(key) && !Object.hasOwn(fields(plain), key),
  );
  return more.length === 0 ? plain : Object.fromEntries([...Object.entries(fields(plain)), ...more]);
}

async function writeMeeting(
  { meeting }: StoredMeeting,
  change: MeetingChange,
  signal: AbortSignal | undefined,
): Promise<Meeting> {
  const name = change.name ?? meeting.name;
  if (name === undefined || meeting.ownerUuid === undefined) {
    throw new ApiError({ kind: 'invalid', operation: saveMeeting.name });
  }
  const body = { ...change, id: meeting.id, name, user_id: meeting.ownerUuid };
  const saved = fields(await call(saveMeeting, { body, headers: asClient, signal }));
  const before = fields(meeting.raw);
  rememberNumericId(meeting.id, saved);
  return normaliseMeeting(
    { ...before, ...saved, metadata: { ...serverPart(before), ...fields(saved.metadata) } },
    meeting.id,
  );
}

const serverPart = (detailed: Wire) =>
  Object.fromEntries(
    Object.entries(fields(detailed.metadata)).filter(([key]) => addedByServer.includes(key)),
  );

/** Creates a meeting and answers it. @throws ApiError 'server' when the answer names no meeting. */
export async function createMeeting(body: Omit<Body, 'id'>): Promise<Meeting> {
  const saved = fields(await call(saveMeeting, { body, headers: asClient }));
  const id = text(saved.id);
  if (id === undefined) throw new ApiError({ kind: 'server', operation: saveMeeting.name });
  rememberNumericId(id, saved);
  return normaliseMeeting(saved, id);
}

/** Deletes a meeting for good. One that is gone already counts as deleted. @throws ApiError */
export async function removeMeeting(id: string, signal?: AbortSignal): Promise<void> {
  try {
    await call(deleteMeeting, { params: { meetingId: id }, signal });
  } catch (error) {
    if (!(error instanceof ApiError && error.kind === 'not-found')) throw error;
  }
}

const numericIds = new Map<string, number>();

/** The numeric id of a meeting that was saved from this page; only saving tells it. */
export const numericIdOf = (id: string): number | undefined => numericIds.get(id);

function rememberNumericId(id: string, saved: Wire): void {
  const numeric = saved.numeric_id;
  if (typeof numeric === 'number' && Number.isSafeInteger(numeric)) numericIds.set(id, numeric);
}

function oneAtATime<T>(id: string, work: () => Promise<T>): Promise<T> {
  // Locks exist on secure origins only; without them the merge still finds what another tab wrote.
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(`claritalk.meeting.${id}`, work) as Promise<T>;
}
