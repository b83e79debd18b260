import { globSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Parser } from './parser.ts';
import { scanningFunctions } from './scans.ts';
import { StepCounter } from './steps.ts';
import { type AdversarialText, adversarialTexts } from './texts.ts';

// Must run before anything that is measured is loaded.
const counter = new StepCounter();
afterAll(() => counter.end());
const { parsers } = await import('./parsers.ts');
const { notParsers } = await import('./not-parsers.ts');
const { slowParsers } = await import('./slow-parsers.ts');

/** The growth for texts four times as long; linear time stays at four. */
const maxGrowth = { together: 4.06, alone: 5 };
/** Divides by what signs are long, so that all texts of a kind are made alike. */
const usualLength = 240;
/** Retrieving the counts takes longer than most parsing, so several texts are measured together first. */
const together = 32;
const ran = new Set<string>();

async function stepsOf(read: Parser['read'], texts: readonly string[]): Promise<number> {
  const steps = await counter.measure(async () => {
    for (const text of texts) {
      try {
        await read(text);
      } catch {
        // A refusal is a result, too.
      }
    }
  });
  for (const name of steps.ran) ran.add(name);
  return steps.count;
}

/** Returns the texts for which a parser's steps grow faster than the length. */
async function growing({ signs, read, length = usualLength }: Parser): Promise<string[]> {
  // Fills caches, and excludes what every call takes from the growth.
  await stepsOf(read, ['']);
  const base = await stepsOf(read, ['']);
  const look = async (texts: readonly AdversarialText[]): Promise<string[]> => {
    const [short, long] = [length, 4 * length].map((size) => texts.map(({ of }) => of(size))) as [
      string[],
      string[],
    ];
    const steps = (await stepsOf(read, short)) - base * texts.length;
    const grown = (await stepsOf(read, long)) - base * texts.length;
    // A few steps per character are not worth mentioning, whatever they were before.
    const few = 3 * short.join('').length;
    const most = texts.length > 1 ? maxGrowth.together : maxGrowth.alone;
    if (grown <= most * Math.max(steps, few)) return [];
    if (texts.length === 1) return [`${texts[0]?.name}: ${steps} steps, then ${grown}`];
    const half = Math.ceil(texts.length / 2);
    return [...(await look(texts.slice(0, half))), ...(await look(texts.slice(half)))];
  };
  const found: string[] = [];
  const texts = adversarialTexts(signs);
  for (let at = 0; at < texts.length; at += together)
    found.push(...(await look(texts.slice(at, at + together))));
  return found;
}

describe('time grows with the text, not with its square', () => {
  it.each(parsers)('$name', async (parser) => {
    expect(await growing(parser)).toEqual([]);
  });
});

describe('a parser that is too slow is found', () => {
  it.each(slowParsers)('$name', async (parser) => {
    expect(await growing(parser)).toContainEqual(expect.stringMatching(/^"a" …: \d+ steps, then \d+$/));
  });
});

describe('no parser is forgotten', () => {
  const root = new URL('../../', import.meta.url);
  const isProduct = (path: string) =>
    !/\.spec\.|\.d\.ts$|\/testing\/|\/i18n\/|^server\/sandboxes\//.test(path);
  const scans = globSync('{src,server,contract}/**/*.{ts,tsx}', { cwd: root })
    .filter(isProduct)
    .flatMap((path) =>
      scanningFunctions(path, readFileSync(new URL(path, root), 'utf8')).map((name) => `${path}:${name}`),
    );

  it('whatever scans by hand was counted above, or is listed as reading nothing foreign', () => {
    expect(scans.filter((scan) => !ran.has(scan) && !(scan in notParsers))).toEqual([]);
  });

  it('nothing is excused that is counted or gone', () => {
    expect(Object.keys(notParsers).filter((scan) => ran.has(scan) || !scans.includes(scan))).toEqual([]);
  });
});

describe('scans are found', () => {
  it.each([
    ['function f(text: string) { let at = 0; while (text[at] === " ") at += 1; }', 'f'],
    ['const f = (text: string) => { for (let at = 0; at < 9; at += 1) text.charCodeAt(at); };', 'f'],
    ['class C { #f(text: string) { do { text = text.slice(1); } while (text); } }', '#f'],
    ['const f = (text: string) => [1, 2].map((at) => text.indexOf("a", at));', 'f'],
    ['const o = { f(text: string) { return text.startsWith("a", 1); } };', 'f'],
  ])('%s', (source, name) => {
    expect(scanningFunctions('a.ts', source)).toEqual([name]);
  });

  it.each([
    'const f = (list: string[]) => { for (const item of list) item.slice(1); };',
    'const f = (text: string) => text.indexOf("a") + text.length;',
    'async function f() { while (await more()) count += 1; }',
  ])('not in %s', (source) => {
    expect(scanningFunctions('a.ts', source)).toEqual([]);
  });
});
