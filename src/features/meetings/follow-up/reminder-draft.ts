import { text } from '#src/lib/reader.ts';
import { keepDraft, readDraft } from '#src/lib/storage/drafts.ts';

const nameOf = (client: number) => `.reminder.${client}`;

/** What a person has written to a client in place of the suggested reminder, on this device; undefined for nothing. */
export const readReminder = (user: string, client: number): string | undefined =>
  text(readDraft(user, nameOf(client)));

export const keepReminder = (user: string, client: number, said: string | undefined): boolean =>
  keepDraft(user, nameOf(client), said);
