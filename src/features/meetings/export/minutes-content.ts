import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { Review } from '#src/api/claritalk/meetings/review.ts';
import { type KeptConsent, readConsents } from '../shared/consents.ts';

/**
 * What the minutes of a meeting say, in no language and no layout. This is what a seal covers, so its format must not
 * change: a new form is a new version. Absent is null, never missing.
 */
export type MinutesContent = {
  readonly version: 1;
  readonly meeting: {
    readonly id: string;
    readonly name: string | null;
    /** ISO 8601 in UTC. */
    readonly createdAt: string | null;
    readonly durationSeconds: number | null;
  };
  readonly attendees: readonly { readonly name: string; readonly email: string | null }[];
  /** `general` first; `content` is light Markdown. */
  readonly summary: readonly { readonly key: string; readonly content: string }[];
  readonly themes: readonly {
    readonly theme: string | null;
    readonly questions: readonly MinutesAnswer[];
  }[];
  readonly topics: readonly {
    readonly topic: string;
    readonly description: string | null;
    readonly discussed: boolean | null;
    readonly summary: string | null;
  }[];
  readonly todos: readonly MinutesTodo[];
  /** Who agreed to the recording on their telephone; missing where nobody was asked. Withdrawals come later, and are not part of it. */
  readonly consents?: readonly MinutesConsent[] | undefined;
};

/** As it was said: a withdrawal comes later. */
export type MinutesConsent = Omit<KeptConsent, 'withdrawnAt'>;

/** As minutes were before they had what the hashes of consents are checked with: their seals are of this form. */
export const withoutProofs = ({ consents, ...content }: MinutesContent): MinutesContent => ({
  ...content,
  ...(consents && { consents: consents.map(({ salt: _, text: __, ...consent }) => consent) }),
});

export type MinutesAnswer = {
  readonly question: string;
  /** What the assistant answered; null when it found nothing. */
  readonly answer: string | null;
  /** What the reviewer put beside it. */
  readonly correction: string | null;
};

/** Whether it is done is not part of the minutes: people do things after the approval. */
export type MinutesTodo = {
  readonly description: string;
  readonly owner: string | null;
  /** `YYYY-MM-DD`. */
  readonly due: string | null;
};

/** The minutes of a meeting with what its review changed. */
export function minutesContent(meeting: Meeting, review: Review): MinutesContent {
  const consents = readConsents(meeting.metadata);
  return {
    version: 1,
    meeting: {
      id: meeting.id,
      name: plain(meeting.name),
      createdAt: meeting.createdAt?.toISOString() ?? null,
      durationSeconds: meeting.durationSeconds ?? null,
    },
    attendees: meeting.attendees.map(({ name, email }) => ({ name: whole(name), email: plain(email) })),
    summary: meeting.summary.map(({ key, content }) => ({ key: whole(key), content: whole(content) })),
    themes: meeting.themes.map((theme) => ({
      theme: plain(theme.theme),
      questions: theme.questions.map((question) => ({
        question: whole(question.question),
        answer: plain(question.answer),
        correction: filled(review.answers[question.key]?.correction?.value),
      })),
    })),
    topics: meeting.topics.map(({ topic, description, discussed, summary }) => ({
      topic: whole(topic),
      description: plain(description),
      discussed: discussed ?? null,
      summary: plain(summary),
    })),
    todos: meeting.todos.map((todo) => {
      const { owner, due } = review.todos[todo.key] ?? {};
      return {
        description: whole(todo.description),
        // A mark with the value null was emptied by someone: what the assistant heard does not come back.
        owner: owner ? filled(owner.value) : plain(todo.assignee),
        due: due ? filled(due.value) : plain(todo.dueDate),
      };
    }),
    ...(consents?.length ? { consents: consents.map(withoutWithdrawal) } : {}),
  };
}

const withoutWithdrawal = ({ withdrawnAt: _, name, text, ...rest }: KeptConsent): MinutesConsent => ({
  ...rest,
  ...(text === undefined ? {} : { text: whole(text) }),
  name: name === null ? null : whole(name),
});

// Half a surrogate pair, as a cut text may end in, has no canonical form.
const whole = (text: string) => text.toWellFormed();
const plain = (text: string | undefined) => (text === undefined ? null : whole(text));
const filled = (text: string | null | undefined) => (text?.trim() ? whole(text) : null);
