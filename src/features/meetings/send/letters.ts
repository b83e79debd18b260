import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import {
  type DocumentLanguage,
  type DocumentTexts,
  isDocumentLanguage,
} from '#src/i18n/document-languages.ts';
import { browserTimeZone, intl } from '#src/lib/intl.ts';
import type { Letter } from './message-fields.tsx';
import { messageParts, messageText } from './message-text.ts';
import { carriesPdf, type Recipient } from './reach.ts';
import type { Chosen } from './recipient-fields.tsx';
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
  /** When its link will have ended. */
  readonly until: Date;
}

/** The messages to those who are chosen: as edited, else made from the minutes. */
export function lettersOf(
  recipients: readonly Recipient[],
  chosen: Chosen,
  { minutes: { file, texts }, draft, pdf, until }: LetterOptions,
): readonly Letter[] {
  const parts = messageParts.filter((part) => !draft.without.includes(part));
  const timeZone = browserTimeZone();
  const label = linkLabel(texts, until, timeZone);
  return recipients.flatMap(({ client, ways }): Letter[] => {
    const way = ways[chosen.get(client.id) ?? -1];
    if (!way) return [];
    const { transport } = way;
    const edited = draft.texts[client.id];
    const names = client.attendee === undefined ? [client.name] : [client.attendee, client.name];
    return [
      {
        client: client.id,
        name: client.name,
        transport,
        text: edited ?? messageText(file, texts, { parts, names, timeZone }),
        isEdited: edited !== undefined,
        pdf: pdf && { ...pdf, label, inText: !carriesPdf(transport) },
      },
    ];
  });
}

const linkLabel = ({ t, locale }: DocumentTexts, until: Date, timeZone: string) =>
  t('message.link', {
    date: intl.dateTime(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(until),
  });
