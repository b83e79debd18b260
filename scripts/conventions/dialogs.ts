import type { ESTree } from 'vite';
import { all, type Convention, isPage } from './convention.ts';

/** Dialogs that neither ask nor have fields. */
const others: Readonly<Record<string, string>> = {
  'src/ui/dialog/form-dialog.tsx': 'draws all that ask or are filled in',
  'src/ui/keyboard/shortcuts-dialog.tsx': 'shows',
  'src/features/meetings/list/views/saved-views-dialog.tsx': 'a list in which each change is done at once',
};

const isNamed = (node: ESTree.Node, name: string) => node.type === 'JSXIdentifier' && node.name === name;

/** One dialog that asks and one with fields: keys, announcements and focus are the same in all of them. */
export const dialogs: Convention = {
  name: 'a dialog is a ConfirmDialog or a FormDialog',
  applies: (path) => isPage(path) && path !== 'src/ui/dialog/modal.tsx',
  check: (program, _source, path) => [
    ...all(program, 'CallExpression')
      .filter(
        ({ callee }) =>
          callee.type === 'MemberExpression' &&
          callee.property.type === 'Identifier' &&
          callee.property.name === 'showModal',
      )
      .map((node) => ({ node, message: 'only src/ui/dialog/modal.tsx opens a <dialog>' })),
    ...all(program, 'JSXOpeningElement')
      .filter(({ name }) => isNamed(name, 'dialog'))
      .map((node) => ({ node, message: 'use ConfirmDialog or FormDialog of src/ui/dialog/' })),
    ...all(program, 'ImportSpecifier')
      .filter(({ imported }) => imported.type === 'Identifier' && imported.name === 'Dialog')
      .filter(() => !Object.hasOwn(others, path))
      .map((node) => ({ node, message: 'use ConfirmDialog or FormDialog of src/ui/dialog/' })),
  ],
  refused: [
    'useEffect(() => dialog.current?.showModal(), []);',
    'const asking = <dialog ref={dialog} />;',
    "import { Dialog } from '#src/ui/dialog/dialog.tsx';",
  ],
  accepted: [
    "import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';",
    'const asking = <ConfirmDialog title={title} />;',
  ],
};
