import { expect, it } from 'vitest';
import type { IndexedAnswer, IndexedMeeting } from './document.ts';
import { compareAnswers } from './dossier.ts';

const meeting = (
  id: string,
  ...answers: readonly [question: string, answer: string | undefined, correction?: string][]
) => ({
  meeting: { id } as IndexedMeeting,
  answers: answers.map(
    ([question, answer, correction], index): IndexedAnswer => ({
      key: `${id}${index}`,
      theme: 'Figures',
      question,
      answer,
      correction,
    }),
  ),
});
const compared = (...meetings: Parameters<typeof compareAnswers>[0][number][]) =>
  Object.fromEntries(
    compareAnswers(meetings).map(({ question, cells, outcome }) => [
      question,
      [outcome, ...cells.map((cell) => cell?.change)],
    ]),
  );

it('returns what changed, what stayed and what is open, in the order of the newest template', () => {
  const rows = compareAnswers([
    meeting('old', ['Turnover?', '€10'], ['Loan?', undefined], ['Gone?', 'yes']),
    meeting('new', ['New?', 'x'], ['Turnover?', '€12'], ['Loan?', undefined]),
  ]);
  expect(rows.map(({ question }) => question)).toEqual(['New?', 'Turnover?', 'Loan?', 'Gone?']);
  expect(
    compared(
      meeting('old', ['Turnover?', '€10'], ['Loan?', undefined], ['Gone?', 'yes']),
      meeting('new', ['New?', 'x'], ['Turnover?', '€12'], ['Loan?', undefined]),
    ),
  ).toEqual({
    'New?': ['steady', undefined, 'first'],
    'Turnover?': ['changed', 'first', 'changed'],
    'Loan?': ['open', 'open', 'open'],
    'Gone?': ['steady', 'first', undefined],
  });
});

it('recognises the same question in another spelling, and the same answer with other spacing', () => {
  expect(compared(meeting('a', ['Who  pays?', 'Jan']), meeting('b', ['who pays?', ' JAN ']))).toEqual({
    'who pays?': ['steady', 'first', 'same'],
  });
});

it('compares with the last existing answer, and counts corrections', () => {
  expect(
    compared(meeting('a', ['Q', 'x']), meeting('b', ['Q', undefined]), meeting('c', ['Q', 'y', 'x'])),
  ).toEqual({ Q: ['steady', 'first', 'notRepeated', 'same'] });
  expect(compared(meeting('a', ['Q', 'x']), meeting('b', ['Q', undefined]))).toEqual({
    Q: ['open', 'first', 'notRepeated'],
  });
});
