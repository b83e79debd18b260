import type { StoredRecording } from '../model/recording.ts';
import type { UploadProblem } from '../model/upload-state.ts';

/** The gateway's own lower limit; a server that accepts no chunk of this size accepts none at all. */
const smallestBytes = 1024;
/** The documented response to a chunk above 5 MB is a 400 without a code, so smaller chunks are tried this often. */
const guesses = 2;

/** Half of what was refused, in whole bytes; undefined when that no longer makes sense. */
export function halfOf(refusedBytes: number): number | undefined {
  return refusedBytes >= 2 * smallestBytes ? Math.ceil(refusedBytes / 2) : undefined;
}

/**
 * Whether a refused chunk may have been too large. 413 says so. 400 has many reasons and Claritalk names them in words
 * only, so smaller chunks are tried a few times: while the server has accepted nothing that costs nothing.
 */
export function mayBeTooLarge(problem: UploadProblem, cuts: number): boolean {
  return problem.kind === 'too-large' || (problem.kind === 'invalid' && cuts < guesses);
}

/** Whether the server has taken chunks of this size, so that the rest cannot be cut smaller for the same meeting. */
export const isCommitted = ({ acknowledgedChunks }: StoredRecording): boolean => acknowledgedChunks > 0;
