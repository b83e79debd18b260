import type { Method } from '#contract/operation.ts';
import { type Refusal, refusal } from '../http/refusal.ts';

/** A path that no documentation confirms. */
export interface GuessedPath {
  readonly method: Method;
  /** With its placeholders. */
  readonly template: string;
}

/**
 * What a response says about a guessed path; undefined where it says nothing. A 404 for one of many may mean that this one
 * is gone.
 *
 * @param said what is wrong, in the words of the system, if it has some
 */
export function unknownPath(
  system: string,
  { method, template }: GuessedPath,
  status: number,
  said: string | undefined,
): Refusal | undefined {
  const values = { system, path: `${method} ${template}` };
  if (status === 405 || (status === 404 && !template.includes(':'))) return refusal('path-unknown', values);
  return status === 404 ? refusal('path-or-item-unknown', { ...values, said: said ?? '404' }) : undefined;
}
