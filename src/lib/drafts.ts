/**
 * What a person has written and the server has not taken yet, kept on this device until it has: see
 * docs/decisions/009-review.md for what may be kept here. Drafts belong to a person; those of others stay
 * unread. Every function works without storage (forbidden, full): it then answers that nothing is kept.
 */
const prefix = 'claritalk.draft.';
const keyOf = (userUuid: string, name: string) => `${prefix}${userUuid}.${name}`;

/** A draft as it was kept; undefined when there is none or it cannot be read. */
export function readDraft(userUuid: string, name: string): unknown {
  try {
    const kept = localStorage.getItem(keyOf(userUuid, name));
    return kept === null ? undefined : JSON.parse(kept);
  } catch {
    return undefined;
  }
}

/** Keeps a draft, or removes it when it is undefined. Answers whether this device now holds what was given. */
export function keepDraft(userUuid: string, name: string, draft: unknown): boolean {
  try {
    if (draft === undefined) localStorage.removeItem(keyOf(userUuid, name));
    else localStorage.setItem(keyOf(userUuid, name), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** Names of a person's drafts. */
export function draftsOf(userUuid: string): string[] {
  try {
    const own = keyOf(userUuid, '');
    return Object.keys(localStorage).flatMap((key) => (key.startsWith(own) ? [key.slice(own.length)] : []));
  } catch {
    return [];
  }
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
  for (const name of draftsOf(userUuid)) keepDraft(userUuid, name, undefined);
}
