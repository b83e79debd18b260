import { describe, expect, it } from 'vitest';
import { type Wording, Wordings } from '../model/asked.ts';
import { asked, at, meeting, type SampleAnswer, wording } from '../testing/sample-meetings.ts';
import { findingsOf, verdictOf } from './findings.ts';
import { type HealthRequest, healthOf } from './health.ts';
import { Askings, quantile, type Tally } from './tally.ts';

const request: HealthRequest = {
  from: undefined,
  until: undefined,
  type: undefined,
  level: 'questions',
  finding: undefined,
  text: '',
  sort: 'findings',
  descending: true,
  starts: [],
  offset: 0,
  limit: 50,
};

const budget = wording('q1', 'What is the budget?');
const risks = wording('q2', 'Which risks do you see?', { theme: 'Risk', themeId: '8' });
const deadline = wording('q3', 'When is the deadline?');

/** Meetings of a type, one a day, that ask what is said. */
const daily = (
  wordings: Wordings,
  count: number,
  answers: (day: number) => readonly SampleAnswer[],
  typeId = 1,
) =>
  Array.from({ length: count }, (_, day) =>
    meeting(`${typeId}-${day}`, { createdAt: at(day) }, { typeId, asked: asked(wordings, answers(day)) }),
  );

const tallied = (asked_: number, answered: number, reviewed = 0, corrected = 0): Tally => ({
  asked: asked_,
  answered,
  reviewed,
  flagged: 0,
  corrected,
  medianLength: answered === 0 ? undefined : 100,
});

