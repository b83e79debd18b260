import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normaliseQuestion } from './questions.ts';

it('reads a question, a single line unless it says several', () => {
  const wire = { id: 5, theme_id: 2, question: 'Why?', output_type: 'multi_line' };
  expect(normaliseQuestion(wire, 2)).toEqual({
    id: 5,
    themeId: 2,
    question: 'Why?',
    outputType: 'multi_line',
  });
  expect(normaliseQuestion({ id: '7', output_type: 'table' }, 2)).toEqual({
    id: 7,
    themeId: 2,
    question: '7',
    outputType: 'single_line',
  });
  expect(normaliseQuestion({ question: 'Why?' }, 2)).toBeUndefined();
});

it('takes anything', () => {
  fc.assert(fc.property(fc.jsonValue(), (wire) => void normaliseQuestion(wire, 1)));
});
