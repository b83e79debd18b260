import { trimCharacters } from '#src/lib/trim.ts';

/**
 * Light Markdown as language models write it: headings, paragraphs, nested lists, bold, italic, code. The
 * result is data that becomes React elements, never HTML. Whatever is not understood stays text.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly children: readonly Inline[] };

export interface ListItem {
  readonly content: readonly Inline[];
  readonly blocks: readonly List[];
}

interface List {
  readonly kind: 'list';
  readonly ordered: boolean;
  /** Number of the first item of an ordered list. */
  readonly start: number;
  readonly items: readonly ListItem[];
}

export type Block =
  /** `depth` 0 is the highest heading of the text. */
  | { readonly kind: 'heading'; readonly depth: number; readonly children: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly lines: readonly (readonly Inline[])[] }
  | List;

/** Reads light Markdown; never throws. */
export function parseMarkdown(text: string): Block[] {
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = headingOf(line);
    if (heading) {
      blocks.push({ kind: 'heading', depth: heading.depth, children: parseInline(heading.text) });
      at += 1;
    } else if (itemOf(line)) {
      const { lists, next } = readLists(lines, at);
      blocks.push(...lists);
      at = next;
    } else if (isBlank(line) || rulePattern.test(line)) {
      at += 1;
    } else {
      const paragraph: (readonly Inline[])[] = [];
      while (at < lines.length && isParagraph(lines[at] ?? '')) {
        paragraph.push(parseInline((lines[at] ?? '').trim()));
        at += 1;
      }
      blocks.push({ kind: 'paragraph', lines: paragraph });
    }
  }
  return withRelativeDepths(blocks);
}

const rulePattern = /^ {0,3}([-*_])(?: *\1){2,} *$/;
const isBlank = (line: string) => line.trim() === '';
const isParagraph = (line: string) =>
  !isBlank(line) && !headingOf(line) && !rulePattern.test(line) && !itemOf(line);

/** `## Title`, also closed as in `## Title ##`. */
function headingOf(line: string): { readonly depth: number; readonly text: string } | undefined {
  const opening = /^ {0,3}(#{1,6})\s/.exec(line);
  if (!opening) return undefined;
  const text = line.slice(opening[0].length).trim();
  const open = trimCharacters(text, '', '#');
  // `C#` does not close a heading: that needs a space before it.
  const title = open.trimEnd() === open ? text : open.trimEnd();
  return open === '' ? undefined : { depth: opening[1]?.length ?? 1, text: title };
}

interface Item {
  readonly indent: number;
  readonly ordered: boolean;
  readonly number: number;
  readonly text: string;
}

function itemOf(line: string): Item | undefined {
  if (rulePattern.test(line)) return undefined;
  const match = /^([ \t]*)(?:[-*+•]|(\d{1,9})[.)])[ \t]+(\S.*)$/.exec(line);
  if (!match) return undefined;
  return {
    indent: (match[1] ?? '').replaceAll('\t', '    ').length,
    ordered: match[2] !== undefined,
    number: Number(match[2] ?? 1),
    text: (match[3] ?? '').trim(),
  };
}

interface OpenItem {
  text: string;
  readonly blocks: OpenList[];
}

interface OpenList {
  readonly ordered: boolean;
  readonly start: number;
  readonly indent: number;
  readonly items: OpenItem[];
}

const deepestList = 8;

/** Reads the lines of a list and of those nested in it, from `at` on. */
function readLists(lines: readonly string[], at: number): { lists: List[]; next: number } {
  const roots: OpenList[] = [];
  const open: OpenList[] = [];
  let next = at;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    const item = itemOf(line);
    if (item) addItem(item, roots, open);
    else if (isBlank(line) && itemOf(lines[next + 1] ?? '')) continue;
    // An indented line continues the item above it.
    else if (/^(\t| {2})/.test(line) && !isBlank(line)) appendTo(open, line);
    else break;
  }
  return { lists: roots.map(close), next };
}

function addItem(item: Item, roots: OpenList[], open: OpenList[]): void {
  while ((open.at(-1)?.indent ?? -1) > item.indent) open.pop();
  const innermost = open.at(-1);
  const nests = innermost !== undefined && item.indent > innermost.indent + 1 && open.length < deepestList;
  const entry = { text: item.text, blocks: [] };
  if (innermost && !nests && innermost.ordered === item.ordered) {
    innermost.items.push(entry);
    return;
  }
  if (innermost && !nests) open.pop();
  const list = { ordered: item.ordered, start: item.number, indent: item.indent, items: [entry] };
  (open.at(-1)?.items.at(-1)?.blocks ?? roots).push(list);
  open.push(list);
}

