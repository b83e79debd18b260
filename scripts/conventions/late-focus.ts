import type { ESTree } from 'vite';
import { all, type Convention, isPage, walk } from './convention.ts';

const later = /^(requestAnimationFrame|setTimeout|queueMicrotask|requestIdleCallback)$/;

const nameOf = (node: ESTree.Node): string | undefined => {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? nameOf(node.property) : undefined;
};

/** Whether something in it moves the focus: a method whose name starts with `focus`. */
function focuses(node: ESTree.Node): boolean {
  let found = false;
  walk(node, (inner) => {
    if (inner.type === 'CallExpression' && /^focus/.test(nameOf(inner.callee) ?? '')) found = true;
  });
  return found;
}

/** A focus that moves late makes a fast typist's letters land outside the field they are meant for. */
export const lateFocus: Convention = {
  name: 'the focus never moves after someone has moved it',
  applies: (path) => isPage(path) && path !== 'src/ui/keyboard/focus-after-rendering.ts',
  check: (program) =>
    all(program, 'CallExpression')
      .filter((node) => later.test(nameOf(node.callee) ?? '') && node.arguments.some(focuses))
      .map((node) => ({
        node,
        message: 'use focusAfterRendering of src/ui/keyboard/focus-after-rendering.ts',
      })),
  refused: [
    'requestAnimationFrame(() => element.focus());',
    'window.setTimeout(() => { rows.current?.focusRow(0); }, 0);',
    'queueMicrotask(() => { if (open) field.current?.focus({ preventScroll: true }); });',
  ],
  accepted: [
    'requestAnimationFrame(() => element.scrollIntoView());',
    'useEffect(() => field.current?.focus(), []);',
    'focusAfterRendering(() => element.focus());',
  ],
};
