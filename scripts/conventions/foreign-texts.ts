import type { ESTree } from 'vite';
import { walk } from './convention.ts';
import { Declarations, isFunction, type Meaning } from './declarations.ts';

type Ancestors = readonly ESTree.Node[];

/** Hooks whose results, or what these return, are texts of the interface: translations, dates, amounts. */
const ownHooks = new Set([
  'useAmountText',
  'useConnectError',
  'useDurationText',
  'useErrorText',
  'useFileSize',
  'useFormatter',
  'useIntegrationError',
  'useKindName',
  'useLength',
  'useProblemText',
  'useRefusalText',
  'useStatusLabel',
  'useTranslations',
  'useWriteProblem',
]);

/** Functions whose results are also texts of the interface, or contain no words. */
const wordless = new Set(['formatClock', 'keyCaps', 'languageName']);

const isFormatter = (type: ESTree.TSType) =>
  type.type === 'TSTypeReference' &&
  type.typeName.type === 'Identifier' &&
  type.typeName.name === 'Formatter';

/**
 * Tells which expressions may hold text of people or of Claritalk, whose direction nobody knows in advance. Whatever
 * is not known to be a text of the interface, or a number, may.
 */
export class ForeignTexts {
  readonly #declarations: Declarations;
  readonly #asked = new Set<ESTree.Node>();

  constructor(program: ESTree.Program) {
    this.#declarations = new Declarations(program);
  }

  mayBe(expression: ESTree.Node, ancestors: Ancestors): boolean {
    if (this.#asked.has(expression)) return false;
    this.#asked.add(expression);
    try {
      return this.#mayBe(expression, [expression, ...ancestors]);
    } finally {
      this.#asked.delete(expression);
    }
  }

  /** Whether a text is composed of the interface's words and others. */
  mixes({ expressions }: ESTree.TemplateLiteral, ancestors: Ancestors): boolean {
    const others = expressions.filter((each) => this.mayBe(each, ancestors));
    return (
      others.length > 0 &&
      expressions.some((each) => each.type === 'CallExpression' && !others.includes(each))
    );
  }

  #mayBe(expression: ESTree.Node, ancestors: Ancestors): boolean {
    const either = (...parts: readonly ESTree.Node[]) => parts.some((part) => this.mayBe(part, ancestors));
    switch (expression.type) {
      case 'ConditionalExpression':
        return either(expression.consequent, expression.alternate);
      case 'LogicalExpression':
        return expression.operator === '&&'
          ? either(expression.right)
          : either(expression.left, expression.right);
      case 'TemplateLiteral':
        return either(...expression.expressions);
      case 'BinaryExpression':
        return expression.operator === '+' && either(expression.left, expression.right);
      case 'ChainExpression':
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
        return either(expression.expression);
      case 'Identifier':
        return (
          expression.name !== 'undefined' &&
          this.#meant(this.#declarations.meaning(expression.name, ancestors), ancestors)
        );
      case 'MemberExpression':
        return expression.property.type !== 'Identifier' || !/^(length|size)$/.test(expression.property.name);
      case 'CallExpression':
        return !this.#isOwn(expression.callee, ancestors);
      case 'Literal':
      case 'UnaryExpression':
      case 'JSXElement':
      case 'JSXFragment':
      case 'JSXEmptyExpression':
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return false;
      default:
        return true;
    }
  }

  /** Whether a call returns texts of the interface: `t('…')`, `format.number(…)`, a function composed of these. */
  #isOwn(callee: ESTree.Node, ancestors: Ancestors): boolean {
    if (callee.type === 'CallExpression') return this.#isHook(callee);
    const object = callee.type === 'MemberExpression' ? callee.object : callee;
    if (object.type !== 'Identifier') return false;
    if (wordless.has(object.name)) return true;
    const meaning = this.#declarations.meaning(object.name, ancestors);
    if (!meaning) return false;
    if ('type' in meaning) return isFormatter(meaning.type);
    const made = 'returns' in meaning ? meaning.returns : meaning.value;
    if (made.type === 'CallExpression') return this.#isHook(made);
    return callee.type === 'Identifier' && isFunction(made) && !this.#mayReturn(made, ancestors);
  }

  #isHook({ callee }: ESTree.CallExpression): boolean {
    return callee.type === 'Identifier' && ownHooks.has(callee.name);
  }

  #mayReturn(made: ESTree.Function | ESTree.ArrowFunctionExpression, ancestors: Ancestors): boolean {
    const inner = [made, ...ancestors];
    if (made.body === null) return true;
    if (made.body.type !== 'BlockStatement') return this.mayBe(made.body, inner);
    let found = false;
    walk(
      made.body,
      (node, between) => {
        if (node.type !== 'ReturnStatement' || !node.argument) return;
        if (between.find(isFunction) === made) found ||= this.mayBe(node.argument, between);
      },
      inner,
    );
    return found;
  }

  #meant(meaning: Meaning | undefined, ancestors: Ancestors): boolean {
    if (meaning === undefined) return true;
    if ('value' in meaning) return this.mayBe(meaning.value, ancestors);
    return 'returns' in meaning || meaning.type.type !== 'TSNumberKeyword';
  }
}
