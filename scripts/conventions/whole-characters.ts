import type { ESTree } from 'vite';
import { all, type Convention } from './convention.ts';

/**
 * Text of people is cut between characters (contract/whole-characters.ts). Without types a list that is cut looks the
 * same, so this goes by what is written: a limit (a figure, or a name such as `longestName`) on something that by its
 * form or its name is a text. An index that was searched for (`slice(0, at)`) is no limit.
 */
export const wholeCharacters: Convention = {
  name: 'text is cut between characters',
  applies: (path) =>
    path !== 'contract/whole-characters.ts' &&
    !path.startsWith('server/sandboxes/') &&
    !/\.spec\.|\/testing\//.test(path),
  check: (program, source) =>
    all(program, 'CallExpression').flatMap((node) => {
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return [];
      const method = callee.property.name;
      const isOld = method === 'substring' || method === 'substr';
      const cuts = method === 'slice' && isCut(node.arguments) && isText(callee.object);
      if (!(isOld || cuts) || /\/\/ no text of people: \S/.test(lineOf(source, callee.property.start)))
        return [];
      return [
        {
          node: callee.property,
          message: `${method}: use wholeCharacters or shortened (contract/whole-characters.ts)`,
        },
      ];
    }),
  refused: [
    'const name = label.slice(0, longestName);',
    'const words = text.trim().slice(0, 255);',
    "const query = (search.get('q') ?? '').slice(0, maximumText);",
    'message?.slice(0, 300);',
    'item.filename.slice(-120);',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    '`${name} (${kind})`.slice(0, limits.name);',
    'const begin = isCut ? value.slice(0, longest) : value;',
    'const begin = text.slice(0, shown);',
    'x.substring(2);',
  ],
  accepted: [
    'const rows = found.slice(0, maxShown);',
    'const before = text.slice(0, at);',
    'const day = date.toISOString().slice(0, 10);',
    'const rest = text.slice(7);',
    'const language = locale.slice(0, 2);',
    '// the path of a request, ASCII\nconst shown = path.split("/").join("/").slice(0, 200); // no text of people: ASCII',
  ],
};

/** A text may have been cut by others: half a character makes `encodeURIComponent` throw, and a page that draws it vanish. */
export const anyTextInAddresses: Convention = {
  name: 'any text can be part of an address',
  applies: (path) =>
    /^(src|contract|server)\//.test(path) &&
    path !== 'contract/url-text.ts' &&
    !path.startsWith('server/sandboxes/') &&
    !/\.spec\.|\/testing\//.test(path),
  check: (program, source) =>
    all(program, 'CallExpression').flatMap((node) => {
      const { callee } = node;
      if (callee.type !== 'Identifier' || !/^encodeURI(Component)?$/.test(callee.name)) return [];
      const [given] = node.arguments;
      const isWhole = given && source.slice(given.start, given.end).endsWith('.toWellFormed()');
      return isWhole ? [] : [{ node: callee, message: 'use urlText of contract/url-text.ts' }];
    }),
  refused: ['const path = root + encodeURIComponent(uuid);', 'const url = encodeURI(address);'],
  accepted: [
    'const path = root + urlText(uuid);',
    'link.href = encodeURIComponent(String(id).toWellFormed());',
    'decodeURIComponent(name);',
  ],
};

const limitName = /^(most|max|maximum|longest|limit|shown|portion)/i;
const textName =
  /^(text|name|title|label|query|description|message|subject|words?|content|file_?name|comment|answer|question|sentence|summary|topic|note|raw|cell|heading|event|status|said|typed|search|term|value)$/i;
const textMethods: ReadonlySet<string> = new Set(
  'trim trimStart trimEnd replace replaceAll toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase normalize join toWellFormed'.split(
    ' ',
  ),
);
const textFunctions = /^(String|fold|normalForm|trimInvisible|trimCharacters|text)$/;

/** `(0, limit)` or `(-limit)`. */
function isCut(given: readonly ESTree.Node[]): boolean {
  const [first, second] = given;
  if (second) return isNumber(first, 0) && isLimit(second);
  return first?.type === 'UnaryExpression' && first.operator === '-' && isLimit(first.argument);
}

const isNumber = (node: ESTree.Node | undefined, value: number) =>
  node?.type === 'Literal' && node.value === value;

function isLimit(node: ESTree.Node): boolean {
  if (node.type === 'Literal') return typeof node.value === 'number' && node.value > 2;
  if (node.type === 'BinaryExpression') return isLimit(node.left as ESTree.Node);
  if (node.type === 'Identifier') return limitName.test(node.name);
  return (
    node.type === 'MemberExpression' &&
    (limitName.test(nameOf(node.object)) || limitName.test(nameOf(node.property)))
  );
}

const nameOf = (node: ESTree.Node): string => (node.type === 'Identifier' ? node.name : '');

function isText(node: ESTree.Node): boolean {
  switch (node.type) {
    case 'TemplateLiteral':
      return true;
    case 'ParenthesizedExpression':
    case 'ChainExpression':
      return isText(node.expression);
    case 'LogicalExpression':
      return isText(node.left) || (node.right.type === 'Literal' && typeof node.right.value === 'string');
    case 'Identifier':
      return textName.test(node.name);
    case 'MemberExpression':
      return textName.test(nameOf(node.property));
    case 'CallExpression': {
      const { callee } = node;
      if (callee.type === 'Identifier') return textFunctions.test(callee.name);
      return callee.type === 'MemberExpression' && textMethods.has(nameOf(callee.property));
    }
    default:
      return false;
  }
}

const lineOf = (source: string, at: number) =>
  source.slice(
    source.lastIndexOf('\n', at) + 1,
    source.indexOf('\n', at) < 0 ? undefined : source.indexOf('\n', at),
  );
