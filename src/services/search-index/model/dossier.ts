import type { IndexedAnswer, IndexedMeeting } from './document.ts';

/** A meeting of a dossier with what was asked there. */
export interface DossierMeeting {
  readonly meeting: IndexedMeeting;
  readonly answers: readonly IndexedAnswer[];
}

/** What became of a question since the last meeting in which it was asked. */
export type AnswerChange =
  /** Asked here for the first time, with an answer. */
  | 'first'
  | 'same'
  | 'changed'
  /** No answer, and none before. */
  | 'open'
  /** No answer here, although there was one before. */
  | 'notRepeated';

export interface AnswerCell {
  readonly meetingId: string;
  readonly text: string | undefined;
  readonly corrected: boolean;
  readonly change: AnswerChange;
}

/** The same question across the meetings in which it was asked. */
export interface ComparedQuestion {
  readonly key: string;
  readonly theme: string | undefined;
  readonly question: string;
  /** By meeting, in their order; undefined where it was not asked. */
  readonly cells: readonly (AnswerCell | undefined)[];
  readonly outcome: 'open' | 'changed' | 'steady';
}

/**
 * Lays the questions of a dossier's meetings side by side. Questions are the same when theme and wording are,
 * apart from case and spaces: ids differ when a template was copied.
 *
 * @param meetings from the oldest to the newest.
 */
export function compareAnswers(meetings: readonly DossierMeeting[]): ComparedQuestion[] {
  const rows = new Map<string, { first: IndexedAnswer; byMeeting: Map<string, IndexedAnswer> }>();
  // The newest meeting's order of questions leads: its template is the present one.
  for (const { meeting, answers } of [...meetings].reverse()) {
    for (const answer of answers) {
      const key = `${same(answer.theme ?? '')} ${same(answer.question)}`;
      const row = rows.get(key) ?? { first: answer, byMeeting: new Map() };
      rows.set(key, row);
      if (!row.byMeeting.has(meeting.id)) row.byMeeting.set(meeting.id, answer);
    }
  }
  return [...rows].map(([key, { first, byMeeting }]) => {
    const cells = cellsOf(meetings, byMeeting);
    return { key, theme: first.theme, question: first.question, cells, outcome: outcomeOf(cells) };
  });
}

function cellsOf(
  meetings: readonly DossierMeeting[],
  byMeeting: ReadonlyMap<string, IndexedAnswer>,
): (AnswerCell | undefined)[] {
  let before: string | undefined;
  return meetings.map(({ meeting }) => {
    const answer = byMeeting.get(meeting.id);
    if (!answer) return undefined;
    const text = answer.correction ?? answer.answer;
    const change = changeOf(before, text);
    before = text ?? before;
    return { meetingId: meeting.id, text, corrected: answer.correction !== undefined, change };
  });
}

function changeOf(before: string | undefined, text: string | undefined): AnswerChange {
  if (text === undefined) return before === undefined ? 'open' : 'notRepeated';
  if (before === undefined) return 'first';
  return same(before) === same(text) ? 'same' : 'changed';
}

function outcomeOf(cells: readonly (AnswerCell | undefined)[]): ComparedQuestion['outcome'] {
  const asked = cells.filter((cell) => cell !== undefined);
  if (asked.at(-1)?.text === undefined) return 'open';
  return asked.some(({ change }) => change === 'changed') ? 'changed' : 'steady';
}

const same = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase();
