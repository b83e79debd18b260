import type { IncomingHttpHeaders } from 'node:http';
import { type PersonLanguage, personLanguages } from './texts.ts';

/**
 * Whether a person is going to see the response as a page: the browser says that it is navigating or, where it does not
 * say, asks for HTML. A page's script does neither.
 */
export function isNavigation(headers: IncomingHttpHeaders): boolean {
  const mode = headers['sec-fetch-mode'];
  if (mode !== undefined) return mode === 'navigate';
  return listed(headers.accept).some(({ name, quality }) => name === 'text/html' && quality > 0);
}

/** Returns a person's language as far as the browser says: its favourite among those that exist here. */
export function languageOf(headers: IncomingHttpHeaders): PersonLanguage {
  // The sort is stable: order decides between equals.
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
