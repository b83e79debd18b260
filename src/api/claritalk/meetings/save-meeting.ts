import type { QueryClient } from '@tanstack/react-query';
import { deleteMeeting, getMeeting, saveMeeting } from '#contract/claritalk/meetings.ts';
import type { BodyOf } from '#contract/operation.ts';
import { type Certain, certain, type Finding, type Watch } from '#src/api/client/certain.ts';
import { call } from '#src/api/client/client.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { type Outcome, orThrow, write } from '#src/api/client/write.ts';
import { fields, number, text, type Wire } from '#src/lib/reader.ts';
import { oneAtATime } from '#src/lib/tabs/tab-locks.ts';
import { asClient, detailRequest } from './detail-request.ts';
import { evictMeeting } from './meeting-cache.ts';
import type { Meeting } from './meetings-normalise.ts';
import { normaliseMeeting } from './whole-meeting.ts';

type Body = BodyOf<typeof saveMeeting>;

/** Fields to set. An omitted field stays as it is on the server. */
export type MeetingChange = Partial<Omit<Body, 'id' | 'user_id'>>;

/** A meeting as it is stored at this moment. */
export interface StoredMeeting {
  readonly meeting: Meeting;
  /** What callers stored, without what the server adds when details are requested. */
  readonly metadata: unknown;
}

/** What a meeting cannot be saved without. */
export interface NamedAndOwned {
  readonly name: string;
  readonly userUuid: string;
}

/** What `detail=true` adds to `metadata`: the documented fields of the recording, what is known of it, the chat. */
const addedByServer = ['duration_in_seconds', 'stop_time', 'allow_audio_recording', 'recording', 'chat'];

/**
 * Reads a meeting, lets `change` say what to set, and writes that and nothing else. `change` returns undefined when
 * there is nothing to write. Saves of one meeting from several tabs of this browser wait for each other; against other
 * devices the API offers no lock, so little time passes between reading and writing.
 *
 * @param otherwise name and owner of a meeting for which the server sends none: it cannot be saved without
 * @returns the meeting as it is afterwards
 * @throws ApiError; 'invalid' for a meeting without name or owner, which the API cannot save; and whatever
 * `change` throws.
 */
export function updateMeeting(
  id: string,
  change: (stored: StoredMeeting) => MeetingChange | undefined,
  signal?: AbortSignal,
  otherwise?: NamedAndOwned,
): Promise<Meeting> {
  // Without locks, or after a sleep, the merge still finds what another tab wrote.
  return oneAtATime(`claritalk.meeting.${id}`, {}, async () => {
    const stored = await readStored(id, signal);
    const set = change(stored);
    return set === undefined ? stored.meeting : writeMeeting(stored, set, signal, otherwise);
  });
}

/** Reads a meeting with what callers stored in it. @throws ApiError */
export async function readStored(id: string, signal?: AbortSignal): Promise<StoredMeeting> {
  const [plain, detailed] = await Promise.all([
    call(getMeeting, { params: { id }, signal }),
    call(getMeeting, { ...detailRequest(id), signal }),
  ]);
  return {
    meeting: normaliseMeeting(detailed, id),
    metadata: storedMetadata(fields(plain).metadata, fields(detailed).metadata),
  };
}

/**
 * The documentation says that details are needed "for full metadata", not which keys are left out without them: so what
 * only the detailed response has is kept too, unless it is known to come from the server.
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
  otherwise: NamedAndOwned | undefined,
): Promise<Meeting> {
  const name = change.name ?? meeting.name ?? otherwise?.name;
  const owner = meeting.ownerUuid ?? otherwise?.userUuid;
  if (name === undefined || owner === undefined) {
    throw new ApiError({ kind: 'invalid', operation: saveMeeting.name });
  }
  const body = { ...change, id: meeting.id, name, user_id: owner };
  const saved = fields(orThrow(await write(saveMeeting, { body, headers: asClient, signal })));
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

/** Creates a meeting. @throws ApiError 'server' when the response names no meeting: it was created then. */
export async function postMeeting(body: Omit<Body, 'id'>, signal?: AbortSignal): Promise<Meeting> {
  const saved = fields(orThrow(await write(saveMeeting, { body, headers: asClient, signal })));
  const id = text(saved.id);
  if (id === undefined) throw new ApiError({ kind: 'server', operation: saveMeeting.name, mayBeDone: true });
  rememberNumericId(id, saved);
  return normaliseMeeting(saved, id);
}

/**
 * Deletes a meeting for good. One that is gone already counts as deleted; no list shows it any longer. Where the
 * response is lost the meeting is requested; `again`: it is not known what became of an earlier try.
 */
export async function removeMeeting(
  queryClient: QueryClient,
  id: string,
  { again, ...watch }: Watch & { readonly again: boolean },
): Promise<Certain<void>> {
  const find = async (signal: AbortSignal | undefined): Promise<Finding<void>> =>
    (await isGone(id, signal)) ? { found: undefined } : 'absent';
  const result = await certain(() => erase(id, watch.signal), find, watch, again ? find : undefined);
  if (result.kind === 'done') evictMeeting(queryClient, id);
  return result;
}

async function erase(meetingId: string, signal: AbortSignal | undefined): Promise<Outcome<void>> {
  const outcome = await write(deleteMeeting, { params: { meetingId }, signal });
  const gone = outcome.kind === 'done' || outcome.error.kind === 'not-found';
  return gone ? { kind: 'done', value: undefined } : outcome;
}

const isGone = (id: string, signal: AbortSignal | undefined): Promise<boolean> =>
  call(getMeeting, { params: { id }, signal }).then(
    () => false,
    (error) => {
      if (error instanceof ApiError && error.kind === 'not-found') return true;
      throw error;
    },
  );

const numericIds = new Map<string, number>();

/** The numeric id of a meeting that was saved from this page; only saving returns it. */
export const numericIdOf = (id: string): number | undefined => numericIds.get(id);

function rememberNumericId(id: string, saved: Wire): void {
  const numeric = number(saved.numeric_id);
  if (numeric !== undefined && Number.isSafeInteger(numeric)) numericIds.set(id, numeric);
}
