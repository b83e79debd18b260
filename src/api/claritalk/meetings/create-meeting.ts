import type { QueryClient } from '@tanstack/react-query';
import { dashboardKey } from '#contract/claritalk/dashboard-metadata.ts';
import type { saveMeeting } from '#contract/claritalk/meetings.ts';
import type { BodyOf } from '#contract/operation.ts';
import { type Certain, certain, type Find, type Watch } from '#src/api/client/certain.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { outcomeOf } from '#src/api/client/write.ts';
import { serverDate, serverNow } from '#src/lib/clock.ts';
import { fingerprint } from '#src/lib/hash/fingerprint.ts';
import { fields, list, number, text } from '#src/lib/reader.ts';
import { keepDraft, readDraft } from '#src/lib/storage/drafts.ts';
import { oneAtATime } from '#src/lib/tabs/tab-locks.ts';
import { findMarked } from './find-marked.ts';
import { meetingKeys } from './meetings.ts';
import { postMeeting } from './save-meeting.ts';

export type NewMeeting = Omit<BodyOf<typeof saveMeeting>, 'id'>;

/** A meeting that was created. */
export interface CreatedMeeting {
  readonly id: string;
  /** False when an earlier try made it and something else was written in the form since. */
  readonly asWritten: boolean;
}

/** A try to create a meeting, kept on this device so that a reload and another tab know of it. */
interface Creation {
  /** The mark that the meeting carries. */
  readonly key: string;
  /** Whatever it was called in the tries so far. */
  readonly names: readonly string[];
  /** Of what was sent last. */
  readonly print: string;
  /** ISO 8601, before the first try. */
  readonly since: string;
  /** Undefined until it is known to have been created. */
  readonly meetingId?: string;
  /** When it became known to be created, on the clock of this device. */
  readonly madeAt?: number;
}

/**
 * Creates the meeting that is written under a draft's name: once, in however many tabs and however often it is
 * submitted. A try whose response was lost is searched for first; with `onlyLook` that is all.
 */
export function createMeeting(
  queryClient: QueryClient,
  userUuid: string,
  draftName: string,
  meeting: NewMeeting,
  watch: Watch,
): Promise<Certain<CreatedMeeting>> {
  const pressedAt = Date.now();
  const print = printOf(meeting);
  return underLock(userUuid, draftName, async () => {
    const earlier = creations.read(userUuid, draftName);
    // Another tab made the same while this one waited.
    if (earlier?.meetingId !== undefined && earlier.print === print && (earlier.madeAt ?? 0) >= pressedAt)
      return { kind: 'done', value: { id: earlier.meetingId, asWritten: true }, found: true };
    const open = earlier?.meetingId === undefined ? earlier : undefined;
    if (watch.onlyLook && !open) return { kind: 'refused', error: lost(), looked: true };
    const names = [...new Set([...(open?.names ?? []), meeting.name])];
    const creation = { ...(open ?? begun()), print, names };
    creations.keep(userUuid, draftName, creation);
    const result = await certain(
      () => outcomeOf(postMeeting(marked(meeting, creation.key)).then(({ id }) => ({ id, asWritten: true }))),
      finderOf(creation, print),
      watch,
      open && finderOf(open, print),
    );
    if (watch.onlyLook && result.kind === 'refused') dropLate(userUuid, draftName, creation);
    else settle(userUuid, draftName, creation, result, open === undefined);
    if (result.kind === 'done') void queryClient.invalidateQueries({ queryKey: meetingKeys.all });
    return result;
  });
}

/** Whether it is not known if a meeting was made from a draft. */
export const isCreationOpen = (userUuid: string, draftName: string): boolean => {
  const creation = creations.read(userUuid, draftName);
  return creation !== undefined && creation.meetingId === undefined;
};

/** What a server has not done by then it will not do. */
const latestMs = 2 * 60_000;

function dropLate(userUuid: string, draftName: string, { since }: Creation): void {
  if (serverNow() - Date.parse(since) > latestMs) creations.keep(userUuid, draftName, undefined);
}

const lost = () => new ApiError({ kind: 'network', operation: 'saveMeeting' });

/** Other tabs that wait their turn notice within this time that it was created. */
const forgetAfterMs = 10_000;

const underLock = <T>(userUuid: string, draftName: string, task: () => Promise<T>) =>
  oneAtATime(`claritalk.creation.${userUuid}.${draftName}`, {}, task);

const begun = () => ({ key: crypto.randomUUID(), since: serverDate().toISOString() });

const printOf = (meeting: NewMeeting) => fingerprint(JSON.stringify(meeting));

/** The meeting with its mark beside what the person gave it. */
function marked(meeting: NewMeeting, key: string): NewMeeting {
  const metadata = fields(meeting.metadata);
  const own = { version: 1, ...fields(metadata[dashboardKey]), creation_id: key };
  return { ...meeting, metadata: { ...metadata, [dashboardKey]: own } };
}

const finderOf =
  ({ key, names, since, print }: Creation, printNow: string): Find<CreatedMeeting> =>
  async (signal) => {
    const id = await findMarked({ field: 'creation_id', value: key }, names, since, signal);
    return id === undefined ? 'absent' : { found: { id, asWritten: print === printNow } };
  };

function settle(
  userUuid: string,
  draftName: string,
  creation: Creation,
  result: Certain<CreatedMeeting>,
  first: boolean,
): void {
  if (result.kind === 'done') {
    const made = { ...creation, names: [], meetingId: result.value.id, madeAt: Date.now() };
    creations.keep(userUuid, draftName, made);
    setTimeout(() => creations.forget(userUuid, draftName, creation.key), forgetAfterMs);
  } else if (result.kind === 'refused' && !result.looked && first) {
    creations.keep(userUuid, draftName, undefined);
  }
}

const noteOf = (draftName: string) => `.creation.${draftName}`;
/** What this device does not keep. */
const unkept = new Map<string, Creation>();

const creations = {
  read(userUuid: string, draftName: string): Creation | undefined {
    const kept = fields(readDraft(userUuid, noteOf(draftName)));
    const [key, print, since] = [text(kept.key), text(kept.print), text(kept.since)];
    if (key === undefined || print === undefined || since === undefined)
      return unkept.get(`${userUuid}.${draftName}`);
    const [meetingId, madeAt] = [text(kept.meetingId), number(kept.madeAt)];
    const made = meetingId === undefined || madeAt === undefined ? {} : { meetingId, madeAt };
    return { key, print, since, names: list(kept.names, text), ...made };
  },

  forget(userUuid: string, draftName: string, key: string): void {
    if (creations.read(userUuid, draftName)?.key === key) creations.keep(userUuid, draftName, undefined);
  },

  keep(userUuid: string, draftName: string, creation: Creation | undefined): void {
    unkept.delete(`${userUuid}.${draftName}`);
    if (!keepDraft(userUuid, noteOf(draftName), creation) && creation)
      unkept.set(`${userUuid}.${draftName}`, creation);
  },
};
