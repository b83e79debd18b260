import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { stiffPhrases } from './words.ts';

const root = new URL('../../', import.meta.url);

/** Conversations as people have them, a statement with versions, and the places that quote such phrases. */
const quoted = /\/seed\/|consent-statements|speech\.ts|scripts\/house\/words|docs\/languages\.md/;

const texts = [
  '*.md',
  'docs/**/*.md',
  '{src,server,contract,e2e,bench,scripts}/**/*.{ts,tsx,mjs,css}',
  'src/i18n/{locales/en/*,documents/en}.json',
]
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .filter((path) => !quoted.test(path));

it('texts, comments and documents are as a native speaker would write them (docs/languages.md)', () => {
  expect(texts.length).toBeGreaterThan(1500);
  const found = texts.flatMap((path) =>
    stiffPhrases(readFileSync(new URL(path, root), 'utf8')).map((phrase) => `${path}:${phrase}`),
  );
  expect(found).toEqual([]);
});

it.each([
  ['Somebody left it here for everybody.', 2],
  ['/**\n * It is kept for\n * ever, and nobody looks any\n * more.\n */', 2],
  ['// goes on after that', 1],
  ["test('refuses what is no address, and an answer that is none')", 2],
  ['Waits so many ms, and takes\n   // note of it.', 2],
])('refuses %j: %i', (text, count) => {
  expect(stiffPhrases(text)).toHaveLength(count);
});

it.each([
  'Someone left it here for everyone.',
  'It is no longer there, which is no reason to worry.',
  'Tokens that are none of our business; there is no other.',
  'It goes once a day, more or less.',
])('lets pass %j', (text) => {
  expect(stiffPhrases(text)).toEqual([]);
});
