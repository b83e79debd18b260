import type { IncomingHttpHeaders } from 'node:http';
import { type PersonLanguage, personLanguages } from './texts.ts';

/**
 * Whether an answer is going to be looked at by a person, as a page: the browser says that it navigates, or, where it
 * says nothing of the kind, asks for HTML. A script of the page does neither.
 */
export function isNavigation(headers: IncomingHttpHeaders): boolean {
  const mode = headers['sec-fetch-mode'];
  if (mode !== undefined) return mode === 'navigate';
  return listed(headers.accept).some(({ name, quality }) => name === 'text/html' && quality > 0);
}

/** The language of a person, as far as the browser tells: the one that it likes best of those that exist here. */
export function languageOf(headers: IncomingHttpHeaders): PersonLanguage {
  // As long as it is, the order decides between equals.
  const liked = listed(headers['accept-language']).sort((one, other) => other.quality - one.quality);
  for (const { name, quality } of liked) {
    const known = personLanguages.find((language) => language === name.split('-', 1)[0]);
    if (known && quality > 0) return known;
  }
  return 'en';
}

/** Items of a header like `Accept`, lower case, with their quality (RFC 9110, section 12.4.2). */
function listed(header: string | undefined): { readonly name: string; readonly quality: number }[] {
  return (header ?? '').split(',').map((item) => {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { name, quality: quality === undefined ? 1 : Number(quality) || 0 };
  });
}
