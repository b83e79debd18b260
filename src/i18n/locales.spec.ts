import { readdirSync, readFileSync } from 'node:fs';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { documentLanguages } from './document-languages.ts';
import { type Language, languages } from './languages.ts';

type Tree = { readonly [key: string]: string | Tree };

/** All texts of a language: one file, or a folder with a file for each room. */
function read(folder: string, language: string): Tree {
  const place = new URL(`./${folder}/`, import.meta.url);
  if (folder === 'documents') {
    return JSON.parse(readFileSync(new URL(`${language}.json`, place), 'utf8')) as Tree;
  }
  return Object.fromEntries(
    readdirSync(new URL(`${language}/`, place)).map((file) => [
      file.replace('.json', ''),
      JSON.parse(readFileSync(new URL(`${language}/${file}`, place), 'utf8')) as Tree,
    ]),
  );
}

function flatten(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${prefix}${key}`, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  );
}

/** Names of the arguments and tags of a message. */
function placeholders(message: string): string[] {
  const names = new Set<string>();
  const visit = (nodes: ReturnType<typeof parse>) => {
    for (const node of nodes) {
      if (node.type !== TYPE.literal && node.type !== TYPE.pound) names.add(node.value);
      if ('options' in node) for (const option of Object.values(node.options)) visit(option.value);
      if (node.type === TYPE.tag) visit(node.children);
    }
  };
  visit(parse(message));
  return [...names].sort();
}

/** What a language's typography forbids: straight quotes, and in French a punctuation mark that may begin a line. */
const slips: Readonly<Record<Language, RegExp>> = {
  en: /["'„«»]/u,
  nl: /["'„«»]/u,
  fr: /["'“„]|(\S| )[:;!?»](?=\s|$)|«(?!\u00a0)/u,
  de: /["'«»”]|„[^“]*$|^[^„]*“/u,
};
/** Symbols of the message format itself are in straight quotes. */
const withoutEscapes = (message: string) => message.replaceAll(/'(<[^>]*>)'/g, '$1');

describe.each([
  ['locales', languages],
  ['documents', documentLanguages],
] as const)('%s', (folder, known) => {
  const english = new Map(flatten(read(folder, 'en')));

  it('has a catalogue for each language and no other', () => {
    const files = readdirSync(new URL(`./${folder}/`, import.meta.url));
    expect(files.map((file) => file.replace('.json', '')).sort()).toEqual([...known].sort());
  });

  describe.each(known.filter((language) => language !== 'en'))('%s', (language) => {
    const messages = new Map(flatten(read(folder, language)));

    it('has exactly the keys of English', () => {
      expect([...messages.keys()].sort()).toEqual([...english.keys()].sort());
    });

    it('has the same placeholders and no empty text', () => {
      for (const [key, message] of messages) {
        expect(message.trim(), key).not.toBe('');
        expect(placeholders(message), key).toEqual(placeholders(english.get(key)!));
      }
    });
  });

  it.each(known)('keeps to the typography of %s', (language) => {
    for (const [key, message] of flatten(read(folder, language))) {
      expect(withoutEscapes(message), key).not.toMatch(slips[language]);
    }
  });
});

it.each(languages)('refuses a straight apostrophe in %s, and lets an escape pass', (language) => {
  expect(withoutEscapes("l'Exemple")).toMatch(slips[language]);
  expect(withoutEscapes("l’Exemple '<mail>'")).not.toMatch(slips[language]);
});

it('no namespace is in two rooms, or whichever arrives later would replace the other', () => {
  const rooms = Object.entries(read('locales', 'en'));
  const namespaces = rooms.flatMap(([room, texts]) => Object.keys(texts).map((name) => ({ room, name })));
  const shared = [...Map.groupBy(namespaces, ({ name }) => name)].filter(([, all]) => all.length > 1);
  expect(shared.map(([name, all]) => [name, all.map(({ room }) => room)])).toEqual([]);
});
