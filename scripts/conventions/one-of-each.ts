import type { ESTree } from 'vite';
import { all, type Convention, isPage, type Offence } from './convention.ts';

/** Elements that one component of `src/ui/list/` draws for all pages. */
const elements: Readonly<Record<string, string>> = {
  table: 'Table or LogTable',
  search: 'FilterBar',
};

/** Icons that only one component needs: drawing them elsewhere means duplicating it. */
const icons: Readonly<Record<string, string>> = {
  IconArrowLeft: 'BackLink',
  IconChevronLeft: 'Pager or BackLink',
  IconChevronLeftPipe: 'Pager',
  IconChevronRightPipe: 'Pager',
};

const tagOf = (node: ESTree.JSXOpeningElement | ESTree.CallExpression): string | undefined => {
  if (node.type === 'JSXOpeningElement')
    return node.name.type === 'JSXIdentifier' ? node.name.name : undefined;
  const [tag] = node.arguments;
  const creates = node.callee.type === 'Identifier' && node.callee.name === 'createElement';
  return creates && tag?.type === 'Literal' ? String(tag.value) : undefined;
};

/**
 * Lists are visibly siblings because there is one table, one pager, one bar of filters and one way back. A file that
 * needs its own says at its head why, and names the one that it does without: `src/ui/list/table.tsx`.
 */
export const oneOfEach: Convention = {
  name: 'tables, pagers, filter bars and ways back are one each',
  applies: (path) => isPage(path) && path.endsWith('.tsx') && !path.startsWith('src/ui/list/'),
  check(program, source) {
    const offences: Offence[] = [];
    const firstTable = source.search(/<table\b|createElement\('table'/);
    const hasReason = source.slice(0, Math.max(0, firstTable)).includes('src/ui/list/table.tsx');
    for (const node of [...all(program, 'JSXOpeningElement'), ...all(program, 'CallExpression')]) {
      const tag = tagOf(node);
      const instead = tag !== undefined && Object.hasOwn(elements, tag) ? elements[tag] : undefined;
      if (instead === undefined || (tag === 'table' && hasReason)) continue;
      offences.push({ node, message: `<${tag}>: take ${instead} of src/ui/list/` });
    }
    for (const node of all(program, 'ImportSpecifier')) {
      const name = node.imported.type === 'Identifier' ? node.imported.name : node.imported.value;
      if (Object.hasOwn(icons, name))
        offences.push({ node, message: `${name}: take ${icons[name]} of src/ui/list/` });
    }
    return offences;
  },
  refused: [
    'const a = <table aria-label="People"><tbody /></table>;',
    "const a = createElement('table', null, rows);",
    'const a = <search aria-label="Filters" />;',
    "import { IconArrowLeft } from '@tabler/icons-react';",
    "import { IconChevronLeft as Back } from '@tabler/icons-react';",
    "import { IconChevronRightPipe } from '@tabler/icons-react';",
    // A reason further down is not one at the top.
    'const a = <table />;\n// Not src/ui/list/table.tsx, because.',
  ],
  accepted: [
    'const a = <Table label="People" columns={columns} rows={rows} keyOf={keyOf} />;',
    "import { IconChevronRight } from '@tabler/icons-react';",
    '/** Not the table of src/ui/list/table.tsx: it draws rows in portions. */\nconst A = () => <table />;',
    "const a = createElement('tr', null, cells);",
  ],
};
