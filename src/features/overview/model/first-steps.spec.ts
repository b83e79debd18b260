import { expect, test } from 'vitest';
import { stepsDone } from './first-steps.ts';

test('each step is done when its result exists, and nothing is shown before all is known', () => {
  expect(stepsDone({ people: 1, themes: 0, meetings: 0 })).toEqual({
    invite: false,
    template: false,
    record: false,
  });
  expect(stepsDone({ people: 2, themes: 1, meetings: 1 })).toEqual({
    invite: true,
    template: true,
    record: true,
  });
  expect(stepsDone({ people: 2, themes: undefined, meetings: 3 })).toBeUndefined();
});
