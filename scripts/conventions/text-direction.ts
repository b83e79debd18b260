import type { ESTree } from 'vite';
import { all, type Convention, isPage, type Offence, walk } from './convention.ts';
import { isFunction } from './declarations.ts';
import { ForeignTexts } from './foreign-texts.ts';
import { keptChildren } from './text-alone.ts';
import { TextNodes } from './text-nodes.ts';

/** Inputs in which nobody writes words. */
const wordless =
  /^(checkbox|radio|range|file|hidden|date|time|datetime-local|month|number|color|submit|button)$/;

const hasDirection = (properties: ESTree.Node | undefined) =>
  properties?.type === 'ObjectExpression' &&
  properties.properties.some(
    (each) => each.type === 'Property' && each.key.type === 'Identifier' && each.key.name === 'dir',
  );

/** Never seen, so their direction does not matter. */
const unseen = new Set(['VisuallyHidden', 'title', 'script', 'style']);

const nameOf = ({ openingElement: { name } }: ESTree.JSXElement) =>
  name.type === 'JSXIdentifier' ? name.name : '';

const attribute = (element: ESTree.JSXElement, wanted: string) =>
  element.openingElement.attributes
    .filter((each) => each.type === 'JSXAttribute')
    .find(({ name }) => name.name === wanted);

/**
 * Names, titles, answers and notes come in any script; the browser knows from their letters where they begin, if it
 * is told to look (`dir="auto"`). The components of this project do that themselves, inside; those of packages, and
 * the elements of HTML, are told.
 */
export const textDirection: Convention = {
  name: 'text that is not ours finds its own direction',
  applies: (path) => isPage(path) && path.endsWith('.tsx'),
  check(program) {
    const foreign = new ForeignTexts(program);
    const texts = new TextNodes(program);
    const ours = new Set(
      all(program, 'ImportDeclaration')
        .filter(({ source }) => /^[.#]/.test(source.value))
        .flatMap(({ specifiers }) => specifiers.map(({ local }) => local.name)),
    );
    walk(program, (node) => {
      if (!isFunction(node) && node.type !== 'VariableDeclarator') return;
      if (node.id?.type === 'Identifier') ours.add(node.id.name);
    });
    const offences: Offence[] = [];
    const wrong = (node: ESTree.Node, message: string) => offences.push({ node, message });
    const check = (text: ESTree.Node, of: string, inner: readonly ESTree.Node[]) => {
      if (!texts.mayBe(text, inner) || !foreign.mayBe(text, inner)) return;
      wrong(text, `the element of such a text has dir="auto": <${of}>`);
    };
    walk(program, (node, ancestors) => {
      const inner = [node, ...ancestors];
      if (
        node.type === 'TemplateLiteral' &&
        ancestors[0]?.type === 'JSXExpressionContainer' &&
        foreign.mixes(node, inner)
      )
        wrong(node, 'text of people stands in an element of its own, apart from ours');
      if (node.type === 'CallExpression') {
        const [tag, properties, text] = node.arguments;
        if (node.callee.type !== 'Identifier' || node.callee.name !== 'createElement' || !text) return;
        if (tag?.type === 'Literal' && node.arguments.length === 3 && !hasDirection(properties))
          check(text, String(tag.value), inner);
      }
      if (node.type !== 'JSXElement') return;
      const name = nameOf(node);
      if (
        (/^[A-Z]/.test(name) && ours.has(name)) ||
        unseen.has(name) ||
        name === '' ||
        attribute(node, 'dir')
      )
        return;
      if (name === 'textarea' || (name === 'input' && !wordless.test(typeOf(node))))
        wrong(node, `a field for text has dir="auto": <${name}>`);
      const [child, ...others] = keptChildren(node);
      if (child?.type === 'JSXExpressionContainer' && others.length === 0)
        check(child.expression, name, inner);
    });
    return offences;
  },
  refused: [
    'const a = <p>{meeting.name}</p>;',
    'const A = ({ title }: { title: string }) => <h2>{title}</h2>;',
    'function A() { const t = useTranslations("a"); return <p>{name ?? t("unnamed")}</p>; }',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code in a text.
    'const a = <p>{`${name}: `}</p>;',
    'import { Text } from "@mantine/core";\nconst a = <Text>{user.name}</Text>;',
    'const a = createElement("p", null, text);',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code in a text.
    'function A() { const t = useTranslations("a"); return <p dir="auto">{`${t("b")}: ${name}`}</p>; }',
    'const a = <input type="search" value={text} />;',
    'const a = <textarea />;',
  ],
  accepted: [
    'function A() { const t = useTranslations("a"); return <p>{t("text", { name })}</p>; }',
    'function A() { const t = useTranslations("a"); const said = cond ? t("b") : ""; return <p>{said}</p>; }',
    'const A = ({ count }: { count: number }) => <b>{count}</b>;',
    'const a = <b>{list.length}</b>;',
    'const a = <p dir="auto">{meeting.name}</p>;',
    // A part of a text that already has its direction says so.
    'const a = <b dir={undefined}>{part.text}</b>;',
    'import { Part } from "./part.tsx";\nconst a = <Part>{meeting.name}</Part>;',
    'const a = <input type="checkbox" />;',
    'const a = <ul>{list.map((each) => <li key={each} />)}</ul>;',
  ],
};

function typeOf(element: ESTree.JSXElement): string {
  const value = attribute(element, 'type')?.value;
  return value?.type === 'Literal' ? String(value.value) : 'text';
}
