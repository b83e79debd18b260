import { kept } from './kept.ts';

/**
 * What a person has written and the server has not taken yet, kept on this device until it has: see
 * docs/decisions/009-review.md for what may be kept here. Drafts belong to a person; those of others stay
 * unread. Every function works without storage (forbidden, full): it then answers that nothing is kept.
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

/** Keeps a draft, or removes it when it is undefined. Answers whether this device now holds what was given. */
export function keepDraft(userUuid: string, name: string, draft: unknown): boolean {
  return kept.write(keyOf(userUuid, name), draft === undefined ? null : JSON.stringify(draft));
}

/** Names of a person's drafts. */
export const draftsOf = (userUuid: string): string[] =>
  namesOf(userUuid).filter((name) => !name.startsWith(note));

/** A name that begins so is no draft: a note about one, which goes with it. */
const note = '.';

function namesOf(userUuid: string): string[] {
  const own = keyOf(userUuid, '');
  return kept.keys().flatMap((key) => (key.startsWith(own) ? [key.slice(own.length)] : []));
}

/** A note that goes with a person's drafts and is none itself. */
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
  /** Undefined removes it. Answers whether this device now holds what was given. */
  readonly write: (value: V | undefined) => boolean;
}

/** Tells when another tab changes a draft. Answers how to stop. */
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
