import { all, type Convention, isPage } from './convention.ts';

/** Observing a changing value is written once; the next set of listeners would be the twentieth. */
export const stores: Convention = {
  name: 'what others follow is a store of src/lib/store.ts',
  applies: (path) => isPage(path) && path !== 'src/lib/store.ts',
  check: (program) =>
    all(program, 'NewExpression').flatMap((node) => {
      const { callee, typeArguments } = node;
      const isSet = callee.type === 'Identifier' && callee.name === 'Set';
      return isSet && typeArguments?.params[0]?.type === 'TSFunctionType'
        ? [{ node, message: 'use createStore or createListeners of src/lib/store.ts' }]
        : [];
    }),
  refused: [
    'const listeners = new Set<() => void>();',
    'class A { readonly #listeners = new Set<(level: Level) => void>(); }',
  ],
  accepted: ['const open = createStore(false);', 'const seen = new Set<string>();'],
};
