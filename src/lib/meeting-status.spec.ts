import { describe, expect, it, test } from 'vitest';
import { hasWholeRecording, meaningOfStatus } from './meeting-status.ts';

describe('meaningOfStatus', () => {
  it.each([
    ['draft', 'draft'],
    ['recording', 'working'],
    ['uploading', 'working'],
    ['Processing', 'working'],
    ['transcribing', 'working'],
    ['finished', 'final'],
    ['Meeting processed', 'final'],
    ['failed', 'failed'],
    ['processing failed', 'failed'],
    ['archived', 'unknown'],
    ['', 'unknown'],
    [undefined, 'unknown'],
  ])('%s is %s', (status, meaning) => {
    expect(meaningOfStatus(status)).toBe(meaning);
  });
});

test('statuses that mean that the audio has arrived', () => {
  const arrived = [
    'uploaded',
    'processing',
    'finished',
    'Meeting processed',
    'Transcribing',
    'completed',
    ' done ',
  ];
  const notYet = [
    'upload failed',
    'aborted',
    'paused',
    undefined,
    '',
    'draft',
    'uploading',
    'unfinished',
    'not processed',
    'recording',
    'incomplete',
  ];
  expect(arrived.filter((status) => !hasWholeRecording(status))).toEqual([]);
  expect(notYet.filter(hasWholeRecording)).toEqual([]);
});
