import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canStart,
  initialState,
  isLive,
  type LiveRecording,
  type RecorderEvent,
  type RecorderPhase,
  type RecorderState,
  transition,
} from './state.ts';

const recording: LiveRecording = {
  id: 'r1',
  name: 'Kick-off',
  startedAt: '2026-11-21T10:00:00.000Z',
  microphoneLabel: 'Headset',
  direct: false,
};
const live = {
  recording,
  microphone: 'live',
  storage: 'waiting',
  shared: false,
  warnings: [],
} as const;

const states: Record<RecorderPhase, RecorderState> = {
  idle: initialState,
  preparing: { phase: 'preparing', name: 'Kick-off' },
  recording: { phase: 'recording', ...live },
  paused: { phase: 'paused', ...live },
  stopping: { phase: 'stopping', reason: 'user', ...live },
  sealed: { phase: 'sealed', recordingId: 'r1', reason: 'user' },
};
const phases = Object.keys(states) as RecorderPhase[];

/** Every legal step; what is not here must leave the state as it is. */
const steps: {
  event: RecorderEvent;
  from: RecorderPhase[];
  to: RecorderState | ((s: RecorderState) => object);
}[] = [
  {
    event: { type: 'start', name: 'Kick-off' },
    from: ['idle', 'sealed'],
    to: { phase: 'preparing', name: 'Kick-off' },
  },
  { event: { type: 'started', recording }, from: ['preparing'], to: states.recording },
  { event: { type: 'pause' }, from: ['recording'], to: states.paused },
  { event: { type: 'resume' }, from: ['paused'], to: states.recording },
  {
    event: { type: 'microphone', microphone: 'lost', label: 'Headset' },
    from: ['recording', 'paused'],
    to: (state) => ({ ...state, microphone: 'lost' }),
  },
  {
    event: { type: 'microphone', microphone: 'live', label: 'Built-in' },
    from: ['recording', 'paused'],
    to: (state) => ({
      ...state,
      recording: { ...recording, microphoneLabel: 'Built-in' },
      warnings: [{ kind: 'microphone-changed', from: 'Headset', microphone: 'Built-in' }],
    }),
  },
  {
    event: { type: 'shared', shared: true },
    from: ['recording', 'paused'],
    to: (state) => ({ ...state, shared: true }),
  },
  {
    event: { type: 'watched', warnings: ['silent'] },
    from: ['recording', 'paused'],
    to: (state) => ({ ...state, warnings: [{ kind: 'silent' }] }),
  },
  {
    event: { type: 'happened', warning: { kind: 'interrupted', seconds: 5 } },
    from: ['recording', 'paused'],
    to: (state) => ({ ...state, warnings: [{ kind: 'interrupted', seconds: 5 }] }),
  },
  {
    event: { type: 'storage', storage: 'failing' },
    from: ['recording', 'paused', 'stopping'],
    to: (state) => ({ ...state, storage: 'failing' }),
  },
  { event: { type: 'stop', reason: 'user' }, from: ['recording', 'paused'], to: states.stopping },
  { event: { type: 'sealed' }, from: ['stopping'], to: states.sealed },
  {
    event: { type: 'ended', problem: 'denied' },
    from: ['preparing', 'recording', 'paused', 'stopping'],
    to: { phase: 'idle', problem: 'denied' },
  },
  { event: { type: 'dismiss' }, from: ['sealed'], to: initialState },
];

const text = fc.constantFrom('Headset', 'Built-in', '');
/** Every type of event with whatever it may carry: one that is added to the type is missed here. */
const events: { [T in RecorderEvent['type']]: fc.Arbitrary<Extract<RecorderEvent, { type: T }>> } = {
  start: fc.record({ type: fc.constant('start'), name: text }),
  started: fc.record({
    type: fc.constant('started'),
    recording: fc.constantFrom('r1', 'r2').map((id) => ({ ...recording, id })),
  }),
  pause: fc.constant({ type: 'pause' }),
  resume: fc.constant({ type: 'resume' }),
  microphone: fc.record({
    type: fc.constant('microphone'),
    microphone: fc.constantFrom('live', 'muted', 'lost'),
    label: text,
  }),
  storage: fc.record({
    type: fc.constant('storage'),
    storage: fc.constantFrom('waiting', 'safe', 'failing'),
  }),
  shared: fc.record({ type: fc.constant('shared'), shared: fc.boolean() }),
  watched: fc.record({
    type: fc.constant('watched'),
    warnings: fc.subarray(['silent', 'audio-stopped', 'encoder-stuck', 'long', 'overrun'] as const),
  }),
  happened: fc.record({
    type: fc.constant('happened'),
    warning: fc.constantFrom({ kind: 'share-ended' } as const, { kind: 'interrupted', seconds: 5 } as const),
  }),
  seen: fc.constant({ type: 'seen' }),
  stop: fc.record({
    type: fc.constant('stop'),
    reason: fc.constantFrom('user', 'recorder-failed', 'storage-full'),
  }),
  sealed: fc.constant({ type: 'sealed' }),
  ended: fc.record({
    type: fc.constant('ended'),
    problem: fc.constantFrom(undefined, 'denied', 'storage', 'nothing-recorded'),
  }),
  dismiss: fc.constant({ type: 'dismiss' }),
};
const anyEvent = fc.oneof(...(Object.values(events) as fc.Arbitrary<RecorderEvent>[]));

