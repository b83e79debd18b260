import type PDFDocument from 'pdfkit';
import { keysOf } from '#src/lib/keys.ts';
import { type Face, type FontFile, fontFilesOf } from './font-catalogue.ts';
import type { Shaper } from './line-layout.ts';

/** Fetches a file of this application's own. */
export type ReadAsset = (url: string, signal: AbortSignal | undefined) => Promise<Uint8Array<ArrayBuffer>>;

/** Texts of a document by the face that they are set in. */
export type UsedText = Readonly<Record<Face, string>>;

interface LoadOptions {
  readonly readAsset: ReadAsset;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (share: number) => void;
}

/** Draws one character that readers of the file mistake for another one, or for several. */
export function withMeaning(
  document: InstanceType<typeof PDFDocument>,
  meaning: string | undefined,
  draw: () => void,
): void {
  const { _font: font } = document;
  font.meaning = meaning;
  draw();
  font.meaning = undefined;
}

const isNumber = (text: string) => /\p{Nd}/u.test(text) && !/\p{L}/u.test(text);

/** Says nothing, and readers leave it out. */
const wordJoiner = 0x2060;

/**
 * Makes readers of the file map each glyph to the letters it represents in its place. Fonts share the body of Arabic
 * letters and set their dots as glyphs of their own; pdfkit knows one meaning a glyph, so a word was read with the
 * letters of another one, and with control characters for its dots. A glyph with another meaning is added again.
 */
function encodeByMeaning(font: PDFKit.OpenFont): void {
  const getGlyph = font.font.getGlyph.bind(font.font);
  font.font.getGlyph = (id, codePoints) => {
    const glyph = getGlyph(id, codePoints);
    if (!codePoints || codePoints.join() === glyph.codePoints.join()) return glyph;
    return Object.create(glyph, { codePoints: { value: codePoints } });
  };
  const layout = font.font.layout.bind(font.font);
  // Arabic digits run from left to right, whatever the script of their font does.
  font.font.layout = (text, features) =>
    layout(text, features, undefined, undefined, isNumber(text) ? 'ltr' : undefined);
  const numbers = new Map<string, number>();
  const numberOf = (glyph: PDFKit.Glyph, told = glyph.codePoints): number => {
    const characters = told.length > 0 ? told : [wordJoiner];
    const meaning = `${glyph.id} ${characters.join(' ')}`;
    const known = numbers.get(meaning);
    if (known !== undefined) return known;
    const shared = font.subset.includeGlyph(glyph.id);
    const number = font.unicode[shared] === undefined ? shared : font.subset.glyphs.push(glyph.id) - 1;
    font.unicode[number] = characters;
    font.widths[number] = glyph.advanceWidth * font.scale;
    numbers.set(meaning, number);
    return number;
  };
  font.encode = (text, features) => {
    const { glyphs, positions } = font.layout(text, features);
    const told = font.meaning === undefined ? undefined : codePointsOf(font.meaning);
    // Of several glyphs with a joint meaning, the first one carries it.
    const numbers = glyphs.map((glyph, index) => numberOf(glyph, told && (index === 0 ? told : [])));
    return [numbers.map((number) => number.toString(16).padStart(4, '0')), positions];
  };
}

const codePointsOf = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0);

const replacement = 0xfffd;
const always = ' .\uFFFD';

/**
 * Loads the font files that some text needs into a document, and returns how to measure with them. Characters that no
 * file has become U+FFFD, which says that something is missing; `missing` collects them while the document is drawn.
 */
export async function loadFonts(
  document: InstanceType<typeof PDFDocument>,
  used: UsedText,
  { readAsset, signal, onProgress }: LoadOptions,
): Promise<Shaper & { readonly missing: ReadonlySet<string> }> {
  const wanted = new Map<Face, readonly FontFile[]>(
    keysOf(used).map((face) => [face, filesFor(face, `${used[face]}${always}`)]),
  );
  const files = new Map([...wanted.values()].flat().map((file) => [file.key, file]));
  const covers = new Map<string, (codePoint: number) => boolean>();
  let loaded = 0;
  await Promise.all(
    [...files.values()].map(async ({ key, url }) => {
      document.registerFont(key, await readAsset(url, signal));
      document.font(key);
      encodeByMeaning(document._font);
      const { font } = document._font;
      covers.set(key, (codePoint) => font.hasGlyphForCodePoint(codePoint));
      loaded += 1;
      onProgress(loaded / files.size);
    }),
  );
  const has = (key: string, codePoint: number) => covers.get(key)?.(codePoint) ?? false;
  const missing = new Set<string>();
  return {
    missing,
    fontOf: (codePoint, face) => {
      const files = wanted.get(face) ?? [];
      return files.find(({ key, covers: meant }) => meant(codePoint) && has(key, codePoint))?.key;
    },
    fallback: (face, character) => {
      missing.add(character);
      return {
        font: (wanted.get(face) ?? []).find(({ key }) => has(key, replacement))?.key ?? '',
        text: String.fromCodePoint(replacement),
      };
    },
    width: (text, font, size) => document.font(font).fontSize(size).widthOfString(text),
  };
}

function filesFor(face: Face, text: string): FontFile[] {
  const codePoints = new Set(Array.from(text, (character) => character.codePointAt(0) ?? 0));
  const files = fontFilesOf(face);
  const wanted = new Set<FontFile>();
  for (const codePoint of codePoints) {
    // The range of a file promises little: if there are few, the next best is loaded with it.
    for (const file of files.filter(({ covers }) => covers(codePoint)).slice(0, 2)) wanted.add(file);
  }
  return files.filter((file) => wanted.has(file));
}
