/** A piece of a line of addresses. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'angle' | 'round' | 'square' | 'link' | 'comma' | 'end';
  /** Without its brackets or quotes; of a link, where it leads. */
  readonly text: string;
  /** What a link shows. */
  readonly label: string;
  /** Indexes in the line. */
  readonly from: number;
  readonly to: number;
}

const enclosing: Readonly<Record<string, readonly [kind: Token['kind'], end: string]>> = {
  '"': ['quoted', '"'],
  '“': ['quoted', '”'],
  '„': ['quoted', '“'],
  '«': ['quoted', '»'],
  '<': ['angle', '>'],
  '(': ['round', ')'],
  '[': ['square', ']'],
};

/** The pieces of a line, in linear time. A bracket or quote that is never closed is left out. */
export function tokensOf(line: string): readonly Token[] {
  const tokens: Token[] = [];
  // What is looked for once and not there is not there later either.
  const missing = new Set<string>();
  const find = (end: string, from: number) => {
    const at = missing.has(end) ? -1 : line.indexOf(end, from);
    if (at < 0) missing.add(end);
    return at;
  };
  let at = 0;
  while (at < line.length) {
    const char = line.charAt(at);
    const [kind, end] = enclosing[char] ?? [];
    const close = end === undefined ? -1 : find(end, at + 1);
    let to = at + 1;
    if (kind && close >= 0) {
      const text = line.slice(at + 1, close);
      const target = kind === 'square' && line.charAt(close + 1) === '(' ? find(')', close + 2) : -1;
      to = (target >= 0 ? target : close) + 1;
      tokens.push(
        target >= 0
          ? { kind: 'link', text: line.slice(close + 2, target), label: text, from: at, to }
          : { kind, text: text.replace(/\\(["\\])/g, '$1'), label: '', from: at, to },
      );
    } else if (isSeparator(line, at)) {
      tokens.push({ kind: /[;；؛|]/.test(char) ? 'end' : 'comma', text: char, label: '', from: at, to });
    } else if (!isBlank(char) && !/[<>()[\]"“”„«»]/.test(char)) {
      while (to < line.length && !isWordEnd(line, to)) to += 1;
      tokens.push({ kind: 'word', text: line.slice(at, to), label: '', from: at, to });
    }
    at = to;
  }
  return tokens;
}

const isBlank = (char: string) => /[\s\p{Cc}\p{Cf}]/u.test(char);

/** A bar occurs in addresses too: it separates where there is space beside it. */
function isSeparator(line: string, at: number): boolean {
  const char = line.charAt(at);
  if (/[;；؛,，、،]/.test(char)) return true;
  return char === '|' && (isBlank(line.charAt(at - 1) || ' ') || isBlank(line.charAt(at + 1) || ' '));
}

/** Zero-width signs within a word do not end it. */
const isWordEnd = (line: string, at: number) =>
  /[\s<>()[\]"“”„«»]/.test(line.charAt(at)) || isSeparator(line, at);
