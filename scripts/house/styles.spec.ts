import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCode, readProject } from './import-graph.ts';
import { classesOf, readStyles, strayClasses, unsafeRules } from './styles.ts';

const root = new URL('../../', import.meta.url);

describe('styles and code', () => {
  // All code is parsed, which takes a busy machine a while.
  it('agree on every class', { timeout: 90_000 }, () => {
    const styles = readStyles(root);
    expect(styles.length).toBeGreaterThan(50);
    expect(strayClasses(styles, readProject(root))).toEqual([]);
  });

  const code = (source: string) => [readCode('src/ui/a.tsx', source)];
  const styles = (source: string) => [{ path: 'src/ui/a.module.css', source }];

  it.each([
    [
      'a rule that nothing wears',
      '.used {}\n.left[data-on] > a {}',
      "import classes from './a.module.css';\nconst a = <p className={classes.used} />;",
      ['src/ui/a.module.css: nothing wears .left'],
    ],
    [
      'a class that has no rule',
      '.used {}',
      "import classes from '#src/ui/a.module.css';\nconst a = <p className={on ? classes.used : classes.gone} />;",
      ['src/ui/a.module.css: there is no .gone'],
    ],
  ])('are told %s', (_name, css, source, expected) => {
    expect(strayClasses(styles(css), code(source))).toEqual(expected);
  });

  it('are told of names that all pages share', () => {
    const shared = [{ path: 'src/ui/shared.css', source: '@layer ui {\n  .ui-row {}\n  .ui-list {}\n}' }];
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code in a text.
    const source = 'const a = <p className="ui-row" title={`ui-gone ${b}`} />;';
    expect(strayClasses(shared, code(source))).toEqual([
      'src/ui/shared.css: nothing wears .ui-list',
      'src/ui/shared.css: there is no .ui-gone',
    ]);
  });

  it('make no text paler than its colour, and leave no transition to those who want none', () => {
    const all = globSync('src/**/*.css', { cwd: root }).map((path) => ({
      path,
      source: readFileSync(new URL(path, root), 'utf8'),
    }));
    expect(all.length).toBeGreaterThan(50);
    expect(unsafeRules(all)).toEqual([]);
  });

  it.each([
    ['.rows > [data-stale] { color: red; opacity: 0.55 }', ['.rows > [data-stale] is pale']],
    ['@media (width > 1px) {\n  .a { opacity: .5; }\n}', ['@media (width > 1px) .a is pale']],
    ['.a { opacity: 0.9; .b { color: red } }', ['.a is pale']],
    [
      '@media (prefers-reduced-motion: reduce) { * { transition-duration: 0.01ms !important } }',
      ['@media (prefers-reduced-motion: reduce) * leaves a transition'],
    ],
    ['.a svg { opacity: 0.5 }\n.b { opacity: 0 }\n.c { opacity: 1 }\n.d { fill-opacity: 0.5 }', []],
    ['@keyframes pulse { 50% { opacity: 0.3 } }\n.a[data-disabled] { opacity: 0.6 }', []],
    ['@media (prefers-reduced-motion: reduce) { * { transition: none } }', []],
  ])('%s', (source, expected) => {
    expect(unsafeRules(styles(source))).toEqual(expected.map((text) => `src/ui/a.module.css: ${text}`));
  });

  it('reads no class out of comments, texts and numbers', () => {
    expect([
      ...classesOf(
        '/* .a {} */\n.b:not(.c)::after { content: ".d"; margin: 0.5rem }\n@media print { .e {} }',
      ),
    ]).toEqual(['b', 'c', 'e']);
  });
});
