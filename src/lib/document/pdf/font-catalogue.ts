import emojiRanges from '@fontsource/noto-emoji/unicode.json';
import sansRanges from '@fontsource/noto-sans/unicode.json';
import arabicRanges from '@fontsource/noto-sans-arabic/unicode.json';
import hebrewRanges from '@fontsource/noto-sans-hebrew/unicode.json';

/** A style that text can be set in. */
export type Face = 'regular' | 'bold' | 'italic' | 'boldItalic';

/** A file of a font with the characters that it is for. */
export interface FontFile {
  /** Unique among all files. */
  readonly key: string;
  /** Address of the WOFF file. */
  readonly url: string;
  readonly covers: (codePoint: number) => boolean;
}

// Each font comes cut by scripts, so a document loads the few files that its characters need. WOFF, because WOFF2
// would take a Brotli decoder's time on every file.
const files = import.meta.glob<string>(
  [
    '/node_modules/@fontsource/noto-sans/files/noto-sans-{latin,latin-ext,greek,greek-ext,cyrillic,cyrillic-ext,vietnamese,devanagari}-{400,700}-{normal,italic}.woff',
    '/node_modules/@fontsource/noto-sans-arabic/files/noto-sans-arabic-{arabic,symbols,math}-{400,700}-normal.woff',
    '/node_modules/@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-{400,700}-normal.woff',
    '/node_modules/@fontsource/noto-emoji/files/noto-emoji-*-400-normal.woff',
  ],
  { query: '?url', import: 'default', eager: true },
);

interface Family {
  readonly name: string;
  readonly ranges: Readonly<Record<string, string>>;
  readonly weights: readonly number[];
  readonly italics: boolean;
}

// In the order of preference.
const families: readonly Family[] = [
  { name: 'noto-sans', ranges: sansRanges, weights: [400, 700], italics: true },
  { name: 'noto-sans-hebrew', ranges: hebrewRanges, weights: [400, 700], italics: false },
  { name: 'noto-sans-arabic', ranges: arabicRanges, weights: [400, 700], italics: false },
  { name: 'noto-emoji', ranges: emojiRanges, weights: [400], italics: false },
];

// Latin before its extensions, because ranges overlap in marks.
const subsetOrder = ['latin', 'latin-ext', 'greek', 'cyrillic', 'hebrew', 'arabic'];
const rank = (subset: string) =>
  (subsetOrder.indexOf(subset) + subsetOrder.length + 1) % (subsetOrder.length + 1);

/** The files that may hold a face's characters, best first. */
export const fontFilesOf = (face: Face): readonly FontFile[] => byFace[face];

const byFace: Readonly<Record<Face, readonly FontFile[]>> = {
  regular: collect(400, false),
  bold: collect(700, false),
  italic: collect(400, true),
  boldItalic: collect(700, true),
};

function collect(weight: number, italic: boolean): FontFile[] {
  return families.flatMap((family) => {
    const subsets = Object.entries(family.ranges).sort(([one], [other]) => rank(one) - rank(other));
    return subsets.flatMap(([name, ranges]) => {
      const subset = name.replace(/^\[(.*)\]$/, '$1');
      const own = family.weights.includes(weight) ? weight : 400;
      const key = `${family.name}-${subset}-${own}-${italic && family.italics ? 'italic' : 'normal'}`;
      const url = files[`/node_modules/@fontsource/${family.name}/files/${key}.woff`];
      return url === undefined ? [] : [{ key, url, covers: readRanges(ranges) }];
    });
  });
}

/** Reads the value of CSS's `unicode-range`. */
function readRanges(text: string): (codePoint: number) => boolean {
  const ranges = text.split(',').map((range) => {
    const [from = '', until = from] = range.trim().replace(/^U\+/i, '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(until, 16)] as const;
  });
  return (codePoint) => ranges.some(([from, until]) => codePoint >= from && codePoint <= until);
}
