import { JoinError } from '#src/lib/container/run-format.ts';
import { SpoolError } from '../model/spool-error.ts';
import type { RecorderProblem } from '../model/state.ts';

/** Thrown where the reason is already known. */
export class RecorderFailure extends Error {
  override readonly name = 'RecorderFailure';
  readonly problem: RecorderProblem;

  constructor(problem: RecorderProblem, options?: ErrorOptions) {
    super(problem, options);
    this.problem = problem;
  }
}

// https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia
const problemOfName: Readonly<Record<string, RecorderProblem>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'no-device',
  OverconstrainedError: 'no-device',
  NotReadableError: 'busy',
  AbortError: 'busy',
  NotSupportedError: 'unsupported',
};

/** Why something failed on the way to a recording, in the words of the interface. */
export function problemOf(error: unknown): RecorderProblem {
  if (error instanceof RecorderFailure) return error.problem;
  if (error instanceof SpoolError) return 'storage';
  if (error instanceof JoinError) return 'not-continuable';
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
  return problemOfName[name] ?? 'unexpected';
}
