import { urlText } from '#contract/url-text.ts';

/** What a browser may show; everything else is downloaded. None of these can contain a script. */
const shown: Readonly<Record<string, readonly string[]>> = {
  'image/avif': ['avif'],
  'image/bmp': ['bmp'],
  'image/gif': ['gif'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'audio/aac': ['aac'],
  'audio/amr': ['amr'],
  'audio/flac': ['flac'],
  'audio/mp4': ['m4a'],
  'audio/mpeg': ['mp3'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'audio/wav': ['wav'],
  'audio/webm': ['weba'],
  'video/3gpp': ['3gp'],
  'video/mp4': ['mp4'],
  'video/ogg': ['ogv'],
  'video/quicktime': ['mov'],
  'video/webm': ['webm'],
};

/** Other names of these. */
const sameAs: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'audio/mp3': 'audio/mpeg',
  'audio/opus': 'audio/ogg',
  'audio/wave': 'audio/wav',
  'audio/x-m4a': 'audio/mp4',
  'audio/x-wav': 'audio/wav',
  'application/ogg': 'audio/ogg',
};

const unknown = 'application/octet-stream';
const saysNothing: readonly string[] = ['', unknown, 'binary/octet-stream'];

/** What someone who saves a file finds it called: the end of its address. */
function nameOf(pathname: string): string {
  const last = pathname.split('/').at(-1) ?? '';
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
    // It stays encoded.
  }
  return name.replace(/[\p{Cc}\p{Cf}"*/:<>?\\|]/gu, '');
}

/** RFC 8187: everything but letters, digits and a few signs is encoded. */
export const encoded = (text: string): string =>
  urlText(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Returns the headers that say what a file is and how it is called. What cannot be shown, or is said to be anything
 * that could become a document, is a download without a type.
 *
 * @param told its media type as its host says it.
 * @param pathname of its address.
 */
export function fileHeaders(told: string | undefined, pathname: string): Readonly<Record<string, string>> {
  const [given = ''] = (told ?? '').split(';');
  const type = given.trim().toLowerCase();
  const name = nameOf(pathname);
  const end = name.split('.').at(-1)?.toLowerCase() ?? '';
  const guessed = Object.keys(shown).find((known) => shown[known]?.includes(end));
  const known = saysNothing.includes(type) ? guessed : (sameAs[type] ?? type);
  const isShown = known !== undefined && Object.hasOwn(shown, known);
  const isNamed = name === '' ? '' : `; filename*=UTF-8''${encoded(name)}`;
  return {
    'content-type': isShown ? known : type === 'application/pdf' ? type : unknown,
    'content-disposition': `${isShown ? 'inline' : 'attachment'}${isNamed}`,
  };
}
