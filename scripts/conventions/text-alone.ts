import type { ESTree } from 'vite';
import { type Convention, isPage, type Offence, walk } from './convention.ts';
import { isFunction } from './declarations.ts';
import { TextNodes } from './text-nodes.ts';

/** The children that JSX keeps: a line break and the spaces around it are not children. */
export const keptChildren = (element: ESTree.JSXElement | ESTree.JSXFragment) =>
  element.children.filter((child) =>
    child.type === 'JSXText'
      ? !/^\s*\n\s*$/.test(child.value)
      : child.type !== 'JSXExpressionContainer' || child.expression.type !== 'JSXEmptyExpression',
  );

const shown = (source: string, { start, end }: ESTree.Node) =>
  source.slice(start, end).replaceAll(/\s+/g, ' ').slice(0, 70);

const nameOf = (node: ESTree.Node, parent: ESTree.Node | undefined): string => {
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') return node.id?.name ?? '';
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : '';
};

/**
 * Anyone who translates a page in the browser replaces its text nodes by elements. React then takes away, fills or
 * inserts beside a node that is no longer there: the change is lost, or the whole page
 * (https://github.com/facebook/react/issues/11538). A text that is the only child of its element is set through that
 * element, which stays.
 */
export const textAlone: Convention = {
  name: 'a text is the only child of its element',
  applies: (path) => isPage(path) && path.endsWith('.tsx'),
  check(program, source) {
    const texts = new TextNodes(program);
    const offences: Offence[] = [];
    const refuse = (node: ESTree.Node, why: string) =>
      offences.push({ node, message: `${why}: ${JSON.stringify(shown(source, node))}` });
    walk(program, (node, ancestors) => {
      if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
        const children = keptChildren(node);
        const alone = children.length === 1 && node.type === 'JSXElement';
        if (alone && nameOfElement(node) === 'Sentence') return;
        for (const child of children) {
          const value = child.type === 'JSXExpressionContainer' ? child.expression : child;
          const text = value.type === 'JSXText' || texts.mayBe(value, [node, ...ancestors]);
          if (text && (!alone || isList(value))) refuse(value, 'put the text into an element of its own');
        }
      }
      if (isFunction(node) && /^[A-Z]/.test(nameOf(node, ancestors[0])) && texts.mayReturn(node, ancestors))
        refuse(node, 'a component returns an element, never a text');
      if (
        node.type === 'CallExpression' &&
        node.callee.type === 'Identifier' &&
        node.callee.name === 'createElement'
      ) {
        const children = node.arguments.slice(2);
        const alone = children.length === 1 && children[0]?.type !== 'SpreadElement';
        for (const child of children)
          if (texts.mayBe(child, [node, ...ancestors]) && (!alone || isList(child)))
            refuse(child, 'put the text into an element of its own');
      }
    });
    return offences;
  },
  refused: [
    'const a = <p>{t("a")}<b>x</b></p>;',
    'const a = <p><b>x</b> </p>;',
    'const a = <p>{cond && "text"}<b /></p>;',
    'const a = <p>{cond ? 1 : <i />}<b /></p>;',
    'const a = <>{t("a")}</>;',
    'const a = <>text</>;',
    'const a = <li>{names.map((name) => name)}</li>;',
    'const a = <li>{t.rich("a", {})}</li>;',
    'function A() { return t("a"); }',
    'const A = ({ name }: { name: string }) => name;',
    'const A = ({ children }: { children: ReactNode }) => <div><i />{children}</div>;',
    'const a = createElement("p", null, "text", createElement("br"));',
  ],
  accepted: [
    'const a = <p>{t("a")}</p>;',
    'const a = <p>\n  <i />\n  <b>{count}</b>\n</p>;',
    'const a = <p><i />{cond && <b />}{list.map((each) => <b key={each}>{each}</b>)}</p>;',
    'const A = ({ children }: { children: ReactElement | undefined }) => <div><i />{children}</div>;',
    'interface Props { readonly of: (close: () => void) => ReactElement }\nfunction A({ of }: Props) { return <div><i />{of(close)}</div>; }',
    'const a = () => { const icon = cond ? <i /> : undefined; return <p>{icon}<b /></p>; };',
  ],
};

const nameOfElement = ({ openingElement: { name } }: ESTree.JSXElement) =>
  name.type === 'JSXIdentifier' ? name.name : '';

/** What React draws as several nodes although it is one child. */
function isList(value: ESTree.Node): boolean {
  if (value.type === 'ConditionalExpression') return isList(value.consequent) || isList(value.alternate);
  if (value.type === 'LogicalExpression') return isList(value.left) || isList(value.right);
  return (
    value.type === 'ArrayExpression' ||
    (value.type === 'CallExpression' &&
      value.callee.type === 'MemberExpression' &&
      value.callee.property.type === 'Identifier' &&
      ['map', 'flatMap', 'rich'].includes(value.callee.property.name))
  );
}
