/**
 * Returns any text as part of an address. Half a character, which programs leave that cut text between its code units,
 * becomes U+FFFD: `encodeURIComponent` would throw, and a page that draws a link would be gone.
 */
export const urlText = (text: string | number): string => encodeURIComponent(String(text).toWellFormed());
