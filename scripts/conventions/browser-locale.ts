import type { ESTree } from 'vite';
import { all, type Convention, isPage, type Offence } from './convention.ts';

/** Methods with a locale among their arguments, and where. */
const localeAt: Readonly<Record<string, number>> = {
  toLocaleString: 0,
  toLocaleDateString: 0,
  toLocaleTimeString: 0,
  toLocaleUpperCase: 0,
  toLocaleLowerCase: 0,
  localeCompare: 1,
};

const nameOf = (node: ESTree.Node | null | undefined) =>
  node?.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : undefined;

const isOf = (node: ESTree.Node, object: string) =>
  node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === object;

/** Written in the code, or checked, so that it cannot be whatever a browser calls its language. */
const isFixed = (locale: ESTree.Node | undefined) =>
  locale === undefined ||
  locale.type === 'Literal' ||
  (locale.type === 'Identifier' && locale.name === 'undefined') ||
  (locale.type === 'CallExpression' &&
    locale.callee.type === 'Identifier' &&
    locale.callee.name === 'localeOf') ||
  (locale.type === 'ArrayExpression' && locale.elements.every((one) => one?.type === 'Literal'));

const instead = 'may be a name that Intl refuses: use src/lib/intl.ts';

/** Names of locales and zones from the browser are read in one place, which accepts every one of them. */
export const browserLocale: Convention = {
  name: 'locales and time zones of the browser go through src/lib/intl.ts',
  // The head start only looks for a language that there is a catalogue of.
  applies: (path) => isPage(path) && !['src/lib/intl.ts', 'src/head-start/head-start.ts'].includes(path),
  check: (program) => {
    const offences: Offence[] = [];
    for (const node of [...all(program, 'NewExpression'), ...all(program, 'CallExpression')]) {
      const { callee } = node;
      if (isOf(callee, 'Intl') && !isFixed(node.arguments[0]))
        offences.push({ node, message: `Intl.${nameOf(callee)}: its locale ${instead}` });
      const method = nameOf(callee) ?? '';
      const at = localeAt[method];
      if (at !== undefined && !isFixed(node.arguments[at]))
        offences.push({ node, message: `${method}: its locale ${instead}` });
      if (method === 'resolvedOptions')
        offences.push({ node, message: `resolvedOptions: its zone ${instead}` });
    }
    for (const node of all(program, 'MemberExpression')) {
      const name = nameOf(node) ?? '';
      if (isOf(node, 'navigator') && /^languages?$/.test(name))
        offences.push({ node, message: `navigator.${name} ${instead}` });
    }
    return offences;
  },
  refused: [
    'new Intl.NumberFormat(locale);',
    'Intl.DateTimeFormat(locale, { timeZone });',
    'new Intl.DisplayNames([language], { type: "language" });',
    'const tag = navigator.language;',
    'const tags = navigator.languages.map(String);',
    'const zone = new Intl.DateTimeFormat("en").resolvedOptions();',
    'name.toLocaleUpperCase(locale);',
    'one.localeCompare(other, locale);',
  ],
  accepted: [
    'new Intl.Segmenter();',
    'new Intl.Segmenter(undefined, { granularity: "word" });',
    'new Intl.DateTimeFormat("sv-SE", { timeZone });',
    'one.localeCompare(other);',
    'name.toLocaleLowerCase();',
    'name.toLocaleLowerCase(localeOf(language));',
  ],
};
