import type PDFDocument from 'pdfkit';
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

/** A font of pdfkit, which opens it with fontkit. The types of pdfkit do not show it. */
interface OpenFont {
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

const replacement = 0xfffd;
const always = ' .\uFFFD';

/**
 * Loads the files of fonts that some text needs into a document, and answers how to measure with them.
 * Characters that no file has become U+FFFD, which says that something is missing; `missing` collects them while
 * the document is drawn.
 */
export async function loadFonts(
  document: InstanceType<typeof PDFDocument>,
  used: UsedText,
  { readAsset, signal, onProgress }: LoadOptions,
): Promise<Shaper & { readonly missing: ReadonlySet<string> }> {
  const faces = Object.keys(used) as Face[];
  const wanted = new Map<Face, readonly FontFile[]>(
    faces.map((face) => [face, filesFor(face, `${used[face]}${always}`)]),
  );
  const files = new Map([...wanted.values()].flat().map((file) => [file.key, file]));
  const covers = new Map<string, (codePoint: number) => boolean>();
  let loaded = 0;
  await Promise.all(
    [...files.values()].map(async ({ key, url }) => {
      document.registerFont(key, await readAsset(url, signal));
      document.font(key);
      const { font } = (document as unknown as OpenFont)._font;
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
    // The range of a file promises little: the next best is loaded with it when it is small in number.
    for (const file of files.filter(({ covers }) => covers(codePoint)).slice(0, 2)) wanted.add(file);
  }
  return files.filter((file) => wanted.has(file));
}
