import type { ESTree } from 'vite';
import { all, type Convention, isPage } from './convention.ts';

const nameOf = (node: ESTree.Node | null | undefined) =>
  node?.type === 'Identifier' || node?.type === 'JSXIdentifier' ? node.name : undefined;

/** Whether something in it is what the address says: `params.get('q')`, `address.read('q')`. */
const readsAddress = (node: ESTree.Node) =>
  all(node, 'CallExpression').some(
    ({ callee }) =>
      callee.type === 'MemberExpression' &&
      /^(?:params|query|search|address)$/.test(nameOf(callee.object) ?? '') &&
      /^(?:get|read)$/.test(nameOf(callee.property) ?? ''),
  );

/** An address follows what is typed: a field that shows it loses the letters that are typed in between. */
export const typedSearches: Convention = {
  name: 'a search field shows what was typed, not what the address says',
  applies: isPage,
  check: (program) => {
    const read = new Set(
      all(program, 'VariableDeclarator').flatMap(({ id, init }) => {
        const name = nameOf(id);
        return name !== undefined && init && readsAddress(init) ? [name] : [];
      }),
    );
    return all(program, 'JSXOpeningElement')
      .filter(({ name }) => /^(?:SearchBox|TextInput|Textarea)$/.test(nameOf(name) ?? ''))
      .flatMap(({ attributes }) =>
        attributes.flatMap((attribute) => {
          if (attribute.type !== 'JSXAttribute' || nameOf(attribute.name) !== 'value') return [];
          const { value } = attribute;
          if (value?.type !== 'JSXExpressionContainer') return [];
          return readsAddress(value) || read.has(nameOf(value.expression) ?? '') ? [value] : [];
        }),
      )
      .map((node) => ({ node, message: 'use useAddressText of src/lib/address/use-address-text.ts' }));
  },
  refused: [
    "const text = params.get('q') ?? ''; <SearchBox label={label} value={text} onChange={search} />;",
    "<SearchBox label={label} value={address.read('q')} onChange={(q) => address.write({ q })} />;",
  ],
  accepted: [
    "const { text, type } = useAddressText(params.get('q') ?? '', write); <SearchBox value={text} onChange={type} />;",
    "const open = params.get('open'); <SearchBox value={text} onChange={setText} />;",
  ],
};
