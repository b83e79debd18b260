import type { ESTree } from 'vite';
import { all, type Convention, isPage } from './convention.ts';

const isKnown = (name: ESTree.Node) => name.type === 'Identifier' && name.name === 'known';

/** An answer from the index is a fact only when it knows all meetings: callers check how much it knows. */
export const indexKnown: Convention = {
  name: 'who asks the index looks at how much of it is known',
  applies: (path) => isPage(path) && path !== 'src/services/search-index/use-index.ts',
  check(program) {
    const asked = all(program, 'CallExpression').filter(
      ({ callee }) => callee.type === 'Identifier' && callee.name === 'useIndexQuery',
    );
    const looks =
      all(program, 'ObjectPattern').some(({ properties }) =>
        properties.some((each) => each.type === 'Property' && isKnown(each.key)),
      ) || all(program, 'MemberExpression').some(({ property }) => isKnown(property));
    return looks
      ? []
      : asked.map((node) => ({ node, message: 'take `known` from the answer (local-index/known.ts)' }));
  },
  refused: [
    'const { data: known } = useIndexQuery(["a"], ask);',
    'const { data } = useIndexQuery(["a"], ask);',
    'const count = useIndexQuery(["a"], ask).data?.total;',
  ],
  accepted: [
    'const { data, known } = useIndexQuery(["a"], ask);',
    'const found = useIndexQuery(["a"], ask);\nconst sure = found.known === "all";',
  ],
};
