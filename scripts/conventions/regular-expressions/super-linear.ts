import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { analyse } from 'scslre';
import { CountingMatcher } from './counting-matcher.ts';

/**
 * Why a regular expression may take more than linear time on some text; undefined when it takes linear time as far
 * as two ways of looking can tell:
 * - scslre finds every way to repeat one character that makes the engine go back too often;
 * - texts made of what the expression itself is made of, several characters repeated, are matched and the steps
 *   counted: twice the text must not take more than about twice the steps.
 */
export function superLinear(source: string, flags: string): string | undefined {
  const { reports } = analyse(new RegExpParser({ ecmaVersion: 2025 }).parseLiteral(`/${source}/${flags}`));
  const [report] = reports;
  if (report) return `${report.exponential ? 'exponential' : 'polynomial'} in a character repeated`;
  const text = attack(source, flags);
  return text === undefined ? undefined : `super-linear in repetitions of ${JSON.stringify(text)}`;
}

/** A text whose repetition makes the matcher's steps grow faster than the text. */
export function attack(source: string, flags: string): string | undefined {
  const matcher = new CountingMatcher(source, flags);
  if (!matcher.pattern.alternatives.some(repeats)) return undefined;
  const pumps = new Set(matcher.pattern.alternatives.flatMap((alternative) => pumpsOf(alternative, flags)));
  const [head = ''] = matcher.pattern.alternatives.map(({ elements }) => sampleOf(elements, flags));
  for (const pump of pumps) {
    for (const prefix of new Set(['', '\u0000', head])) if (grows(matcher, prefix, pump)) return pump;
  }
  return undefined;
}

/** Long enough that a bounded repetition, such as {0,64}, has come to its end. */
const short = 300;
/** No linear expression here takes this many steps per character. */
const fewSteps = 12;
const suffix = '\u0000\n';

function grows(matcher: CountingMatcher, prefix: string, pump: string): boolean {
  const textOf = (length: number) => prefix + pump.repeat(Math.ceil(length / pump.length)) + suffix;
  const once = textOf(short);
  const steps = matcher.stepsOver(once, once.length * once.length * 4);
  if (steps <= once.length * fewSteps) return false;
  const twice = textOf(2 * short);
  return matcher.stepsOver(twice, steps * 4) > steps * 2.7;
}

/** Returns what parts of the expression match, including nested ones. */
function pumpsOf({ elements }: AST.Alternative, flags: string): string[] {
  const pumps: string[] = [];
  const pieces = piecesOf(elements).map((piece) => sampleOf(piece, flags));
  for (let from = 0; from < pieces.length; from += 1) {
    for (let until = from + 1; until <= pieces.length; until += 1) {
      const text = pieces.slice(from, until).join('');
      if (text !== '') pumps.push(text);
    }
  }
  const inner = elements.flatMap((element) => innerAlternatives(element));
  return [...pumps, ...inner.flatMap((alternative) => pumpsOf(alternative, flags))];
}

/** Returns the elements; consecutive plain characters count as one. */
function piecesOf(elements: readonly AST.Element[]): AST.Element[][] {
  const pieces: AST.Element[][] = [];
  for (const element of elements) {
    const last = pieces.at(-1);
    if (element.type === 'Character' && last?.[0]?.type === 'Character') last.push(element);
    else pieces.push([element]);
  }
  return pieces;
}

const repeats = ({ elements }: AST.Alternative): boolean =>
  elements.some(
    (element) =>
      (element.type === 'Quantifier' && element.max === Number.POSITIVE_INFINITY) ||
      innerAlternatives(element).some(repeats),
  );

function innerAlternatives(element: AST.Element): readonly AST.Alternative[] {
  if (element.type === 'Quantifier') return innerAlternatives(element.element);
  return 'alternatives' in element ? element.alternatives : [];
}

/** Returns a short text that the elements match, as far as possible without solving them. */
function sampleOf(elements: readonly AST.Element[], flags: string): string {
  return elements
    .map((element): string => {
      switch (element.type) {
        case 'Assertion':
        case 'Backreference':
          return '';
        case 'Quantifier':
          return sampleOf([element.element], flags).repeat(Math.min(Math.max(element.min, 1), 3));
        case 'Group':
        case 'CapturingGroup':
          return sampleOf(element.alternatives[0]?.elements ?? [], flags);
        default:
          return characterOf(element.raw, flags);
      }
    })
    .join('');
}

const common = [
  'a',
  'A',
  '0',
  ' ',
  '\t',
  '\n',
  '-',
  '_',
  '.',
  ',',
  ';',
  ':',
  '"',
  "'",
  '/',
  '<',
  '>',
  '(',
  ')',
  '[',
  ']',
  '{',
  '#',
  '*',
  '=',
  '&',
  '\\',
  '\u0000',
  'é',
  '\u05d0',
  '\u0301',
  '\u200f',
  '\u00a0',
];
const characters = new Map<string, string>();

function characterOf(raw: string, flags: string): string {
  const known = characters.get(`${flags} ${raw}`);
  if (known !== undefined) return known;
  const pattern = new RegExp(`^(?:${raw})$`, flags.replaceAll(/[gmy]/g, ''));
  const found = [...raw, ...common].find((character) => pattern.test(character));
  // Something far from those: the first that fits.
  const other = () => {
    for (let code = 0; code < 0x3000; code += 1) {
      if (pattern.test(String.fromCharCode(code))) return String.fromCharCode(code);
    }
    return '';
  };
  const character = found ?? other();
  characters.set(`${flags} ${raw}`, character);
  return character;
}
