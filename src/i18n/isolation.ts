/** Letters of scripts that run from right to left, and the characters that steer direction (Unicode, UAX #9). */
const turns =
  /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Embeddings, overrides and isolates; one that is never closed would affect what follows. */
const steering = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * A person's text for use within a sentence of the interface: right-to-left text neither reorders the words around it
 * nor is reordered by them. Left-to-right texts stay as they are.
 */
export const isolated = (text: string): string =>
  turns.test(text) ? `\u2068${text.replaceAll(steering, '')}\u2069` : text;

/** A sentence without isolation, for where it becomes a name, a file or a document. */
export const withoutIsolation = (sentence: string): string => sentence.replaceAll(/[\u2066-\u2069]/g, '');
