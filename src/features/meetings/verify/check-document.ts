import type { QueryClient } from '@tanstack/react-query';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import { readReview } from '#src/api/claritalk/meetings/review.ts';
import type { MinutesFile } from '../export/minutes-file.ts';
import { sealOfContent } from '../export/seal/seal.ts';
import { readDocument } from './read-document.ts';
import { judge, type Kept, type Verdict } from './verdict.ts';

export type CheckResult =
  | {
      readonly kind: 'judged';
      readonly verdict: Verdict;
      /** Undefined when only a printed seal was checked. */
      readonly file: MinutesFile | undefined;
      readonly meetingId: string;
      readonly kept: Kept;
    }
  | { readonly kind: 'without-minutes' }
  | { readonly kind: 'unreadable' };

/** Larger than any document that this application makes. */
const largestFile = 100_000_000;

/** Checks a file against its own seal and against the one that is kept with its meeting. */
export async function checkFile(queryClient: QueryClient, file: File): Promise<CheckResult> {
  if (file.size > largestFile) return { kind: 'unreadable' };
  const document = await readDocument(new Uint8Array(await file.arrayBuffer()));
  if (document.kind !== 'minutes') return document;
  const { minutes, seal } = document.file;
  const meetingId = minutes.meeting.id;
  const [actual, kept] = await Promise.all([sealOfContent(minutes), keptSeal(queryClient, meetingId)]);
  return {
    kind: 'judged',
    verdict: judge(actual, seal?.value, kept),
    file: document.file,
    meetingId,
    kept,
  };
}

/** Checks a seal copied from a document. */
export async function checkPrinted(
  queryClient: QueryClient,
  meetingId: string,
  seal: string,
): Promise<CheckResult> {
  const kept = await keptSeal(queryClient, meetingId);
  return { kind: 'judged', verdict: judge(undefined, seal, kept), file: undefined, meetingId, kept };
}

async function keptSeal(queryClient: QueryClient, meetingId: string): Promise<Kept> {
  try {
    // Refetched: what this page knows may be older than the last approval.
    const meeting = await queryClient.fetchQuery({
      ...meetingOptions(meetingId),
      staleTime: 0,
      retry: false,
    });
    const { approval } = readReview(meeting.metadata);
    const sha256 = approval?.value?.sha256;
    if (approval === undefined || sha256 === undefined) return { kind: 'none' };
    return { kind: 'kept', sha256, at: approval.at, by: approval.by };
  } catch {
    // Whatever the reason, the document can only be judged on its own, which the verdict says.
    return { kind: 'unavailable' };
  }
}
