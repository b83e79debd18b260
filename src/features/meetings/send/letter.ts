import { withLink } from '#src/api/courier/send-text.ts';
import { linkPlaceholder } from '#src/api/gateway/shared-files.ts';
import type { DocumentLanguage } from '#src/i18n/document-languages.ts';
import { longestBy, type Way } from '../shared/reach.ts';

/** The message to one recipient. */
export interface Letter {
  readonly recipient: string;
  readonly name: string;
  readonly way: Way;
  readonly language: DocumentLanguage;
  readonly text: string;
  readonly isEdited: boolean;
  /** Of an e-mail. */
  readonly subject: string | undefined;
  /** What is sent beside or below the text. */
  readonly pdf: (MadePdf & { readonly label: string; readonly inText: boolean }) | undefined;
}

/** The minutes as they go along, with an address where they can be looked at before. */
export interface MadePdf {
  readonly name: string;
  readonly content: Blob;
  readonly address: string;
}

/** Characters of the subject of an e-mail. */
export const longestSubject = 255;

/** The text as it is sent: with a link as long as the one that it will have. */
export const wholeText = ({ text, pdf }: Pick<Letter, 'text' | 'pdf'>): string =>
  pdf?.inText ? withLink(text, pdf.label, linkPlaceholder()) : text;

/** Whether a message fits into its channel. */
export const isTooLong = (letter: Letter): boolean => wholeText(letter).length > longestBy(letter.way);
