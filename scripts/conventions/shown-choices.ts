import type { ESTree } from 'vite';
import { all, type Convention, isPage } from './convention.ts';

const nameOf = (node: ESTree.Node) => (node.type === 'Identifier' ? node.name : undefined);

/** A filter shows what was chosen until the page has followed (src/lib/address/use-shown.ts): it has to know when. */
export const shownChoices: Convention = {
  name: 'whoever changes what an address shows returns how far the router is',
  applies: isPage,
  check: (program) =>
    all(program, 'UnaryExpression')
      .filter(
        ({ operator, argument }) =>
          operator === 'void' &&
          argument.type === 'CallExpression' &&
          nameOf(argument.callee) === 'navigate' &&
          all(argument, 'CallExpression').some(({ callee }) =>
            /^(?:write[A-Z]|with[A-Z]|queryWith$)/.test(nameOf(callee) ?? ''),
          ),
      )
      .map((node) => ({ node, message: 'return what navigate returns, for useShown' })),
  refused: [
    'const go = (next) => void navigate(paths.sent(writeSentFilter(next)));',
    "const show = (view) => void navigate({ search: String(queryWith('view', view)) }, { replace: true });",
  ],
  accepted: [
    'const go = (next) => navigate(paths.sent(writeSentFilter(next)));',
    'const open = (id) => void navigate(paths.meeting(id));',
  ],
};
