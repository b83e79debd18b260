import type { ESTree } from 'vite';
import { type Convention, isPage, walk } from './convention.ts';

const here = new Set([
  'src/ui/keyboard/keyboard.ts',
  'src/ui/keyboard/keyboard-guard.ts',
  'src/ui/keyboard/shortcuts.ts',
  // Notes that keys are used, whichever.
  'src/ui/keyboard/focus-keeper.ts',
]);
const told = /^(isComposing|keyCode|charCode|getModifierState)$/;
const names = /^(on)?key(down|up|press)(capture)?$/i;
const instead =
  'the keyboard is decided in one place: use onKeys of src/ui/keyboard/keyboard.ts or useShortcuts';

/** A handler that was created elsewhere with `onKeys` and is only passed on. */
const isPassedOn = (node: ESTree.Node | null | undefined) =>
  (node?.type === 'Identifier' && node.name === 'onKeyDown') ||
  (node?.type === 'MemberExpression' &&
    node.property.type === 'Identifier' &&
    node.property.name === 'onKeyDown');

const isOnKeys = (node: ESTree.Node | null | undefined) =>
  node?.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'onKeys';

/** Whether a node reads the keyboard itself. */
function reads(node: ESTree.Node): boolean {
  switch (node.type) {
    case 'JSXAttribute': {
      if (node.name.type !== 'JSXIdentifier' || !names.test(node.name.name)) return false;
      const given = node.value?.type === 'JSXExpressionContainer' ? node.value.expression : undefined;
      return !(node.name.name === 'onKeyDown' && (isOnKeys(given) || isPassedOn(given)));
    }
    case 'CallExpression': {
      const [event] = node.arguments;
      return event?.type === 'Literal' && typeof event.value === 'string' && names.test(event.value);
    }
    case 'AssignmentExpression':
      return (
        node.left.type === 'MemberExpression' &&
        node.left.property.type === 'Identifier' &&
        /^onkey/.test(node.left.property.name)
      );
    case 'MemberExpression':
      return node.property.type === 'Identifier' && told.test(node.property.name);
    case 'ImportSpecifier':
      // Mantine's own.
      return node.imported.type === 'Identifier' && /hotkey/i.test(node.imported.name);
    case 'TSTypeReference':
      return node.typeName.type === 'Identifier' && node.typeName.name === 'KeyboardEvent';
    default:
      return false;
  }
}

export const keyboardInOnePlace: Convention = {
  name: 'the keyboard is decided in one place',
  applies: (path) => isPage(path) && !here.has(path) && !path.startsWith('src/lib/keyboard/'),
  check: (program) => {
    const found: ESTree.Node[] = [];
    walk(program, (node) => {
      if (reads(node)) found.push(node);
    });
    return found.map((node) => ({ node, message: instead }));
  },
  refused: [
    '<input onKeyDown={(event) => event.key === "Enter" && send()} />;',
    '<input onKeyDown={press} />;',
    '<input onKeyUp={onKeys({})} />;',
    '<input onKeyDownCapture={onKeys({})} />;',
    "document.addEventListener('keydown', press);",
    "node.addEventListener('keyup', press, { capture: true });",
    'window.onkeydown = press;',
    'const press = (event: KeyboardEvent) => close();',
    'if (event.nativeEvent.isComposing) close();',
    "import { useHotkeys } from '@mantine/hooks';",
    'const taken = event.keyCode === 229;',
  ],
  accepted: [
    '<input onKeyDown={onKeys({ does: { Escape: close } })} />;',
    '<input onKeyDown={props.onKeyDown} />;',
    'window.addEventListener("storage", (event) => event.key === name && read());',
  ],
};
