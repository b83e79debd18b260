import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const tops = 'src|server|contract|e2e|bench|scripts|docs|deploy|public';
const named = new RegExp(`(?<![\\w./-]|[\\w.]/)(?:${tops})/[\\w./-]*\\w/?`, 'g');

/** Paths that a text names, without those that stand for several: `src/i18n/locales/<language>/`. */
const pathsIn = (text: string) =>
  [...text.matchAll(named)]
    .filter(({ index, 0: path }) => !/^[*<{…$]/.test(text.slice(index + path.length)))
    .map(([path]) => path);

/** Folders of one machine, at the beginning of a text: what a test or a program writes goes where it is told to. */
const ofMachine = /['"`]\/(?:tmp|home|root|work|Users)\//;

it('no program names a folder of one machine', () => {
  const sources = globSync('{src,server,contract,e2e,bench,scripts}/**/*.{ts,tsx,mjs}', { cwd: root }).filter(
    (path) => !path.startsWith('scripts/house/'),
  );
  expect(sources.filter((path) => ofMachine.test(readFileSync(new URL(path, root), 'utf8')))).toEqual([]);
  expect(ofMachine.test("page.screenshot({ path: '/tmp/shot.png' })")).toBe(true);
});

it('every path that documents name is there', () => {
  const documents = globSync('{*.md,docs/**/*.md}', { cwd: root }).filter(
    (path) => !path.includes('node_modules'),
  );
  expect(documents.length).toBeGreaterThan(30);
  const missing = documents.flatMap((document) =>
    pathsIn(readFileSync(new URL(document, root), 'utf8'))
      .filter((path) => !existsSync(new URL(path, root)))
      .map((path) => `${document}: ${path}`),
  );
  expect(missing).toEqual([]);
});

it('every path that comments name is there', () => {
  const sources = globSync('{src,server,contract,e2e,bench,scripts}/**/*.{ts,tsx,mjs,css}', { cwd: root });
  expect(sources.length).toBeGreaterThan(1_000);
  const missing = sources.flatMap((source) =>
    readFileSync(new URL(source, root), 'utf8')
      .split('\n')
      .filter((line) => /^\s*(\*|\/\/|\/\*)/.test(line))
      .flatMap(pathsIn)
      .filter((path) => !existsSync(new URL(path, root)))
      .map((path) => `${source}: ${path}`),
  );
  expect(missing).toEqual([]);
});

it('sees a path that is not there', () => {
  expect(pathsIn('see `src/lib/nothing.ts`, (docs/none.md) and `src/i18n/locales/<language>/`')).toEqual([
    'src/lib/nothing.ts',
    'docs/none.md',
  ]);
});
