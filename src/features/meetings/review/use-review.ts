import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { refreshMeeting, showSaved } from '#src/api/claritalk/meetings/meeting-cache.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { type Mark, type Review, type ReviewPath, readReview } from '#src/api/claritalk/meetings/review.ts';
import { updateMeeting } from '#src/api/claritalk/meetings/save-meeting.ts';
import { markAt, writeMarks } from '#src/api/claritalk/meetings/write-review.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import { share } from '#src/lib/share.ts';
import { keepDraft, readDraft, watchDraft } from '#src/lib/storage/drafts.ts';
import { session } from '#src/services/auth/session.ts';
import { type Edit, type Merged, mergeEdits } from '../shared/review-merge.ts';
import { ReviewSaver, type SaverSnapshot } from './review-saver.ts';

/** Why a meeting's review cannot be changed by this person now. */
export type ReadOnly = 'not-finished' | 'not-owner' | 'unnamed' | 'newer' | 'foreign' | 'unknown-user';

export interface ReviewOfMeeting {
  readonly meeting: Meeting;
  /** As stored, with what is not saved yet on top. */
  readonly review: Review;
  readonly readOnly: ReadOnly | undefined;
  /** UUID of the person who looks at it; undefined until that is known. */
  readonly userUuid: string | undefined;
  readonly save: SaverSnapshot;
  /** Sets a field of the review. `of`: fingerprint of the original that the person saw beside it. */
  readonly set: (path: ReviewPath, value: unknown, of?: string) => void;
  readonly resolve: ReviewSaver['resolve'];
  readonly saveNow: () => void;
}

/** The review of a meeting, saved automatically as it is changed. */
export function useReview(meeting: Meeting): ReviewOfMeeting {
  const queryClient = useQueryClient();
  const { data: user } = useQuery(currentUserQuery());
  const userUuid = user?.uuid;
  const saver = userUuid === undefined ? nobody : saverOf(queryClient, meeting.id, userUuid);
  const save = useSyncExternalStore(saver.subscribe, saver.getSnapshot);
  useSaverEvents(queryClient, saver, meeting, userUuid);
  const [overlay] = useState(createOverlay);
  const readOnly = userUuid === undefined ? 'unknown-user' : readOnlyReason(meeting, userUuid);
  const metadata = meeting.metadata;
  const review = overlay(metadata, save.edits);
  const actions = useMemo(
    () => ({
      set: (path: ReviewPath, value: unknown, of?: string) => {
        const { edits } = saver.getSnapshot();
        saver.edit(path, markAt(withEdits(metadata, edits), path), value, of);
      },
      resolve: saver.resolve.bind(saver),
      saveNow: () => void saver.flush(),
    }),
    [saver, metadata],
  );
  return { meeting, review, readOnly, userUuid, save, ...actions };
}

/** Why someone cannot change the review of a meeting; undefined when they can. */
export function readOnlyReason(meeting: Meeting, userUuid: string): ReadOnly | undefined {
  if (meaningOfStatus(meeting.status) !== 'final') return 'not-finished';
  // The API lets people save their own meetings and nobody else's.
  if (meeting.ownerUuid?.toLowerCase() !== userUuid.toLowerCase()) return 'not-owner';
  if (meeting.review.access !== 'writable') return meeting.review.access;
  return meeting.name === undefined ? 'unnamed' : undefined;
}

/** A meeting's metadata with unsaved edits. */
function withEdits(metadata: unknown, edits: readonly Edit[]): unknown {
  if (edits.length === 0 || readReview(metadata).access !== 'writable') return metadata;
  return writeMarks(
    metadata,
    edits.map(({ path, mark }) => [path, mark] as const),
  );
}

/** Reads a review with edits on top; parts that did not change keep their identity from call to call. */
function createOverlay() {
  let last: { metadata: unknown; edits: readonly Edit[]; review: Review } | undefined;
  return (metadata: unknown, edits: readonly Edit[]): Review => {
    if (last && last.metadata === metadata && last.edits === edits) return last.review;
    const review = share(last?.review, readReview(withEdits(metadata, edits)));
    last = { metadata, edits, review };
    return review;
  };
}

const savers = new Map<string, ReviewSaver>();
const idle: Merged = { send: [], settled: [], conflicts: [] };
const nobody = new ReviewSaver('', {
  save: () => Promise.resolve(idle),
  readDraft: () => undefined,
  keepDraft: () => false,
});

const draftName = (meetingId: string) => `review.${meetingId}`;

/** The saver of a meeting: it outlives the page, so leaving the page loses nothing. */
function saverOf(queryClient: QueryClient, meetingId: string, userUuid: string): ReviewSaver {
  const key = `${userUuid} ${meetingId}`;
  const existing = savers.get(key);
  if (existing) return existing;
  const saver = new ReviewSaver(userUuid, {
    save: (edits) => saveEdits(queryClient, meetingId, edits),
    readDraft: () => readDraft(userUuid, draftName(meetingId)),
    keepDraft: (draft) => keepDraft(userUuid, draftName(meetingId), draft),
  });
  savers.set(key, saver);
  return saver;
}

async function saveEdits(
  queryClient: QueryClient,
  meetingId: string,
  edits: readonly Edit[],
): Promise<Merged> {
  let merged: Merged = idle;
  const meeting = await updateMeeting(meetingId, ({ metadata }) => {
    merged = mergeEdits(edits, (path) => markAt(metadata, path));
    if (merged.send.length === 0) return undefined;
    const marks = merged.send.map(({ path, mark }): readonly [ReviewPath, Mark] => [path, mark]);
    return { metadata: writeMarks(metadata, marks) };
  });
  await showSaved(queryClient, meeting);
  return merged;
}

function useSaverEvents(
  queryClient: QueryClient,
  saver: ReviewSaver,
  meeting: Meeting,
  userUuid: string | undefined,
): void {
  const { id, metadata } = meeting;
  useEffect(() => saver.see(metadata), [saver, metadata]);
  useEffect(() => {
    if (userUuid === undefined) return;
    const stopWatching = watchDraft(userUuid, draftName(id), () => {
      saver.follow();
      void refreshMeeting(queryClient, id);
    });
    const stopSession = session.subscribe(() => {
      if (session.getSnapshot() === 'signed-in') void flushAs(queryClient, userUuid, saver);
    });
    const flush = () => void saver.flush();
    window.addEventListener('online', flush);
    window.addEventListener('pagehide', flush);
    return () => {
      stopWatching();
      stopSession();
      window.removeEventListener('online', flush);
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [queryClient, saver, id, userUuid]);
}

/** Saves if it is still the same person who is signed in. */
async function flushAs(queryClient: QueryClient, userUuid: string, saver: ReviewSaver): Promise<void> {
  const user = await queryClient
    .fetchQuery({ ...currentUserQuery(), staleTime: 1_000 })
    .catch(() => undefined);
  if (user?.uuid === userUuid) await saver.flush();
}
