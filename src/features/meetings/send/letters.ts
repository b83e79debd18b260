import { wholeCharacters } from '#contract/whole-characters.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import {
  type DocumentLanguage,
  type DocumentTexts,
  isDocumentLanguage,
} from '#src/i18n/document-languages.ts';
import { browserTimeZone, intl } from '#src/lib/intl.ts';
import { plainText } from '#src/lib/text-parts.ts';
import { carries } from '#src/services/conversations/carries.ts';
import { type Chosen, chosenWay, type Recipient, type Way } from '../shared/reach.ts';
import { type Letter, longestSubject } from './letter.ts';
import { type MessagePart, messageParts, messageText } from './message-text.ts';
import type { SendDraft } from './send-draft.ts';
import type { Minutes } from './use-minutes.ts';

/** The language in which the meeting was held, as far as there are documents in it. */
export function ownLanguageOf(
  { locale }: Pick<Meeting, 'locale'>,
  otherwise: DocumentLanguage,
): DocumentLanguage {
  const [language] = (locale ?? '').split('-');
  return isDocumentLanguage(language) ? language : otherwise;
}

interface LetterOptions {
  readonly minutes: Minutes;
  readonly draft: SendDraft;
  /** The file, where there is one. */
  readonly pdf: { readonly name: string; readonly address: string } | undefined;
  /** Whether clients can fetch it through a link. */
  readonly sharing: boolean;
  /** When its link will have ended. */
  readonly until: Date;
}

/** Under what an edited text is kept: a text message is another text than the one for other ways. */
export const draftKey = (recipient: string, way: Way): string =>
  way.kind === 'text' ? `${recipient} text` : recipient;

/** What a text message has room for. */
const textParts: readonly MessagePart[] = ['decisions', 'todos'];

/** The messages to those who are chosen: as edited, else made from the minutes. */
export function lettersOf(
  recipients: readonly Recipient[],
  chosen: Chosen,
  { minutes: { file, texts }, draft, pdf, sharing, until }: LetterOptions,
): readonly Letter[] {
  const parts = messageParts.filter((part) => !draft.without.includes(part));
  const timeZone = browserTimeZone();
  const label = linkLabel(texts, until, timeZone);
  return recipients.flatMap((recipient): Letter[] => {
    const { id, name, names } = recipient;
    const way = chosenWay(recipient, chosen);
    if (!way) return [];
    const edited = draft.texts[draftKey(id, way)];
    const isText = way.kind === 'text';
    const made = () => {
      const shown = isText ? parts.filter((part) => textParts.includes(part)) : parts;
      const text = messageText(file, texts, { parts: shown, names, timeZone });
      return isText ? plainText(text) : text;
    };
    const goesAlong = way.kind === 'email' || sharing;
    const inText = isText || (way.kind === 'messenger' && !carries(way.transport, 'pdf'));
    return [
      {
        recipient: id,
        name,
        way,
        text: edited ?? made(),
        isEdited: edited !== undefined,
        subject: way.kind === 'email' ? (draft.subject ?? subjectOf(file, texts)) : undefined,
        pdf: goesAlong && pdf ? { ...pdf, label: isText ? plainText(label) : label, inText } : undefined,
      },
    ];
  });
}

/** What an e-mail is about, unless someone wrote something else. */
function subjectOf({ minutes: { meeting }, status }: Minutes['file'], { t }: DocumentTexts): string {
  const subject = t('message.subject', { meeting: meeting.name ?? t('untitled') });
  const whole = status === 'approved' ? subject : `${subject} (${t('message.draft')})`;
  return wholeCharacters(whole, longestSubject);
}

const linkLabel = ({ t, locale }: DocumentTexts, until: Date, timeZone: string) =>
  t('message.link', {
    date: intl.dateTime(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(until),
  });
