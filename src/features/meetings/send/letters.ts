import { wholeCharacters } from '#contract/whole-characters.ts';
import type { DocumentLanguage, DocumentTexts } from '#src/i18n/document-languages.ts';
import { browserTimeZone, intl } from '#src/lib/intl.ts';
import { plainText } from '#src/lib/text-parts.ts';
import { carries } from '#src/services/conversations/carries.ts';
import type { MinutesFile } from '../export/minutes-file.ts';
import { type Chosen, chosenWay, type Recipient, type Way } from '../shared/reach.ts';
import { type Letter, longestSubject, type MadePdf } from './letter.ts';
import { type MessagePart, messageParts, messageText } from './message-text.ts';
import type { SendDraft } from './send-draft.ts';

interface LetterOptions {
  readonly file: MinutesFile;
  readonly languageOf: (recipient: Recipient) => DocumentLanguage;
  /** By language, as far as they have arrived. */
  readonly texts: ReadonlyMap<DocumentLanguage, DocumentTexts>;
  readonly draft: SendDraft;
  /** By language, those that go along. */
  readonly pdfs: ReadonlyMap<DocumentLanguage, MadePdf>;
  /** Whether clients can fetch it through a link. */
  readonly sharing: boolean;
  /** When its link will have ended. */
  readonly until: Date;
}

/** Under what an edited text is kept: each language has its own, and so have text messages. */
export const draftKey = (recipient: string, way: Way, language: DocumentLanguage): string =>
  `${recipient} ${language}${way.kind === 'text' ? ' text' : ''}`;

/** What a text message has room for. */
const textParts: readonly MessagePart[] = ['decisions', 'todos'];

/** Whether the minutes can go along on a way, by themselves or through a link that can be fetched. */
export const takesPdf = (way: Way, sharing: boolean): boolean => way.kind === 'email' || sharing;

/** The messages to those who are chosen, each in their language: as edited, else made from the minutes. */
export function lettersOf(
  recipients: readonly Recipient[],
  chosen: Chosen,
  { file, languageOf, texts: known, draft, pdfs, sharing, until }: LetterOptions,
): readonly Letter[] {
  const parts = messageParts.filter((part) => !draft.without.includes(part));
  const timeZone = browserTimeZone();
  return recipients.flatMap((recipient): Letter[] => {
    const { id, name, names } = recipient;
    const way = chosenWay(recipient, chosen);
    const language = languageOf(recipient);
    const texts = known.get(language);
    if (!way || !texts) return [];
    const edited = draft.texts[draftKey(id, way, language)];
    const isText = way.kind === 'text';
    const made = () => {
      const shown = isText ? parts.filter((part) => textParts.includes(part)) : parts;
      const text = messageText(file, texts, { parts: shown, names, timeZone });
      return isText ? plainText(text) : text;
    };
    const label = linkLabel(texts, until, timeZone);
    const pdf = takesPdf(way, sharing) ? pdfs.get(language) : undefined;
    const inText = isText || (way.kind === 'messenger' && !carries(way.transport, 'pdf'));
    return [
      {
        recipient: id,
        name,
        way,
        language,
        text: edited ?? made(),
        isEdited: edited !== undefined,
        subject: way.kind === 'email' ? (draft.subjects[language] ?? subjectOf(file, texts)) : undefined,
        pdf: pdf && { ...pdf, label: isText ? plainText(label) : label, inText },
      },
    ];
  });
}

/** What an e-mail is about, unless someone wrote something else. */
function subjectOf({ minutes: { meeting }, status }: MinutesFile, { t }: DocumentTexts): string {
  const subject = t('message.subject', { meeting: meeting.name ?? t('untitled') });
  const whole = status === 'approved' ? subject : `${subject} (${t('message.draft')})`;
  return wholeCharacters(whole, longestSubject);
}

const linkLabel = ({ t, locale }: DocumentTexts, until: Date, timeZone: string) =>
  t('message.link', {
    date: intl.dateTime(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(until),
  });
