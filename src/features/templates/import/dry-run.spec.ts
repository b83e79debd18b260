import { expect, it } from 'vitest';
import { readQuestionCsv, writeQuestionCsv } from '../file/question-csv.ts';
import { dryRun, matchedThemes } from './dry-run.ts';

const present = {
  types: [
    { id: 1, name: 'Sales', isDefault: true },
    { id: 2, name: 'Intake', isDefault: false },
  ],
  themes: [
    { id: 10, name: 'Needs', typeId: 1 },
    { id: 11, name: 'Budget', typeId: 1 },
  ],
  questions: new Map([
    [
      10,
      [
        { id: 20, themeId: 10, question: 'Why now?', outputType: 'single_line' as const },
        { id: 21, themeId: 10, question: 'Who decides?', outputType: 'single_line' as const },
      ],
    ],
  ]),
};

const file = [
  {
    name: 'Sales ',
    themes: [
      {
        name: 'Needs',
        questions: [
          { question: 'Why now?', output_type: 'multi_line' as const },
          { question: 'Who decides?' },
          { question: 'Why now?', output_type: 'single_line' as const },
        ],
      },
      { name: 'Next', questions: [{ question: 'What next?' }] },
    ],
  },
  { name: 'Board', is_default: true, themes: [] },
];

it('reports what is created, changed and left, and writes it in an order that works', () => {
  expect(matchedThemes(file, present)).toEqual([10]);
  const { rows, steps, others } = dryRun(file, present);
  expect(rows.map(({ name, action, change }) => [name, action, change])).toEqual([
    ['Sales', 'leave', undefined],
    ['Needs', 'leave', undefined],
    ['Why now?', 'change', 'outputType'],
    ['Who decides?', 'leave', undefined],
    ['Why now?', 'create', undefined],
    ['Next', 'create', undefined],
    ['What next?', 'create', undefined],
    ['Board', 'create', 'default'],
    ['Sales', 'change', 'noDefault'],
  ]);
  expect(steps.map(({ work, same }) => [work, same])).toEqual([
    [
      {
        kind: 'saveQuestion',
        id: 20,
        theme: { id: 10 },
        question: 'Why now?',
        outputType: 'multi_line',
        before: { question: 'Why now?', outputType: 'single_line' },
      },
      [],
    ],
    [{ kind: 'saveQuestion', theme: { id: 10 }, question: 'Why now?', outputType: 'single_line' }, [20]],
    [{ kind: 'saveTheme', name: 'Next', type: { id: 1 } }, []],
    [{ kind: 'saveQuestion', theme: { step: '0.1' }, question: 'What next?', outputType: 'single_line' }, []],
    [{ kind: 'saveType', name: 'Board', isDefault: true }, []],
    [
      {
        kind: 'saveType',
        id: 1,
        name: 'Sales',
        isDefault: false,
        before: { name: 'Sales', isDefault: true },
      },
      [],
    ],
  ]);
  // Intake and Budget stay.
  expect(others).toBe(2);
});

it('does nothing the second time', () => {
  const { rows, steps } = dryRun(
    [{ name: 'Sales', is_default: true, themes: [{ name: 'Budget', questions: [] }] }],
    present,
  );
  expect(steps).toEqual([]);
  expect(rows.every(({ action }) => action === 'leave')).toBe(true);
});

it('reads questions from CSV with and without headings, and reports what is left out', () => {
  const place = { type: 'Sales', theme: 'Needs' };
  expect(readQuestionCsv('Vraag;Antwoord;Thema\nWaarom?;meerdere regels;Reden\nWie?;;', place)).toEqual({
    types: [
      {
        name: 'Sales',
        themes: [
          { name: 'Reden', questions: [{ question: 'Waarom?', output_type: 'multi_line' }] },
          { name: 'Needs', questions: [{ question: 'Wie?', output_type: 'single_line' }] },
        ],
      },
    ],
    problems: [],
  });
  expect(readQuestionCsv('Why?\nWho?,table', place).problems).toEqual([{ line: 2, kind: 'outputType' }]);
  expect(readQuestionCsv('A,B,\nA,B,Why?,multi_line\n', undefined)).toEqual({
    types: [
      { name: 'A', themes: [{ name: 'B', questions: [{ question: 'Why?', output_type: 'multi_line' }] }] },
    ],
    problems: [{ line: 1, kind: 'noQuestion' }],
  });
  expect(readQuestionCsv('Why?', undefined).problems).toEqual([{ line: 1, kind: 'noPlace' }]);
});

it('reads back what it wrote', () => {
  const types = [
    {
      name: 'Sales; and more',
      themes: [
        {
          name: '=Needs',
          questions: [
            { question: 'Why, "now"?', output_type: 'multi_line' as const },
            { question: 'Who?', output_type: 'single_line' as const },
          ],
        },
      ],
    },
  ];
  for (const separator of [',', ';'] as const) {
    expect(readQuestionCsv(writeQuestionCsv(types, separator), undefined)).toEqual({ types, problems: [] });
  }
});
