import { type DocumentLanguage, documentLanguages } from '#src/i18n/document-languages.ts';
import { fields, text } from '#src/lib/reader.ts';
import { keepDraft, readDraft } from '#src/lib/storage/drafts.ts';

const nameOf = (recipient: string) => `.reminder.${recipient}`;

/** Texts by language. */
export type Reminders = Readonly<Partial<Record<DocumentLanguage, string>>>;

/** What a person has written to a client in place of the suggested reminder, on this device. */
export function readReminders(user: string, recipient: string): Reminders {
  const kept = readDraft(user, nameOf(recipient));
  const written = documentLanguages.flatMap((language) => {
    // Drafts of before had one text, whatever the language.
    const said = text(kept) ?? text(fields(kept)[language]);
    return said === undefined ? [] : [[language, said] as const];
  });
  return Object.fromEntries(written);
}

export const keepReminders = (user: string, recipient: string, said: Reminders): boolean =>
  keepDraft(user, nameOf(recipient), Object.keys(said).length === 0 ? undefined : said);
