import { expect, it } from 'vitest';
import { stageOf } from './stages.ts';

it.each([
  ['recording', 'recorded'],
  ['Uploading', 'uploaded'],
  ['uploaded', 'processed'],
  ['processing', 'processed'],
  ['transcribing', 'processed'],
])('%s is on the way to be %s', (status, stage) => {
  expect(stageOf(status)).toBe(stage);
});
