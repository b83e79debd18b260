import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readableMetadata, wordsOfKey } from './metadata.ts';

describe('readableMetadata', () => {
  it('shows each value in its form, and leaves out what is empty or shown elsewhere', () => {
    const entries = readableMetadata({
      stop_time: '2025-01-15 11:00:00',
      allow_audio_recording: true,
      recording: { duration_in_seconds: 61, bytes: 2048, chunks: 3, sha256: null },
      tags: ['a', 'b'],
      deep: { deeper: { deepest: { end: 1 } } },
      duration_in_seconds: 60,
      chat: [{ sentence: 'hidden' }],
      notes: 'hidden',
      nothing: {},
    });
    expect(entries.map(({ path, value }) => [path.join('.'), value])).toEqual([
      ['stop_time', { kind: 'moment', at: new Date('2025-01-15T11:00:00Z') }],
      ['allow_audio_recording', { kind: 'flag', value: true }],
      ['recording.duration_in_seconds', { kind: 'duration', seconds: 61 }],
      ['recording.bytes', { kind: 'bytes', bytes: 2048 }],
      ['recording.chunks', { kind: 'number', value: 3 }],
      ['tags', { kind: 'text', text: 'a, b' }],
      ['deep.deeper.deepest', { kind: 'text', text: '{"end":1}' }],
    ]);
  });

  it('shows the beginning of endlessly nested data', () => {
    const nested: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(readableMetadata({ nested })).toEqual([
      { path: ['nested'], value: { kind: 'text', text: `${'['.repeat(64)}"…"${']'.repeat(64)}` } },
    ]);
  });

  it('takes any object', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (wire) => void readableMetadata(wire)));
  });
});

it.each([
  ['stop_time', 'Stop time'],
  ['stopTime', 'Stop time'],
  ['crm-id', 'Crm id'],
  ['duration_in_seconds', 'Duration'],
  ['_', '_'],
])('%s reads %s', (key, expected) => {
  expect(wordsOfKey(key)).toBe(expected);
});
