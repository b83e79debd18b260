import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** Tries to match from a position; `next` is what has to match after it. */
type Matcher = (at: number, next: (at: number) => boolean) => boolean;

class OutOfSteps extends Error {}

/**
 * Matches as browsers and Node.js do, by backtracking, and counts the steps: a clock would show the same, plus the
 * machine's noise. Slow, for short texts only.
 */
export class CountingMatcher {
  readonly pattern: AST.Pattern;
  readonly #flags: AST.Flags;
  readonly #match: Matcher;
  #text = '';
  #steps = 0;
  #most = 0;
  #captures = new Map<AST.CapturingGroup, string>();

  constructor(source: string, flags: string) {
    const parser = new RegExpParser({ ecmaVersion: 2025 });
    this.#flags = parser.parseFlags(flags);
    this.pattern = parser.parsePattern(source, 0, source.length, {
      unicode: this.#flags.unicode,
      unicodeSets: this.#flags.unicodeSets,
    });
    this.#match = this.#anyOf(this.pattern.alternatives, 1);
  }

  /** Returns the steps it takes to find all matches in a text; `most` when there would be more. */
  stepsOver(text: string, most: number): number {
    [this.#text, this.#steps, this.#most] = [text, 0, most];
    try {
      for (let at = 0; at <= text.length; ) {
        this.#captures = new Map();
        let end = at;
        this.#match(at, (reached) => {
          end = reached;
          return true;
        });
        at = Math.max(end, at + 1);
      }
    } catch (error) {
      if (!(error instanceof OutOfSteps)) throw error;
    }
    return Math.min(this.#steps, most);
  }

  #step(): void {
    this.#steps += 1;
    if (this.#steps >= this.#most) throw new OutOfSteps();
  }

  #anyOf(alternatives: readonly AST.Alternative[], direction: 1 | -1): Matcher {
    const ways = alternatives.map(({ elements }) => {
      const parts = (direction === 1 ? elements : elements.toReversed()).map((element) =>
        this.#compile(element, direction),
      );
      return parts.reduceRight<Matcher>(
        (rest, part) => (at, next) => part(at, (reached) => rest(reached, next)),
        (at, next) => next(at),
      );
    });
    return (at, next) => ways.some((way) => way(at, next));
  }

  #compile(element: AST.Element, direction: 1 | -1): Matcher {
    switch (element.type) {
      case 'Assertion':
        return this.#assertion(element);
      case 'Quantifier':
        return this.#quantifier(element, direction);
      case 'Group':
        return this.#anyOf(element.alternatives, direction);
      case 'CapturingGroup': {
        const inner = this.#anyOf(element.alternatives, direction);
        return (at, next) =>
          inner(at, (reached) => {
            this.#captures.set(element, this.#text.slice(Math.min(at, reached), Math.max(at, reached)));
            return next(reached);
          });
      }
      case 'Backreference':
        return (at, next) => {
          const [group] = [element.resolved].flat();
          const text = (group && this.#captures.get(group)) ?? '';
          const start = direction === 1 ? at : at - text.length;
          this.#steps += text.length;
          this.#step();
          return this.#text.startsWith(text, start) && next(at + direction * text.length);
        };
      default:
        return this.#character(element, direction);
    }
  }

  #character({ raw }: AST.Node, direction: 1 | -1): Matcher {
    const { unicode, unicodeSets, ignoreCase, dotAll } = this.#flags;
    const flags = `${ignoreCase ? 'i' : ''}${dotAll ? 's' : ''}${unicodeSets ? 'v' : unicode ? 'u' : ''}`;
    const pattern = new RegExp(`^(?:${raw})$`, flags);
    const known = new Map<string, boolean>();
    const fits = (character: string) => {
      const before = known.get(character);
      if (before !== undefined) return before;
      const is = pattern.test(character);
      known.set(character, is);
      return is;
    };
    return (at, next) => {
      this.#step();
      const place = direction === 1 ? at : at - 1;
      const character = this.#text[place];
      return character !== undefined && fits(character) && next(at + direction);
    };
  }

  #quantifier({ element, min, max, greedy }: AST.Quantifier, direction: 1 | -1): Matcher {
    const inner = this.#compile(element, direction);
    const from = (done: number, at: number, next: (at: number) => boolean): boolean => {
      const again = () =>
        done < max &&
        inner(at, (reached) => {
          // An empty turn ends the repetition (ECMA-262, RepeatMatcher).
          if (reached === at && done >= min) return false;
          return from(done + 1, reached, next);
        });
      if (done < min) return again();
      return greedy ? again() || next(at) : next(at) || again();
    };
    return (at, next) => from(0, at, next);
  }

  #assertion(element: AST.Assertion): Matcher {
    const holds = this.#condition(element);
    return (at, next) => {
      this.#step();
      return holds(at) && next(at);
    };
  }

  #condition(element: AST.Assertion): (at: number) => boolean {
    const { multiline } = this.#flags;
    const isLineEnd = (at: number) => /[\n\r\u2028\u2029]/.test(this.#text[at] ?? '');
    const isWord = (at: number) => /\w/.test(this.#text[at] ?? '');
    switch (element.kind) {
      case 'start':
        return (at) => at === 0 || (multiline && isLineEnd(at - 1));
      case 'end':
        return (at) => at === this.#text.length || (multiline && isLineEnd(at));
      case 'word':
        return (at) => (isWord(at - 1) !== isWord(at)) !== element.negate;
      default: {
        const inner = this.#anyOf(element.alternatives, element.kind === 'lookahead' ? 1 : -1);
        return (at) => inner(at, () => true) !== element.negate;
      }
    }
  }
}
