import type { RefusalReason } from '#contract/gateway/refusals.ts';
import type { ApiErrorKind } from '#src/api/client/errors.ts';
import { readRefusal } from '#src/api/client/refusal.ts';
import { fields, text } from '#src/lib/reader.ts';

export type StepState = 'waiting' | 'running' | 'done' | 'failed';

/** Why a step failed: the gateway's reason for refusing it, or the server's own words. */
export interface StepFailure {
  readonly kind: ApiErrorKind;
  readonly refusal?: RefusalReason;
  readonly said: string | undefined;
}

/** One thing of a job that is done at the server. */
export interface JobStep {
  /** Names it within its job, also after a reload. */
  readonly key: string;
  readonly state: StepState;
  /** An earlier try had no answer: it may have been done. */
  readonly unsure: boolean;
  readonly failure: StepFailure | undefined;
}

/** Several things to do, in their order, kept over a reload. */
export interface Job<Step extends JobStep = JobStep> {
  readonly id: string;
  readonly steps: readonly Step[];
}

/** How a step begins that nobody has tried. */
export const untried = { state: 'waiting', unsure: false, failure: undefined } as const;

/** How many steps are in each state. */
export function countSteps({ steps }: Pick<Job, 'steps'>): Readonly<Record<StepState | 'total', number>> {
  const count = { total: steps.length, waiting: 0, running: 0, done: 0, failed: 0 };
  for (const { state } of steps) count[state] += 1;
  return count;
}

export const isFinished = ({ steps }: Pick<Job, 'steps'>): boolean =>
  steps.every(({ state }) => state === 'done');

const states: readonly StepState[] = ['waiting', 'running', 'done', 'failed'];

const kinds = {
  network: true,
  timeout: true,
  aborted: true,
  'signed-out': true,
  forbidden: true,
  'not-found': true,
  conflict: true,
  invalid: true,
  'too-large': true,
  'rate-limited': true,
  server: true,
} as const satisfies Record<ApiErrorKind, true>;

const isKind = (value: string): value is ApiErrorKind => Object.hasOwn(kinds, value);

/** A step in the form in which it is kept: plans of templates have always named the kind of a failure only. */
export const storedStep = <Step extends JobStep>({ failure, ...step }: Step) => ({
  ...step,
  failure: failure?.kind,
  said: failure?.said,
  refusal: failure?.refusal,
});

/**
 * The state of a step, as this or an earlier version kept it (invitations were kept with both parts of a failure in
 * one). Undefined for anything but a step.
 */
export function readStep(stored: unknown): JobStep | undefined {
  const step = fields(stored);
  const key = text(step.key);
  if (key === undefined) return undefined;
  const state = states.find((known) => known === step.state);
  // The page went away while it was in progress: nobody knows how it ended.
  const isOpen = state === undefined || state === 'running';
  return {
    key,
    state: isOpen ? 'waiting' : state,
    unsure: step.unsure === true || isOpen,
    failure: state === 'failed' ? readFailure(step) : undefined,
  };
}

function readFailure(step: Readonly<Record<string, unknown>>): StepFailure {
  const both = fields(step.failure);
  const kind = text(step.failure) ?? text(both.kind) ?? '';
  const refusal = readRefusal(step.refusal);
  return {
    kind: isKind(kind) ? kind : 'server',
    said: text(step.said) ?? text(both.said),
    ...(refusal ? { refusal } : {}),
  };
}
