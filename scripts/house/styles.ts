import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { all } from '../conventions/convention.ts';
import type { CodeFile } from './import-graph.ts';

/** A file of styles. */
export interface Styles {
  readonly path: string;
  readonly source: string;
}

/** Its classes have plain names, which code says as texts. */
const shared = 'src/ui/shared.css';

/** Files of styles with classes that code reads, by paths from the root. */
export const readStyles = (root: URL): readonly Styles[] =>
  [...globSync('src/**/*.module.css', { cwd: root }), shared].map((path) => ({
    path,
    source: readFileSync(new URL(path, root), 'utf8'),
  }));

/** Names of the classes that a file of styles has rules for. */
export function classesOf(source: string): ReadonlySet<string> {
  const selectors = source
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/"[^"]*"/g, '""')
    .matchAll(/(?:^|[;{}])([^;{}]*)(?=\{)/g);
  return new Set(
    [...selectors].flatMap(([, selector = '']) =>
      [...selector.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name = '']) => name),
    ),
  );
}

/** Classes that code reads, by the path of their file. */
function classesRead(styles: readonly Styles[], code: readonly CodeFile[]) {
  const read = new Map(styles.map(({ path }) => [path, new Set<string>()]));
  for (const file of code) {
    for (const { source, specifiers } of all(file.program, 'ImportDeclaration')) {
      const names = read.get(resolved(file.path, source.value));
      const local = specifiers[0]?.local.name;
      if (!names || local === undefined) continue;
      for (const { object, property } of all(file.program, 'MemberExpression'))
        if (object.type === 'Identifier' && object.name === local && property.type === 'Identifier')
          names.add(property.name);
    }
    for (const [name] of file.source.matchAll(/(?<=["'` ])ui-[a-z]+(?=["'` ])/g)) read.get(shared)?.add(name);
  }
  return read;
}

/**
 * Where styles and code do not agree: rules for classes that no code reads, which are loaded in vain, and classes that
 * code reads and no rule is for, which are a mistake or a leftover.
 */
export function strayClasses(styles: readonly Styles[], code: readonly CodeFile[]): readonly string[] {
  const read = classesRead(styles, code);
  return styles.flatMap(({ path, source }) => {
    const ruled = classesOf(source);
    const worn = read.get(path) ?? new Set();
    return [
      ...[...ruled].filter((name) => !worn.has(name)).map((name) => `${path}: nothing wears .${name}`),
      ...[...worn].filter((name) => !ruled.has(name)).map((name) => `${path}: there is no .${name}`),
    ];
  });
}

function resolved(from: string, specifier: string): string {
  if (specifier.startsWith('#src/')) return specifier.slice(1);
  return specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : specifier;
}

/** Innermost rules of a file of styles: what stands before their braces, outermost first, and what they say. */
function rulesOf(
  source: string,
): readonly { readonly selectors: readonly string[]; readonly says: string }[] {
  const rules: { selectors: readonly string[]; says: string }[] = [];
  const open: { selector: string; says: string }[] = [];
  let text = '';
  for (const character of source.replaceAll(/\/\*[\s\S]*?\*\//g, '')) {
    if (character === '{') {
      const declarations = text.split(';');
      const selector = declarations.pop()?.trim() ?? '';
      const outer = open.at(-1);
      if (outer) outer.says += declarations.map((one) => `${one};`).join('');
      open.push({ selector, says: '' });
      text = '';
    } else if (character === '}') {
      const rule = open.pop();
      if (rule)
        rules.push({
          selectors: [...open.map(({ selector }) => selector), rule.selector],
          says: rule.says + text,
        });
      text = '';
    } else text += character;
  }
  return rules;
}

/** What may be pale: signs beside a text, what cannot be pressed, and what moves. */
const mayBePale = /svg$|\[data-disabled\]$|:disabled$|^@keyframes/;

/**
 * Rules that make a text paler than its colour, so that no check of colours holds for it, and rules for people who want
 * nothing to move that leave a transition: however short, each change of any element is one then.
 */
export function unsafeRules(styles: readonly Styles[]): readonly string[] {
  return styles.flatMap(({ path, source }) =>
    rulesOf(source).flatMap(({ selectors, says }) => {
      const place = `${path}: ${selectors.join(' ')}`;
      const still = selectors.some((selector) => selector.includes('prefers-reduced-motion'));
      return [
        ...(/(?:^|[\s;])opacity:\s*0?\.\d/.test(says) && !selectors.some((one) => mayBePale.test(one))
          ? [`${place} is pale`]
          : []),
        ...(still && /transition-duration/.test(says) ? [`${place} leaves a transition`] : []),
      ];
    }),
  );
}