describe('template health', () => {
  it('counts what became of each question', () => {
    const wordings = new Wordings();
    const meetings = daily(wordings, 10, (day) => [
      [budget, day < 5 ? 0 : 20 + day, day === 9 ? 'corrected' : day === 8 ? 'flagged' : undefined],
      [risks, 40],
    ]);
    const { rows, total, tally, found, types, meetings: count } = healthOf(meetings, wordings, request);
    expect(rows).toEqual([
      {
        key: '1 q1',
        typeId: 1,
        theme: 'Money',
        themeId: '7',
        questionId: 1,
        question: 'What is the budget?',
        outputType: 'single_line',
        questions: 1,
        asked: 10,
        answered: 5,
        reviewed: 2,
        flagged: 1,
        corrected: 1,
        medianLength: 27,
        trend: { earlier: 0, later: 1 },
        findings: [],
        change: undefined,
      },
      expect.objectContaining({ key: '1 q2', asked: 10, answered: 10, trend: { earlier: 1, later: 1 } }),
    ]);
    expect([total, tally.asked, tally.answered, found, types, count]).toEqual([2, 20, 15, {}, [1], 10]);
  });

  it('adds up themes and types, and spans of time', () => {
    const wordings = new Wordings();
    const meetings = [
      ...daily(wordings, 4, () => [
        [budget, 0],
        [deadline, 9],
        [risks, 9],
      ]),
      ...daily(wordings, 2, () => [[budget, 5]], 2),
    ];
    const level = (of: HealthRequest['level']) =>
      healthOf(meetings, wordings, { ...request, level: of, sort: 'name', descending: false }).rows.map(
        ({ typeId, theme, questions, asked: count, answered }) => [typeId, theme, questions, count, answered],
      );
    expect(level('themes')).toEqual([
      [1, 'Money', 2, 8, 4],
      [2, 'Money', 1, 2, 2],
      [1, 'Risk', 1, 4, 4],
    ]);
    expect(level('types')).toEqual([
      [1, undefined, 3, 12, 8],
      [2, undefined, 1, 2, 2],
    ]);
    const { spans } = healthOf(meetings, wordings, {
      ...request,
      type: 2,
      starts: [at(0, 0), at(1, 0), at(2, 0)],
    });
    expect(spans.map((span) => [span.asked, span.answered])).toEqual([
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
  });

  it('counts only what the assistant worked on, was read, and is of the period', () => {
    const wordings = new Wordings();
    const [done, draft, unread, odd] = daily(wordings, 4, () => [[budget, 0]]);
    const meetings = [
      done!,
      { ...draft!, status: 'draft' },
      { ...unread!, details: undefined },
      // A status that nobody knows; but there is an answer.
      { ...odd!, status: 'awaiting', details: { ...odd!.details!, asked: asked(wordings, [[budget, 3]]) } },
    ];
    const counted = (more: Partial<HealthRequest>) => {
      const { tally, meetings: count } = healthOf(meetings, wordings, { ...request, ...more });
      return [tally.asked, tally.answered, count];
    };
    expect(counted({})).toEqual([2, 1, 2]);
    expect(counted({ from: at(1, 0) })).toEqual([1, 1, 1]);
    expect(counted({ until: at(1, 0) })).toEqual([1, 0, 1]);
  });

  it('says of two questions of a type that ask nearly the same which one can go', () => {
    const wordings = new Wordings();
    const twice = wording('q9', 'Which documents are still missing?');
    const once = wording('q4', 'Which documents are missing?');
    const meetings = [
      ...daily(wordings, 6, (day) => [
        [twice, 10],
        [once, day === 0 ? 0 : 10],
        [budget, 10],
        [risks, 9],
      ]),
      // The same words in another type are asked in other meetings.
      ...daily(
        wordings,
        6,
        () => [
          [wording('q20', 'Which documents are missing?'), 10],
          [deadline, 9],
        ],
        2,
      ),
    ];
    const { rows, found } = healthOf(meetings, wordings, { ...request, finding: 'any' });
    expect(rows.map(({ key, findings }) => [key, findings])).toEqual([
      ['1 q4', [{ kind: 'duplicate', of: 'Which documents are still missing?' }]],
    ]);
    expect(found).toEqual({ duplicate: 1 });
  });

  it('says what became of a question that was reworded, and finds only what is wrong with its present words', () => {
    const wordings = new Wordings();
    const before = wording('q1', 'Budget?');
    const meetings = daily(wordings, 12, (day): SampleAnswer[] => [
      day < 8 ? [before, 0] : [budget, 12],
      [risks, 9],
    ]);
    const [row] = healthOf(meetings, wordings, { ...request, text: 'BUDGET' }).rows;
    expect(row?.findings).toEqual([]);
    expect(row?.question).toBe('What is the budget?');
    expect(row?.change).toEqual({
      at: at(8),
      question: 'Budget?',
      outputType: 'single_line',
      before: expect.objectContaining({ asked: 8, answered: 0 }),
      after: expect.objectContaining({ asked: 4, answered: 4 }),
      verdict: 'better',
    });
    const [unchanged] = healthOf(meetings.slice(0, 8), wordings, { ...request, text: 'budget' }).rows;
    expect(unchanged?.findings).toEqual([{ kind: 'neverAnswered' }]);
  });

  it('pages and sorts', () => {
    const wordings = new Wordings();
    const meetings = daily(wordings, 3, (day) => [
      [budget, 5],
      [risks, day === 0 ? 0 : 5],
      [deadline, 0],
    ]);
    const keys = (more: Partial<HealthRequest>) =>
      healthOf(meetings, wordings, { ...request, ...more }).rows.map(({ key }) => key);
    expect(keys({ sort: 'answered', descending: false })).toEqual(['1 q3', '1 q2', '1 q1']);
    expect(keys({ sort: 'name', descending: true })).toEqual(['1 q2', '1 q3', '1 q1']);
    expect(keys({ sort: 'answered', offset: 1, limit: 1 })).toEqual(['1 q2']);
  });

  it.each([1_000, 2_000, 4_000])('looks at each of %i meetings once', (count) => {
    const wordings = new Wordings();
    const meetings = daily(wordings, count, () => [
      [budget, 5],
      [risks, 0],
    ]);
    let seen = 0;
    const counted = (function* () {
      for (const each of meetings) {
        seen += 1;
        yield each;
      }
    })();
    // A wording is looked up when it is met first.
    let lookups = 0;
    class Counting extends Wordings {
      override at(number: number): Wording | undefined {
        lookups += 1;
        return super.at(number);
      }
    }
    const counting = new Counting();
    counting.restore(wordings.takeChanged());
    healthOf(counted, counting, request);
    expect([seen, lookups]).toEqual([count, 2]);
  });
});

describe('findings', () => {
  const long = { ...tallied(10, 10), medianLength: 250 };
  const short = { ...tallied(10, 10), medianLength: 40 };
  it.each([
    ['What?', 'single_line', tallied(4, 0), []],
    ['What?', 'single_line', tallied(7, 0), ['rarelyAnswered']],
    ['What?', 'single_line', tallied(8, 0), ['neverAnswered']],
    ['What?', 'single_line', tallied(10, 4), ['rarelyAnswered']],
    ['What?', 'single_line', tallied(10, 5), []],
    ['What?', 'single_line', tallied(10, 10, 2, 2), []],
    ['What?', 'single_line', tallied(10, 10, 4, 2), ['oftenCorrected']],
    ['What?', 'single_line', tallied(10, 10, 5, 2), []],
    ['What?', 'single_line', long, ['longAnswers']],
    ['What?', 'multi_line', long, []],
    ['What?', 'multi_line', short, ['shortAnswers']],
    ['What?', undefined, long, []],
    ['What? And who?', 'single_line', tallied(10, 10), []],
    ['What? And who?', 'single_line', tallied(10, 3), ['rarelyAnswered', 'severalQuestions']],
    ['什么？谁？', 'multi_line', { ...long, medianLength: 400 }, ['severalQuestions']],
  ] as const)('%s, %s', (question, outputType, tally, expected) => {
    expect(findingsOf(question, outputType, tally)).toEqual(expected);
  });

  it.each([
    [tallied(2, 0), tallied(9, 9), 'early'],
    [tallied(9, 0), tallied(2, 2), 'early'],
    [tallied(10, 5), tallied(10, 6), 'better'],
    [tallied(10, 8), tallied(10, 7), 'worse'],
    [tallied(20, 10), tallied(20, 11), 'same'],
    [tallied(10, 10, 4, 4), tallied(10, 10, 4, 0), 'better'],
  ] as const)('verdict %#', (before, after, expected) => {
    expect(verdictOf(before, after)).toBe(expected);
  });
});

it('quantiles are values that occur', () => {
  expect([
    quantile([], 0.5),
    quantile([3], 0.5),
    quantile([4, 1, 3, 2], 0.5),
    quantile([4, 1, 3, 2], 0.9),
  ]).toEqual([undefined, 3, 2, 4]);
  expect(new Askings().tally()).toEqual({ ...tallied(0, 0) });
});
