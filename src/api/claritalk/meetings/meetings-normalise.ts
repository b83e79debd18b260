import { fields, flag, instant, list, number, text, type Wire } from '#src/lib/reader.ts';
import type { Attendee, Entry, Todo, Topic } from './meetings-parts.ts';
import type { ThemeQuestions } from './meetings-questions.ts';
import type { SummarySection } from './meetings-summary.ts';
import type { Review } from './review.ts';

/** A meeting as a list shows it. */
export interface MeetingListItem {
  readonly id: string;
  readonly name: string | undefined;
  readonly ownerUuid: string | undefined;
  /** As the server writes it; see lib/meeting-status.ts for what it means. */
  readonly status: string | undefined;
  /** True when the assistant doubts its own summary. */
  readonly qualityFlag: boolean;
  /** IETF language tag of what was spoken. */
  readonly locale: string | undefined;
  readonly createdAt: Date | undefined;
  readonly updatedAt: Date | undefined;
}

/** A page of meetings. */
export interface MeetingPage {
  readonly items: readonly MeetingListItem[];
  /** Meetings that the query finds on all pages; undefined when the server did not say. */
  readonly total: number | undefined;
  /** Whether the server sent as many as were asked for, so that more may follow. */
  readonly full: boolean;
}

/** A meeting with everything the assistant made of it. */
export interface Meeting extends MeetingListItem {
  readonly summary: readonly SummarySection[];
  /** Themes in the server's order, each with its questions. */
  readonly themes: readonly ThemeQuestions[];
  readonly topics: readonly Topic[];
  readonly attendees: readonly Attendee[];
  readonly todos: readonly Todo[];
  readonly typeId: number | undefined;
  readonly dossierId: string | undefined;
  readonly teamIds: readonly string[];
  readonly durationSeconds: number | undefined;
  readonly recordingType: string | undefined;
  readonly notes: readonly Entry[];
  /** Moments that were marked while recording; their text may be empty. */
  readonly bookmarks: readonly Entry[];
  readonly chat: readonly Entry[];
  /** Why processing failed, in the server's words. */
  readonly failureReason: string | undefined;
  /** What people made of the assistant's work. */
  readonly review: Review;
  /** Whatever else callers and the server keep with the meeting. */
  readonly metadata: Wire;
  /** The response as received, for people who want to see it. */
  readonly raw: unknown;
}

/** Undefined without an id: nothing could be opened then. */
export function normaliseListItem(wire: unknown): MeetingListItem | undefined {
  const meeting = fields(wire);
  const id = text(meeting.id);
  return id === undefined ? undefined : listItem(id, meeting);
}

/** Reads a page from the body, the total header and the limit that was asked for. */
export function normaliseMeetingPage(wire: unknown, total: string | null, limit: number): MeetingPage {
  const items = list(wire, normaliseListItem);
  const counted = number(total ?? '');
  return {
    items,
    total: counted !== undefined && counted >= 0 ? Math.floor(counted) : undefined,
    full: Array.isArray(wire) && wire.length >= limit,
  };
}

/** What a list shows of a meeting, whichever response it comes in. */
export function listItem(id: string, meeting: Wire): MeetingListItem {
  return {
    id,
    name: text(meeting.name ?? meeting.title),
    ownerUuid: text(meeting.userUuid) ?? uuidOf(meeting.userId),
    status: text(meeting.status),
    qualityFlag: flag(meeting.summary_quality_flag ?? meeting.summaryQualityFlag) ?? false,
    locale: text(meeting.locale),
    createdAt: instant(meeting.createdAt),
    updatedAt: instant(meeting.updatedAt),
  };
}

// `userId` is a number in lists and the UUID in a single meeting.
const uuidOf = (value: unknown) => (typeof value === 'string' && value.includes('-') ? value : undefined);
