import { wholeCharacters } from '#contract/whole-characters.ts';
import { rowOf } from '#src/api/claritalk/meetings/live-rows.ts';
import type { Meeting, MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { type Review, readReview } from '#src/api/claritalk/meetings/review.ts';
import { askedIn, type Wordings } from './asked.ts';
import type { ReviewState } from './review-states.ts';

/** A to-do with its current state: what people noted in the review takes precedence over what the assistant heard. */
export interface IndexedTodo {
  /** Key of the to-do in the review, see src/api/claritalk/meetings/meetings-parts.ts. */
  readonly key: string;
  readonly description: string;
  /** The name of the person who has to do it. */
  readonly owner: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly due: string | undefined;
  readonly done: boolean;
}

/** What only the meeting itself contains, not a list. */
export interface IndexedDetails {
  readonly typeId: number | undefined;
  readonly dossierId: string | undefined;
  readonly teamIds: readonly string[];
  /** Names, or e-mail addresses where no name is known. */
  readonly attendees: readonly string[];
  /** Also undefined in what was indexed before it was kept. */
  readonly durationSeconds?: number | undefined;
  readonly review: ReviewState;
  readonly todos: readonly IndexedTodo[];
  /** Milliseconds since the epoch; undefined while it is not approved. */
  readonly approvedAt?: number | undefined;
  /** What was asked, see asked.ts. Undefined in what was indexed before it was kept: that is read again. */
  readonly asked?: readonly number[] | undefined;
}

/** A meeting as the index holds it in memory: enough to filter by and to show in a list. */
export interface IndexedMeeting extends Omit<MeetingListItem, 'createdAt' | 'updatedAt'> {
  /** Milliseconds since the epoch. */
  readonly createdAt: number | undefined;
  readonly updatedAt: number | undefined;
  /** Undefined until the meeting itself was read. */
  readonly details: IndexedDetails | undefined;
}

export interface IndexedAnswer {
  readonly key: string;
  readonly theme: string | undefined;
  readonly question: string;
  /** Undefined when the assistant found no answer. */
  readonly answer: string | undefined;
  /** What people say it should be, from the review. */
  readonly correction: string | undefined;
}

/** The words of a meeting. They stay on disk until a hit shows them. */
export interface MeetingTexts {
  readonly summary: readonly string[];
  readonly answers: readonly IndexedAnswer[];
  readonly topics: readonly string[];
  readonly notes: readonly string[];
}

/** What a list says about a meeting. */
export function listedMeeting(item: MeetingListItem): Omit<IndexedMeeting, 'details'> {
  const { createdAt, updatedAt, ...row } = rowOf(item);
  return {
    ...row,
    createdAt: createdAt?.getTime(),
    updatedAt: updatedAt?.getTime(),
  };
}

export function detailsOf(meeting: Meeting, wordings: Wordings): IndexedDetails {
  const review = readReview(meeting.metadata);
  return {
    typeId: meeting.typeId,
    dossierId: meeting.dossierId,
    teamIds: meeting.teamIds,
    attendees: meeting.attendees.map(({ name }) => name),
    durationSeconds: meeting.durationSeconds,
    review: reviewStateOf(review),
    approvedAt: review.approval?.value ? Date.parse(review.approval.at) : undefined,
    asked: askedIn(meeting, review, wordings),
    todos: meeting.todos.map(({ key, description, assignee, dueDate, done }) => {
      const noted = review.todos[key];
      return {
        key,
        description: clipped(description),
        // A field that someone emptied is null, which must not bring back what the assistant heard.
        owner: (noted?.owner ? noted.owner.value : assignee) ?? undefined,
        due: (noted?.due ? noted.due.value : dueDate) ?? undefined,
        done: noted?.done?.value ?? done,
      };
    }),
  };
}

export function textsOf(meeting: Meeting): MeetingTexts {
  const review = readReview(meeting.metadata);
  const said = (texts: readonly (string | undefined)[]) =>
    texts.flatMap((text) => (text ? [plain(text)] : []));
  return {
    summary: said(meeting.summary.map(({ content }) => content)),
    answers: meeting.themes.flatMap(({ theme, questions }) =>
      questions.map(({ key, question, answer }) => ({
        key,
        theme,
        question: clipped(question),
        answer: answer === undefined ? undefined : clipped(answer),
        correction: review.answers[key]?.correction?.value ?? undefined,
      })),
    ),
    topics: said(
      meeting.topics.map(({ topic, description, summary }) =>
        [topic, description, summary].filter((part) => part !== undefined).join('. '),
      ),
    ),
    notes: said([
      ...meeting.notes.map(({ text }) => text),
      ...meeting.chat.map(({ text }) => text),
      ...Object.values(review.notes).map(({ value }) => value),
      ...Object.values(review.answers).map(({ comment }) => comment?.value ?? undefined),
    ]),
  };
}

function reviewStateOf(review: Review): ReviewState {
  if (review.approval?.value) return 'approved';
  const answers = Object.values(review.answers);
  if (answers.some(({ state }) => state?.value === 'flagged')) return 'flagged';
  const touched = answers.some(({ state, comment, correction }) => state ?? comment ?? correction);
  return touched ? 'begun' : 'none';
}

/** More of one text is not searched: one odd meeting must not fill the index. */
const maximumCharacters = 20_000;
const clipped = (text: string) => wholeCharacters(text, maximumCharacters);

/** Text without the marks of light Markdown, so that snippets read like sentences. */
const plain = (text: string) =>
  clipped(text)
    .replace(/^\s{0,3}(#{1,6}|[-*+]|\d+[.)])\s+/gm, '')
    .replace(/(\*\*|__|`)/g, '');
