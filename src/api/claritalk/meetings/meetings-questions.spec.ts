import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countAnswers, normaliseQuestions } from './meetings-questions.ts';

describe('normaliseQuestions', () => {
  it('groups questions that name their theme, in order', () => {
    const themes = normaliseQuestions([
      { theme: 'Planning', theme_id: 2, question: 'When?', answer: ' Soon ', output_type: 'single_line' },
      { theme: 'Money', theme_id: 1, question: 'How much?', answer: null, output_type: 'multi_line' },
      { theme: 'Planning', theme_id: 2, question: 'Who?', answer: '' },
      { question: 'Anything else?', answer: ['one', 'two'] },
    ]);
    expect(themes.map(({ theme, questions }) => [theme, questions.map(({ question }) => question)])).toEqual([
      ['Planning', ['When?', 'Who?']],
      ['Money', ['How much?']],
      [undefined, ['Anything else?']],
    ]);
    expect(themes.flatMap(({ questions }) => questions.map(({ answer }) => answer))).toEqual([
      'Soon',
      undefined,
      undefined,
      'one\ntwo',
    ]);
    expect(themes[1]?.questions[0]?.multiLine).toBe(true);
    expect(countAnswers(themes)).toEqual({ answered: 2, total: 4 });
  });

  it('reads themes that contain questions, and lists by theme', () => {
    const expected = [
      { theme: 'Planning', questions: [{ question: 'When?', answer: 'Soon', multiLine: false }] },
    ];
    const questions = [{ question: 'When?', answer: 'Soon' }];
    expect(normaliseQuestions([{ id: 2, name: 'Planning', questions }])).toMatchObject(expected);
    expect(normaliseQuestions({ Planning: questions })).toMatchObject(expected);
  });

  it('takes anything', () => {
    fc.assert(fc.property(fc.jsonValue(), (wire) => void countAnswers(normaliseQuestions(wire))));
  });
});
