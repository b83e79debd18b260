import type { ImportedMessage } from '#src/api/chat2desk/administration/external-channel.ts';

/** A message of the past as it is filled in. */
export interface Draft {
  readonly key: string;
  /** `2026-01-31T09:30` in the reader's zone, as the browser's field has it. */
  readonly at: string;
  readonly type: ImportedMessage['type'];
  readonly text: string;
}

export const emptyDraft = (type: ImportedMessage['type'] = 'from_client'): Draft => ({
  key: crypto.randomUUID(),
  at: '',
  type,
  text: '',
});

export type DraftProblem = 'at' | 'future' | 'text';

/** What is wrong with a message; undefined for one that can be imported. @param now milliseconds since the epoch */
export function problemOf({ at, text }: Draft, now: number): DraftProblem | undefined {
  const time = new Date(at).getTime();
  if (Number.isNaN(time)) return 'at';
  if (time > now) return 'future';
  return text.trim() === '' ? 'text' : undefined;
}

/** Messages as they are sent, the oldest first. Those that nothing was filled in for are left out. */
export const messagesOf = (drafts: readonly Draft[]): readonly ImportedMessage[] =>
  drafts
    .filter((draft) => !isEmpty(draft))
    .map(({ at, type, text }) => ({ at: new Date(at), type, text: text.trim() }))
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());

export const isEmpty = ({ at, text }: Draft): boolean => at === '' && text.trim() === '';