describe('recorder state', () => {
  for (const { event, from, to } of steps) {
    for (const phase of phases) {
      const legal = from.includes(phase);
      test(`${event.type} ${legal ? 'changes' : 'leaves'} ${phase}`, () => {
        const before = states[phase];
        const after = transition(before, event);
        if (legal) expect(after).toEqual(typeof to === 'function' ? to(before) : to);
        else expect(after).toBe(before);
      });
    }
  }

  test('a problem is shown until it is dismissed or the next start', () => {
    const failed: RecorderState = { phase: 'idle', problem: 'busy' };
    expect(transition(failed, { type: 'dismiss' })).toEqual(initialState);
    expect(transition(failed, { type: 'start', name: 'x' }).phase).toBe('preparing');
  });

  test('an event that repeats the state changes nothing', () => {
    const { recording: state } = states;
    expect(transition(state, { type: 'storage', storage: 'waiting' })).toBe(state);
    expect(transition(state, { type: 'shared', shared: false })).toBe(state);
    expect(transition(state, { type: 'microphone', microphone: 'live', label: 'Headset' })).toBe(state);
  });

  test('a microphone that comes back is reported, until that is seen or it is lost again', () => {
    const lost = transition(states.recording, { type: 'microphone', microphone: 'lost', label: 'Headset' });
    const back = transition(lost, { type: 'microphone', microphone: 'live', label: 'Headset' });
    expect(back).toMatchObject({
      microphone: 'live',
      warnings: [{ kind: 'microphone-back', microphone: 'Headset' }],
    });
    expect(transition(back, { type: 'seen' })).toEqual(states.recording);
    expect(transition(states.recording, { type: 'seen' })).toBe(states.recording);
    const again = transition(back, { type: 'microphone', microphone: 'lost', label: 'Headset' });
    expect(again).toMatchObject({ microphone: 'lost', warnings: [] });
  });

  test('what the watchdog finds ends with the recording; what has happened stays until it is seen', () => {
    const happened = transition(states.recording, { type: 'happened', warning: { kind: 'share-ended' } });
    const warned = transition(happened, { type: 'watched', warnings: ['encoder-stuck', 'long'] });
    expect(warned).toMatchObject({
      warnings: [{ kind: 'encoder-stuck' }, { kind: 'long' }, { kind: 'share-ended' }],
    });
    expect(transition(warned, { type: 'seen' })).toMatchObject({
      warnings: [{ kind: 'encoder-stuck' }, { kind: 'long' }],
    });
    expect(transition(warned, { type: 'stop', reason: 'user' })).toEqual({
      ...states.stopping,
      warnings: [{ kind: 'share-ended' }],
    });
  });

  test('of what has happened the latest is reported', () => {
    const first = transition(states.recording, { type: 'happened', warning: { kind: 'share-ended' } });
    const second = transition(first, { type: 'happened', warning: { kind: 'share-silent' } });
    expect(second).toMatchObject({ warnings: [{ kind: 'share-silent' }] });
  });

  test('the reason for stopping reaches the end', () => {
    const stopping = transition(states.paused, { type: 'stop', reason: 'storage-full' });
    expect(transition(stopping, { type: 'sealed' })).toMatchObject({
      phase: 'sealed',
      reason: 'storage-full',
    });
  });

  test('random events never reach an undefined state', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (sequence) => {
        let state: RecorderState = initialState;
        for (const event of sequence) {
          const next = transition(state, event);
          expect(phases).toContain(next.phase);
          // The microphone is in use from `started` to the end, for one recording, and only there.
          if (isLive(next) && isLive(state)) expect(next.recording.id).toBe(state.recording.id);
          if (isLive(next) && !isLive(state)) expect(event).toMatchObject({ type: 'started' });
          expect(canStart(next) && isLive(next)).toBe(false);
          // No way leads back from stopping to recording.
          if (state.phase === 'stopping') expect(['stopping', 'sealed', 'idle']).toContain(next.phase);
          state = next;
        }
      }),
      { numRuns: 500 },
    );
  });
});
