import { describe, expect, it } from 'vitest';
import { initialState, type RecorderState } from '../model/state.ts';
import { warningsOf } from './recorder-snapshot.ts';

const recording = {
  id: 'r1',
  name: 'Kick-off',
  startedAt: '2026-11-21T10:00:00.000Z',
  microphoneLabel: 'Headset',
  direct: false,
};
const live = { recording, microphone: 'live', storage: 'safe', shared: false, warnings: [] } as const;
/** An hour of recording. */
const hour = 3_600 * 4_152;

const warnings = (state: RecorderState, roomBytes?: number, waiting = false) =>
  warningsOf(state, roomBytes, waiting ? [{ status: 'sealed' }] : [{ status: 'uploaded' }]);

describe('what the person who records is warned of', () => {
  it('is nothing while all is well, or nothing is known', () => {
    expect(warnings({ phase: 'recording', ...live }, 10 * hour)).toEqual([]);
    expect(warnings(initialState)).toEqual([]);
  });

  it('has the states of the devices, then what was found, then what has happened', () => {
    const state: RecorderState = {
      phase: 'recording',
      ...live,
      recording: { ...recording, direct: true },
      microphone: 'lost',
      storage: 'failing',
      warnings: [{ kind: 'encoder-stuck' }, { kind: 'interrupted', seconds: 5 }],
    };
    expect(warnings(state)).toEqual([
      { kind: 'microphone-lost', direct: true },
      { kind: 'storage-full', recordingId: 'r1', stopping: false },
      { kind: 'direct' },
      { kind: 'encoder-stuck' },
      { kind: 'interrupted', seconds: 5 },
    ]);
  });

  it('names a muted microphone, and a disk that a finished recording still waits for', () => {
    const stopping = { phase: 'stopping', reason: 'user', ...live } as const;
    expect(warnings({ ...stopping, microphone: 'muted', storage: 'failing' })).toEqual([
      { kind: 'microphone-muted', microphone: 'Headset' },
      { kind: 'storage-full', recordingId: 'r1', stopping: true },
    ]);
  });

  it('includes the remaining space, even while nothing is recorded, unless there is something worse', () => {
    const low = { kind: 'storage-low', roomMs: 3_600_000 };
    expect(warnings(initialState, hour)).toEqual([{ ...low, waiting: false }]);
    expect(warnings(initialState, hour, true)).toEqual([{ ...low, waiting: true }]);
    expect(warnings({ phase: 'paused', ...live, storage: 'failing' }, hour)).toEqual([
      { kind: 'storage-full', recordingId: 'r1', stopping: false },
    ]);
  });
});
