import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const source = fileURLToPath(new URL('../', import.meta.url));

/** Room of each namespace. */
const rooms = new Map(
  readdirSync(join(source, 'i18n/locales/en')).flatMap((file) =>
    Object.keys(JSON.parse(readFileSync(join(source, 'i18n/locales/en', file), 'utf8')) as object).map(
      (namespace) => [namespace, file.replace('.json', '')] as const,
    ),
  ),
);

const textOf = (file: string) => readFileSync(file, 'utf8');

function resolved(from: string, specifier: string): string | undefined {
  if (!/\.tsx?$/.test(specifier)) return undefined;
  if (specifier.startsWith('#src/')) return join(source, specifier.slice('#src/'.length));
  return specifier.startsWith('.') ? resolve(dirname(from), specifier) : undefined;
}

/** Modules that these ones bring along, themselves included; not what comes with texts of its own. */
function reached(entries: readonly string[], { later }: { readonly later: boolean }): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file) || !existsSync(file)) return;
    seen.add(file);
    const text = textOf(file);
    const specifiers = [
      ...text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)';/gm),
      ...text.matchAll(/^import '([^']+)';/gm),
      ...(later ? withoutTexts(text).matchAll(/import\('([^']+)'\)/g) : []),
    ];
    for (const [, specifier = ''] of specifiers) {
      const next = resolved(file, specifier);
      if (next) visit(next);
    }
  };
  for (const entry of entries) visit(entry);
  return seen;
}

const lazyWithTexts = /withTexts\(\s*\[([^\]]*)\],[\s\S]*?import\('([^']+)'\)/g;
const withoutTexts = (text: string) => text.replaceAll(lazyWithTexts, '');

/** `namespace (file)` of the texts in these modules that are in none of the rooms. */
function missing(files: Iterable<string>, given: readonly string[]): string[] {
  const there = new Set(['first', ...given]);
  return [...files].flatMap((file) =>
    [...textOf(file).matchAll(/useTranslations\('([a-zA-Z]+)/g)].flatMap(([, namespace = '']) =>
      there.has(rooms.get(namespace) ?? '') ? [] : [`${namespace} (${file.slice(source.length)})`],
    ),
  );
}

it('the frame and the list of meetings say only what is loaded first', () => {
  const entries = ['boot.ts', 'main.tsx', 'features/meetings/list/meetings-page.tsx'].map((file) =>
    join(source, file),
  );
  // The routes are checked below.
  const files = [...reached(entries, { later: true })].filter((file) => !file.endsWith('app/router.tsx'));
  const page = reached(entries, { later: false });
  expect(missing(page, [])).toEqual([]);
  expect(files.length).toBeGreaterThan(page.size);
});

const lazies = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file))
  .flatMap((file) =>
    [...textOf(join(source, file)).matchAll(lazyWithTexts)].map(([, given = '', specifier = '']) => ({
      from: join(source, file),
      specifier,
      given: [...given.matchAll(/'([^']+)'/g)].map(([, room = '']) => room),
    })),
  );

it.each(lazies)('$specifier comes with all texts that it shows', ({ from, specifier, given }) => {
  const file = resolved(from, specifier);
  if (!file) throw new Error(`${specifier} is no module of this application`);
  expect(missing(reached([file], { later: true }), given)).toEqual([]);
});
