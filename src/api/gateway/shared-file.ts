import { sharedFileStates } from '#contract/gateway/shared-files.ts';
import { fields, instant, number } from '#src/lib/reader.ts';

/** A PDF that a client can fetch through a link. */
export interface SharedFile {
  readonly id: number;
  readonly state: (typeof sharedFileStates)[number];
  /** How often it was fetched. */
  readonly fetched: number;
  readonly until: Date | undefined;
}

export function normaliseSharedFile(wire: unknown): SharedFile | undefined {
  const one = fields(wire);
  const id = number(one.id);
  const state = sharedFileStates.find((known) => known === one.state);
  if (id === undefined || state === undefined) return undefined;
  return { id, state, fetched: number(one.fetched) ?? 0, until: instant(one.until) };
}
