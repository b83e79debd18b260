/** A mark after thirty others that belong to the same letter. */
const maxMarks = /\p{M}{30}(?=\p{M})/gu;
const graphemeJoiner = '\u034f';

/**
 * Returns a text in one of Unicode's normal forms, in linear time: engines sort a letter's marks by insertion, and
 * 40,000 of them would block the page for seconds. Runs of more than thirty are split first, which is Unicode's own
 * Stream-Safe Text Format (https://unicode.org/reports/tr15/#Stream_Safe_Text_Format); no word has as many.
 */
export const normalForm = (text: string, form: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): string =>
  (text.length > 30 ? text.replace(maxMarks, `$&${graphemeJoiner}`) : text).normalize(form);
