import type { ESTree } from 'vite';
import { walk } from '../conventions/convention.ts';

const isConst = (type: ESTree.TSType) =>
  type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'const';

/** Places where the compiler is told what something is instead of being shown: `a as T`, `<T>a`, `a!`. */
export function casts(program: ESTree.Program): number {
  let found = 0;
  walk(program, (node) => {
    if (node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion')
      found += isConst(node.typeAnnotation) ? 0 : 1;
    if (node.type === 'TSNonNullExpression') found += 1;
  });
  return found;
}
