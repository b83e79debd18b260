import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countSteps,
  isFinished,
  type JobStep,
  readStep,
  type StepState,
  storedStep,
  untried,
} from './job.ts';

const step = (key: string, state: StepState): JobStep => ({ ...untried, key, state });

describe('a job', () => {
  it('counts its steps by state and is finished when all are done', () => {
    const steps = [step('a', 'done'), step('b', 'failed'), step('c', 'waiting'), step('d', 'done')];
    expect(countSteps({ steps })).toEqual({ total: 4, waiting: 1, running: 0, done: 2, failed: 1 });
    expect(isFinished({ steps })).toBe(false);
    expect(isFinished({ steps: [step('a', 'done')] })).toBe(true);
  });
});

describe('a step that was kept', () => {
  it.each<[string, unknown, JobStep | undefined]>([
    [
      'was under way: nobody knows how it ended',
      { key: 'a', state: 'running', unsure: false },
      { key: 'a', state: 'waiting', unsure: true, failure: undefined },
    ],
    [
      'failed, with the kind alone, as plans of templates were kept',
      { key: 'a', state: 'failed', unsure: false, failure: 'forbidden' },
      { key: 'a', state: 'failed', unsure: false, failure: { kind: 'forbidden', said: undefined } },
    ],
    [
      'failed, with both in one, as invitations were kept',
      { key: 'a', state: 'failed', unsure: true, failure: { kind: 'invalid', said: 'no such role' } },
      { key: 'a', state: 'failed', unsure: true, failure: { kind: 'invalid', said: 'no such role' } },
    ],
    [
      'failed in a way that nobody knows',
      { key: 'a', state: 'failed', failure: 'a later kind' },
      { key: 'a', state: 'failed', unsure: false, failure: { kind: 'server', said: undefined } },
    ],
    [
      'is in a state that nobody knows',
      { key: 'a', state: 'a later one' },
      { key: 'a', state: 'waiting', unsure: true, failure: undefined },
    ],
    ['has no name', { state: 'done' }, undefined],
    ['is none', 'step', undefined],
  ])('%s', (_what, stored, expected) => expect(readStep(stored)).toEqual(expected));

  it('is read as it was written, unless it was under way', () => {
    const kinds = fc.constantFrom(
      'network',
      'conflict',
      'invalid',
      'aborted',
      'too-large',
      'server' as const,
    );
    const said = fc.option(
      fc.string({ minLength: 1 }).filter((words) => words.trim() !== ''),
      { nil: undefined },
    );
    const refusal = fc.record({
      code: fc.constantFrom('user-exists', 'upstream-refused' as const),
      values: fc.dictionary(fc.string({ minLength: 1 }), fc.string()),
    });
    const steps = fc.oneof(
      fc.record({
        key: fc.uuid(),
        state: fc.constantFrom<StepState>('waiting', 'done'),
        unsure: fc.boolean(),
        failure: fc.constant(undefined),
      }),
      fc.record({
        key: fc.uuid(),
        state: fc.constant<StepState>('failed'),
        unsure: fc.boolean(),
        failure: fc.record({ kind: kinds, said, refusal }, { requiredKeys: ['kind', 'said'] }),
      }),
    );
    fc.assert(
      fc.property(steps, (given) => {
        expect(readStep(JSON.parse(JSON.stringify(storedStep(given))))).toEqual(given);
      }),
    );
  });
});
