import { describe, expect, it } from 'vitest';
import { meaningOfStatus } from './meeting-status.ts';

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
