import type { ESTree } from 'vite';
import { all, type Convention, isPage } from './convention.ts';

const message = 'change what currentQuery() of src/lib/address/current-query.ts says';

const nameOf = (node: ESTree.Node | null | undefined) =>
  node?.type === 'Identifier' ? node.name : undefined;

/** What the page calls the two things that `useSearchParams` returns. */
function searchParams(program: ESTree.Program) {
  const pairs = all(program, 'VariableDeclarator').flatMap(({ id, init }) =>
    id.type === 'ArrayPattern' && init?.type === 'CallExpression' && nameOf(init.callee) === 'useSearchParams'
      ? [id.elements]
      : [],
  );
  return {
    rendered: new Set(pairs.map(([params]) => nameOf(params))),
    setters: new Set(pairs.map(([, set]) => nameOf(set))),
  };
}

/** Something beside a page and what it is added to. */
const changes = ({ properties }: ESTree.ObjectExpression, spread: ESTree.SpreadElement) =>
  properties.some(
    (part) => part !== spread && (part.type === 'SpreadElement' || nameOf(part.key) !== 'page'),
  );

/** Of two changes in quick succession, the second would undo the first: it is made from what was rendered before it. */
export const changesOfTheAddress: Convention = {
  name: 'a change of what is shown is one of the address as it is now',
  applies: isPage,
  check: (program) => {
    const { rendered, setters } = searchParams(program);
    const read = new Set(
      all(program, 'VariableDeclarator').flatMap(({ id, init }) =>
        init?.type === 'CallExpression' && init.arguments.some((one) => rendered.has(nameOf(one) ?? ''))
          ? [nameOf(id)]
          : [],
      ),
    );
    const spreads = all(program, 'ObjectExpression').flatMap((object) =>
      object.properties.filter(
        (part) =>
          part.type === 'SpreadElement' && read.has(nameOf(part.argument) ?? '') && changes(object, part),
      ),
    );
    const updates = all(program, 'CallExpression').filter(
      ({ callee, arguments: [first] }) =>
        setters.has(nameOf(callee) ?? '') && first?.type === 'ArrowFunctionExpression',
    );
    return [...spreads, ...updates].map((node) => ({ node, message }));
  },
  refused: [
    'const [params] = useSearchParams(); const filter = readFilter(params); go({ ...filter, state });',
    'const [query] = useSearchParams(); const search = read(query); go({ ...search, page: 1, ...change });',
    'const [params, setParams] = useSearchParams(); setParams((before) => changed(before));',
  ],
  accepted: [
    'const [params] = useSearchParams(); const filter = read(params); go({ ...read(currentQuery()), state });',
    "const [params] = useSearchParams(); const search = read(params); const some = write({ ...search, page: 1 }) !== '';",
    'const [params, setParams] = useSearchParams(); setParams(changed(currentQuery()));',
    'const filter = readFilter(text); go({ ...filter, state });',
  ],
};
