import { longestBy, type Way } from './reach.ts';

/** The message to one recipient. */
export interface Letter {
  readonly recipient: string;
  readonly name: string;
  readonly way: Way;
  readonly text: string;
  readonly isEdited: boolean;
  /** Of an e-mail. */
  readonly subject: string | undefined;
  /** What is sent beside or below the text. */
  readonly pdf:
    | { readonly name: string; readonly address: string; readonly label: string; readonly inText: boolean }
    | undefined;
}

/** Characters of the subject of an e-mail. */
export const longestSubject = 255;

/** Characters that a link takes in a text, with what stands before it. */
const linkLength = 200;

/** Whether a message fits into its channel. */
export const isTooLong = ({ text, way, pdf }: Letter): boolean =>
  text.length + (pdf?.inText ? linkLength : 0) > longestBy(way);
