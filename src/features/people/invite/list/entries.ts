import { normaliseEmail, sameEmail } from '#contract/email.ts';
import { displayName } from './person-name.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Someone in a list of addresses as people write and paste them. */
export interface Entry {
  /** Empty when there is no address. */
  readonly email: string;
  readonly name: string;
  /** `unclear`: words near an address that may be someone's name. */
  readonly nameIs: 'clear' | 'unclear' | 'none';
  /** What stood there. */
  readonly raw: string;
}

/**
 * Returns the people in a line of addresses: alone, `Name <mail>`, `mail (Name)`, `"Name" mail`, links to `mailto:`,
 * several one after the other, numbered or as a list. Words without an address are an entry of their own, so that
 * nothing is lost.
 */
export function readEntries(line: string): readonly Entry[] {
  const source = withoutBullets(line);
  const entries: Entry[] = [];
  let group: Token[] = [];
  for (const token of [...tokensOf(source), undefined]) {
    if (token && token.kind !== 'end') {
      group.push(token);
      continue;
    }
    for (const entry of new Group(source, group).entries) entries.push(entry);
    group = [];
  }
  return entries;
}

const bullet = /^\s{0,40}(?:[-*+•·–—▪●○◦‣>]|\d{1,4}[.)]|\(\d{1,4}\)|\[[ xX]?\])\s/;

