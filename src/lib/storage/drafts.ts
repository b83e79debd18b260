import { kept } from './kept.ts';

/**
 * What a person has written and the server has not received yet, kept on this device until it has: see
 * docs/decisions/009-review.md for what may be kept here. Drafts belong to a person; those of others stay unread. Every
 * function works without storage (forbidden, full): it then reports that nothing is kept.
 */
const keyOf = (userUuid: string, name: string) => `claritalk.draft.${userUuid}.${name}` as const;

/** A draft as it was kept; undefined when there is none or it cannot be read. */
export function readDraft(userUuid: string, name: string): unknown {
  try {
    const draft = kept.read(keyOf(userUuid, name));
    return draft === null ? undefined : JSON.parse(draft);
  } catch {
    return undefined;
  }
}

/** Returns whether this device now has the given draft. Undefined removes it. */
export function keepDraft(userUuid: string, name: string, draft: unknown): boolean {
  return kept.write(keyOf(userUuid, name), draft === undefined ? null : JSON.stringify(draft));
}

/** Names of a person's drafts. */
export const draftsOf = (userUuid: string): string[] =>
  namesOf(userUuid).filter((name) => !name.startsWith(note));

/** A name with this prefix is not a draft but a note about one, which is removed with it. */
const note = '.';

function namesOf(userUuid: string): string[] {
  const own = keyOf(userUuid, '');
  return kept.keys().flatMap((key) => (key.startsWith(own) ? [key.slice(own.length)] : []));
}

/** A note that is removed with a person's drafts and is not one itself. */
export function draftNote<V>(
  userUuid: string,
  name: string,
  read: (wire: unknown) => V | undefined,
): Kept<V> {
  return {
    read: () => read(readDraft(userUuid, note + name)),
    write: (value) => keepDraft(userUuid, note + name, value),
  };
}

/** A value that this device keeps. */
export interface Kept<V> {
  readonly read: () => V | undefined;
  /** Returns whether this device now has the given value. Undefined removes it. */
  readonly write: (value: V | undefined) => boolean;
}

/** Calls back when another tab changes a draft. Returns how to stop. */
export function watchDraft(userUuid: string, name: string, onChange: () => void): () => void {
  const listener = (event: StorageEvent) => {
    if (event.key === keyOf(userUuid, name)) onChange();
  };
  window.addEventListener('storage', listener);
  return () => window.removeEventListener('storage', listener);
}

/** Removes everything that this device kept of a person. */
export function dropDrafts(userUuid: string): void {
  for (const name of namesOf(userUuid)) keepDraft(userUuid, name, undefined);
}
