import { type Convention, isPage, type Offence, walk } from './convention.ts';

/**
 * Creating an `Intl` object takes some milliseconds, on a slow device fifty: nothing that is merely imported pays for
 * one.
 */
export const intlWhenNeeded: Convention = {
  name: 'no object of Intl is made while a module is loaded',
  applies: (path) => isPage(path) || path.startsWith('contract/'),
  check: (program) => {
    const offences: Offence[] = [];
    walk(program, (node, ancestors) => {
      if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return;
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return;
      if (callee.object.name !== 'Intl' && callee.object.name !== 'intl') return;
      const isLater = ancestors.some(({ type }) => /Function|MethodDefinition/.test(type));
      if (!isLater) offences.push({ node, message: 'make it when it is needed first' });
    });
    return offences;
  },
  refused: [
    'const segmenter = new Intl.Segmenter();',
    'export const names = { day: intl.dateTime("en") };',
    'class Names { static readonly all = new Intl.DisplayNames("en", { type: "language" }); }',
  ],
  accepted: [
    'const segmenter = () => new Intl.Segmenter();',
    'export const names = { day: () => intl.dateTime("en") };',
    'function make() { return new Intl.Collator(); }',
    'class Names { make() { return new Intl.Collator(); } }',
  ],
};