function appendTo(open: readonly OpenList[], line: string): void {
  const item = open.at(-1)?.items.at(-1);
  if (item) item.text += ` ${line.trim()}`;
}

const close = ({ ordered, start, items }: OpenList): List => ({
  kind: 'list',
  ordered,
  start,
  items: items.map((item) => ({ content: parseInline(item.text), blocks: item.blocks.map(close) })),
});

function withRelativeDepths(blocks: Block[]): Block[] {
  const depths = blocks.flatMap((block) => (block.kind === 'heading' ? block.depth : []));
  const highest = Math.min(...new Set(depths));
  return blocks.map((block) =>
    block.kind === 'heading' ? { ...block, depth: block.depth - highest } : block,
  );
}

const markers = ['**', '__', '*', '_', '`'] as const;
const deepestInline = 6;

/** Reads bold, italic and code within a line. */
export function parseInline(text: string, depth = 0): Inline[] {
  const parts: Inline[] = [];
  const search: Search = { lonely: new Set(), run: { start: 0, end: 0 } };
  let plain = '';
  let at = 0;
  while (at < text.length) {
    if (text[at] === '\\' && /[\\`*_#-]/.test(text[at + 1] ?? '')) {
      plain += text[at + 1];
      at += 2;
      continue;
    }
    const found = depth < deepestInline ? spanAt(text, at, search) : undefined;
    if (!found) {
      const end = nextSign(text, at + 1);
      plain += text.slice(at, end);
      at = end;
      continue;
    }
    if (plain !== '') parts.push({ kind: 'text', text: plain });
    plain = '';
    parts.push(
      found.marker === '`'
        ? { kind: 'code', text: found.inner }
        : {
            kind: found.marker.length === 2 ? 'strong' : 'emphasis',
            children: parseInline(found.inner, depth + 1),
          },
    );
    at = found.end;
  }
  if (plain !== '') parts.push({ kind: 'text', text: plain });
  return parts;
}

/** Where the next character that may be markup is: everything before it is taken at once, however long. */
function nextSign(text: string, from: number): number {
  const sign = /[\\*_`]/g;
  sign.lastIndex = from;
  return sign.exec(text)?.index ?? text.length;
}

/** What was found out on the way: nothing is looked for twice, so reading takes linear time. */
interface Search {
  /** Markers that have no partner further on. */
  readonly lonely: Set<string>;
  /** The last run of one sign that was met. */
  run: { readonly start: number; readonly end: number };
}

/** Where the run of one sign ends that `at` lies in. */
function endOfRun(text: string, at: number, search: Search): number {
  if (at >= search.run.start && at < search.run.end) return search.run.end;
  let end = at + 1;
  while (text[end] === text[at]) end += 1;
  search.run = { start: at, end };
  return end;
}

function spanAt(text: string, at: number, search: Search) {
  const marker = markers.find((known) => text.startsWith(known, at));
  if (!marker || search.lonely.has(marker)) return undefined;
  const start = at + marker.length;
  // `snake_case`, `my__name`, `2 * 3` and `5*3*2` are not emphasis.
  if (/\s/.test(text[start] ?? ' ') || isInside(marker, text[at - 1], text[start])) return undefined;
  let end = text.indexOf(marker, start + 1);
  // The first of three stars belongs to what is inside.
  if (end !== -1 && marker.length === 2) end = endOfRun(text, end, search) - 2;
  if (end === -1) {
    search.lonely.add(marker);
    return undefined;
  }
  if (/\s/.test(text[end - 1] ?? ' ') || (marker[0] === '_' && isWord(text[end + marker.length]))) {
    return undefined;
  }
  return { marker, inner: text.slice(start, end), end: end + marker.length };
}

/** Whether a marker stands within a word or a product, where nothing is emphasised. */
const isInside = (marker: string, before: string | undefined, after: string | undefined) =>
  marker[0] === '_' ? before === '_' || isWord(before) : marker === '*' && isDigit(before) && isDigit(after);

const isDigit = (character: string | undefined) => character !== undefined && /\p{Nd}/u.test(character);
const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
