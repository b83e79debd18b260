import type { ESTree } from 'vite';
import { all, type Convention, isPage } from './convention.ts';

const calls = (node: ESTree.Node, name: string) =>
  all(node, 'CallExpression').filter(({ callee }) => callee.type === 'Identifier' && callee.name === name);

/** Firefox ends what a page is loading as it leaves, and brings the page back as it was: with a fault in place of its code. */
export const lateCode: Convention = {
  name: 'code that a page loads as it needs it is asked for a second time',
  applies: isPage,
  check: (program) =>
    calls(program, 'lazy')
      .filter((lazy) => calls(lazy, 'secondTry').length === 0)
      .map((node) => ({ node, message: 'load it with secondTry of src/lib/second-try.ts' })),
  refused: ["const Panel = lazy(async () => ({ default: (await import('./panel.tsx')).Panel }));"],
  accepted: [
    'const Panel = lazy(async () => ({ default: (await secondTry(loadPanel)).Panel }));',
    'const panel = useOnDemand(loadPanel, wanted);',
  ],
};
