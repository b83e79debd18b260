import { type ESTree, parseSync } from 'vite';
import { all, walk } from '../conventions/convention.ts';

/** Methods that read a position in a text or in bytes. */
const looks = new Set(
  'at charAt charCodeAt codePointAt endsWith exec indexOf lastIndexOf slice startsWith subarray'.split(' '),
);
const searches = new Set(['includes', 'indexOf', 'lastIndexOf', 'startsWith']);

type FunctionNode = ESTree.Function | ESTree.ArrowFunctionExpression;
const isFunction = (node: ESTree.Node): node is FunctionNode => /^(Function|ArrowFunction)/.test(node.type);

/**
 * Returns the names of a file's functions that scan by hand, with a loop over positions or a search that starts at one:
 * these may read the same position again and again.
 */
export function scanningFunctions(path: string, source: string): string[] {
  const { program } = parseSync(path, source, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' });
  const found = new Set<string>();
  walk(program, (node, ancestors) => {
    if (isScan(node)) found.add(nameOf([node, ...ancestors]));
  });
  return [...found];
}

function isScan(node: ESTree.Node): boolean {
  if (node.type === 'WhileStatement' || node.type === 'DoWhileStatement' || node.type === 'ForStatement')
    return all(node, 'MemberExpression').some(isLook);
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { property } = node.callee;
  return property.type === 'Identifier' && searches.has(property.name) && node.arguments.length > 1;
}

const isLook = ({ computed, property }: ESTree.MemberExpression) =>
  computed ? property.type !== 'Literal' : property.type === 'Identifier' && looks.has(property.name);

/** As V8 calls the innermost function that has a name; what runs while a file is loaded is its own. */
function nameOf(ancestors: readonly ESTree.Node[]): string {
  for (const [at, node] of ancestors.entries()) {
    if (!isFunction(node)) continue;
    if (node.type !== 'ArrowFunctionExpression' && node.id) return node.id.name;
    const holder = ancestors[at + 1];
    if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier') return holder.id.name;
    if (holder?.type === 'MethodDefinition' || holder?.type === 'PropertyDefinition')
      return keyOf(holder.key);
    if (holder?.type === 'Property') return keyOf(holder.key);
  }
  return '';
}

function keyOf(key: ESTree.Node): string {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  return key.type === 'Identifier' ? key.name : '';
}
