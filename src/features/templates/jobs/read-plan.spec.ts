import { describe, expect, it } from 'vitest';
import { storedStep } from '#src/services/jobs/job.ts';
import type { Plan } from './plan.ts';
import { readPlan } from './read-plan.ts';

/** As earlier versions kept it: a failure was its kind. */
const earlier = {
  id: 'p',
  kind: 'moveQuestion',
  name: 'Why now?',
  target: 'Budget',
  steps: [
    {
      key: 'copy',
      work: { kind: 'saveQuestion', theme: { id: 11 }, question: 'Why now?', outputType: 'single_line' },
      state: 'done',
      unsure: false,
      madeId: 100,
      same: [22],
    },
    {
      key: 'original',
      work: {
        kind: 'deleteOriginal',
        id: 20,
        themeId: 10,
        question: 'Why now?',
        outputType: 'single_line',
        copy: 'copy',
        copyThemeId: 11,
      },
      state: 'failed',
      unsure: true,
      same: [],
      failure: 'conflict',
    },
  ],
};

const present: Plan = {
  id: 'p',
  kind: 'moveQuestion',
  name: 'Why now?',
  target: 'Budget',
  steps: [
    {
      key: 'copy',
      work: { kind: 'saveQuestion', theme: { id: 11 }, question: 'Why now?', outputType: 'single_line' },
      state: 'done',
      unsure: false,
      madeId: 100,
      same: [22],
      failure: undefined,
    },
    {
      key: 'original',
      work: {
        kind: 'deleteOriginal',
        id: 20,
        themeId: 10,
        question: 'Why now?',
        outputType: 'single_line',
        copy: 'copy',
        copyThemeId: 11,
      },
      state: 'failed',
      unsure: true,
      madeId: undefined,
      same: [],
      failure: { kind: 'conflict', said: undefined },
    },
  ],
};

describe('a plan that was kept', () => {
  it('is read as an earlier version wrote it', () => expect(readPlan(earlier)).toEqual(present));

  it('is written so that a tab with an earlier version can read it', () =>
    expect(JSON.parse(JSON.stringify({ ...present, steps: present.steps.map(storedStep) }))).toEqual(
      earlier,
    ));

  it.each([
    ['no plan', 'plan'],
    ['of a kind that nobody knows', { ...earlier, kind: 'later' }],
    [
      'with a step that cannot be read',
      { ...earlier, steps: [...earlier.steps, { key: 'x', state: 'done' }] },
    ],
  ])('is left out when it is %s', (_what, stored) => expect(readPlan(stored)).toBeUndefined());
});
