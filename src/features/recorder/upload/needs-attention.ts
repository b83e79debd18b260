import type { UploadProblem } from '../model/upload-state.ts';

/** The upload stopped at something that only a person can resolve. */
export class NeedsAttention extends Error {
  override readonly name = 'NeedsAttention';
  readonly problem: UploadProblem;

  constructor(problem: UploadProblem, cause: unknown) {
    super(problem.message ?? problem.kind, { cause });
    this.problem = problem;
  }
}
