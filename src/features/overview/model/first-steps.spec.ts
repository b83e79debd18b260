import { expect, test } from 'vitest';
import { stepsDone } from './first-steps.ts';

test('each step is done when its result exists, and nothing is shown before all is known', () => {
  expect(stepsDone({ people: 1, themes: 0, meetings: 0, approved: false })).toEqual({
    template: false,
    record: false,
    review: false,
    invite: false,
  });
  expect(stepsDone({ people: 2, themes: 1, meetings: 1, approved: true })).toEqual({
    template: true,
    record: true,
    review: true,
    invite: true,
  });
  expect(stepsDone({ people: 2, themes: undefined, meetings: 3, approved: true })).toBeUndefined();
  expect(stepsDone({ people: 2, themes: 1, meetings: 3, approved: undefined })).toBeUndefined();
});

test('an organisation with many meetings is not asked whether one of them was reviewed', () => {
  expect(stepsDone({ people: 2, themes: 1, meetings: 11, approved: undefined })?.review).toBe(true);
  expect(stepsDone({ people: 2, themes: 1, meetings: 10, approved: false })?.review).toBe(false);
});