function withoutBullets(line: string): string {
  let rest = line;
  for (let times = 0; times < 4 && bullet.test(rest); times += 1) rest = rest.replace(bullet, '');
  // Our own reports protect a name from being a formula.
  return rest.replace(/^\s{0,40}'(?=[=+\-@])/, '');
}

/** The text between two semicolons. */
class Group {
  readonly entries: Entry[] = [];
  readonly #source: string;
  /** What may be a name of the address to come. */
  #pending: Token[] = [];
  /** Index of an address that may still find its name after it. */
  #nameless = -1;

  constructor(source: string, tokens: readonly Token[]) {
    this.#source = source;
    tokens.forEach((token, at) => {
      this.#read(token, tokens[at + 1]);
    });
    this.#rest();
  }

  #read(token: Token, next: Token | undefined): void {
    const isAddress = /.@/.test(token.text);
    // `jan@example.com <jan@example.com>`: the first is what the mail program shows as the name.
    const isNamed = next !== undefined && isEnclosed(next) && /.@/.test(next.text);
    // In other brackets another address is someone else's.
    const isShown =
      isNamed && (next.kind === 'angle' || sameEmail(addressIn(next.text), addressIn(token.text)));
    if (token.kind === 'comma') {
      if (this.#pending.length > 0) this.#pending.push(token);
      else this.#nameless = -1;
    } else if (token.kind === 'link' && isAddress) this.#add(addressIn(token.text), token.label, [token]);
    else if (isAddress && isEnclosed(token)) this.#enclosed(token);
    else if (isAddress && token.kind === 'quoted' && !isShown) {
      for (const entry of readEntries(token.text)) this.entries.push(entry);
    } else if (isAddress && token.kind === 'word' && !isShown) this.#bare(token);
    else if (token.kind === 'round' && this.#pending.length === 0 && this.#nameless >= 0) {
      // `an@example.com (An)`, but also `an@example.com (work)`: someone has to look at it.
      this.#name(token, 'unclear');
    } else this.#pending.push(token);
  }

  /** `Name <mail>`. */
  #enclosed(token: Token): void {
    const pending = this.#pending;
    this.#pending = [];
    this.#add(addressIn(token.text), this.#textOf(withoutLabels(pending)), [...pending, token]);
  }

  /** An address without brackets, perhaps after a name. */
  #bare(token: Token): void {
    const pending = withoutLabels(this.#pending);
    this.#pending = [];
    const [only] = pending;
    const { name } = displayName(this.#textOf(pending));
    const isQuoted = pending.length === 1 && only?.kind === 'quoted';
    const nameIs = name === '' ? 'none' : isQuoted ? 'clear' : 'unclear';
    const raw = this.#rawOf([...pending, token]);
    for (const email of addressesIn(token.text)) this.entries.push({ email, name, nameIs, raw });
    this.#nameless = nameIs === 'none' ? this.entries.length - 1 : -1;
  }

  #add(email: string, shown: string, tokens: readonly Token[]): void {
    const { name, isClear } = displayName(shown);
    const nameIs = name === '' ? 'none' : isClear ? 'clear' : 'unclear';
    this.entries.push({ email, name, nameIs, raw: this.#rawOf(tokens) });
    this.#nameless = -1;
  }

  /** Gives the last address the name that follows it. */
  #name(token: Token, nameIs: 'clear' | 'unclear'): void {
    const entry = this.entries[this.#nameless];
    const { name } = displayName(token.text);
    if (entry && name !== '') {
      this.entries[this.#nameless] = { ...entry, name, nameIs, raw: `${entry.raw} ${this.#rawOf([token])}` };
    }
    this.#nameless = -1;
  }

  /** Words that no address followed. */
  #rest(): void {
    const pending = this.#pending;
    const [first] = pending;
    if (!first) return;
    const text = this.#textOf(pending);
    if (this.#nameless >= 0 && !/^[^\p{L}\p{N}]*$/u.test(text)) {
      const name = text.replace(/^[^\p{L}\p{N}"'(]{1,9}/u, '');
      this.#name({ ...first, text: name, to: pending.at(-1)?.to ?? first.to }, 'unclear');
    } else if (this.#nameless < 0) {
      const { name } = displayName(text);
      this.entries.push({ email: '', name, nameIs: 'unclear', raw: this.#rawOf(pending) });
    }
  }

  #textOf(tokens: readonly Token[]): string {
    const kept = tokens.at(-1)?.kind === 'comma' ? tokens.slice(0, -1) : tokens;
    const [only] = kept;
    if (kept.length === 1 && only?.kind === 'quoted') return only.text;
    const raw = this.#rawOf(kept);
    return raw.endsWith(':') ? raw.slice(0, -1) : raw;
  }

  #rawOf(tokens: readonly Token[]): string {
    const [first] = tokens;
    return first ? this.#source.slice(first.from, tokens.at(-1)?.to) : '';
  }
}

/** `<…>`, `(…)` or `[…]`. */
const isEnclosed = ({ kind }: Token) => kind === 'angle' || kind === 'round' || kind === 'square';

/** What message headers, and people, write before an address. */
const labels = new Set(
  ['to', 'cc', 'bcc', 'from', 'aan', 'van', 'kopie', 'an', 'von', 'à', 'de'].concat([
    'e-mail',
    'email',
    'mail',
    'courriel',
    'adres',
    'adresse',
    'address',
  ]),
);

/** Without `To:` or `E-mail:` before what is listed; `An:` alone is someone's name. */
function withoutLabels(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  const word =
    first?.kind === 'word' && first.text.endsWith(':') ? first.text.slice(0, -1).toLowerCase() : '';
  const isLabel = labels.has(word) && (tokens.length > 1 || word !== 'an');
  const kept = isLabel ? tokens.slice(1) : tokens;
  // A dash between a name and its address belongs to neither.
  return kept.at(-1)?.kind === 'word' && /^[-–—:=>]{1,3}$/.test(kept.at(-1)?.text ?? '')
    ? kept.slice(0, -1)
    : kept;
}

function addressIn(text: string): string {
  const bare = normaliseEmail(text).replace(/^(?:mailto|smtp|e-?mail):\s?/i, '');
  const isLink = bare.length < normaliseEmail(text).length;
  // Slack copies `<mailto:jan@example.com|jan@example.com>`.
  const plain = isLink ? decoded(bare.split(/[?|]/, 1)[0] ?? '') : bare;
  return withoutEdges(plain);
}

/** One address, or several that a slash or a bar divides. */
function addressesIn(word: string): readonly string[] {
  const parts = word.split(/[/|\\]/);
  const isSeveral = parts.length > 1 && parts.every((part) => part.split('@').length === 2);
  return (isSeveral ? parts : [word]).map(addressIn);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Without surrounding quotes and a final full stop, which no address has at its ends. */
function withoutEdges(text: string): string {
  let [start, end] = [0, text.length];
  while (end > start && /[.,:;!?'"’”»>)\]]/.test(text.charAt(end - 1))) end -= 1;
  while (start < end && /["“„«‘<([]/.test(text.charAt(start))) start += 1;
  // An apostrophe may begin an address, but not one that another ended.
  if (end < text.length && text.charAt(start) === "'" && text.charAt(end) === "'") start += 1;
  return text.slice(start, end);
}
