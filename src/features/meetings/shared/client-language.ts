import {
  type DocumentLanguage,
  documentLanguageOf,
  isDocumentLanguage,
} from '#src/i18n/document-languages.ts';
import { list, text } from '#src/lib/reader.ts';
import { kept } from '#src/lib/storage/kept.ts';
import type { Recipient } from './reach.ts';

/** In which languages clients were written to last, by ids of recipients. */
export type LastLanguages = ReadonlyMap<string, DocumentLanguage>;

/** Clients whose language this browser remembers for a person. */
const mostKept = 1_000;

const keyOf = (user: string) => `claritalk.replies.${user}.languages` as const;

export function lastLanguages(user: string): LastLanguages {
  try {
    const wire: unknown = JSON.parse(kept.read(keyOf(user)) ?? '[]');
    return new Map(
      list(wire, (pair) => {
        const [recipient, language] = list(pair, text);
        return recipient !== undefined && isDocumentLanguage(language)
          ? ([recipient, language] as const)
          : undefined;
      }),
    );
  } catch {
    return new Map();
  }
}

/** What clients are written to in from now on, unless something else is chosen. */
export function keepLanguages(user: string, written: LastLanguages): void {
  const known = [...lastLanguages(user)].filter(([recipient]) => !written.has(recipient));
  kept.write(keyOf(user), JSON.stringify([...known, ...written].slice(-mostKept)));
}

/** The language in which someone is written to: as last time, else as they chose at Courier, else that of the meeting. */
export const clientLanguage = (
  { id, person }: Pick<Recipient, 'id' | 'person'>,
  last: LastLanguages,
  ofMeeting: DocumentLanguage,
): DocumentLanguage => last.get(id) ?? documentLanguageOf(person?.locale) ?? ofMeeting;
