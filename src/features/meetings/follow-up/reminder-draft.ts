import { text } from '#src/lib/reader.ts';
import { keepDraft, readDraft } from '#src/lib/storage/drafts.ts';

const nameOf = (recipient: string) => `.reminder.${recipient}`;

/** What a person has written to a client in place of the suggested reminder, on this device; undefined for nothing. */
export const readReminder = (user: string, recipient: string): string | undefined =>
  text(readDraft(user, nameOf(recipient)));

export const keepReminder = (user: string, recipient: string, said: string | undefined): boolean =>
  keepDraft(user, nameOf(recipient), said);
