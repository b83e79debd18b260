import type { ESTree } from 'vite';
import { walk } from './convention.ts';
import { Declarations, type FunctionNode, isFunction, type Meaning } from './declarations.ts';

const sameMembers = new Set(['filter', 'reverse', 'slice', 'sort', 'toReversed', 'toSorted']);

type Ancestors = readonly ESTree.Node[];

/**
 * Tells which expressions may put a text node on the page. Whatever cannot be shown to be an element, nothing, or a
 * list of elements counts as text: guessing the other way round would miss the cases that matter.
 */
export class TextNodes {
  readonly #declarations: Declarations;
  readonly #asked = new Set<ESTree.Node>();

  constructor(program: ESTree.Program) {
    this.#declarations = new Declarations(program);
  }

  /** Whether the value may be, or contain, a text or a number. */
  mayBe(expression: ESTree.Node, ancestors: Ancestors): boolean {
    // A name that refers to itself says nothing new.
    if (this.#asked.has(expression)) return false;
    this.#asked.add(expression);
    try {
      return this.#mayBe(expression, ancestors);
    } finally {
      this.#asked.delete(expression);
    }
  }

  #mayBe(expression: ESTree.Node, ancestors: Ancestors): boolean {
    const inner = [expression, ...ancestors];
    const either = (...parts: readonly ESTree.Node[]) => parts.some((part) => this.mayBe(part, inner));
    switch (expression.type) {
      case 'JSXElement':
      case 'JSXFragment':
      case 'JSXEmptyExpression':
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'BinaryExpression':
      case 'UnaryExpression':
        return expression.type === 'BinaryExpression' && /^[-+*/%]|\*\*$/.test(expression.operator);
      case 'Literal':
        return typeof expression.value === 'string' || typeof expression.value === 'number';
      case 'ConditionalExpression':
        return either(expression.consequent, expression.alternate);
      case 'LogicalExpression':
        return expression.operator === '&&'
          ? either(expression.right)
          : either(expression.left, expression.right);
      case 'ChainExpression':
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
        return either(expression.expression);
      case 'ArrayExpression':
        return either(...expression.elements.filter((each) => each !== null));
      case 'SpreadElement':
        return either(expression.argument);
      case 'Identifier':
        return (
          expression.name !== 'undefined' &&
          this.#meant(this.#declarations.meaning(expression.name, ancestors), inner)
        );
      case 'MemberExpression':
        return this.#type(this.#typeOf(expression, inner), inner);
      case 'CallExpression':
        return this.#call(expression, inner);
      default:
        return true;
    }
  }

  /** Whether what a function returns may be text. */
  mayReturn(made: FunctionNode, ancestors: Ancestors): boolean {
    const inner = [made, ...ancestors];
    if (made.returnType) return this.#type(made.returnType.typeAnnotation, inner);
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

  #call(call: ESTree.CallExpression, ancestors: Ancestors): boolean {
    const { callee } = call;
    if (callee.type === 'Identifier') {
      if (callee.name === 'createElement' || callee.name === 'cloneElement') return false;
      return this.#returned(this.#declarations.meaning(callee.name, ancestors), ancestors);
    }
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return true;
    const { name } = callee.property;
    // The same members, in another order or fewer of them.
    if (sameMembers.has(name)) return this.mayBe(callee.object, ancestors);
    const made = name === 'from' ? call.arguments[1] : call.arguments[0];
    if (name === 'map' || name === 'flatMap' || (name === 'from' && made))
      return !made || this.#made(made, ancestors);
    return this.#returnedBy(this.#typeOf(callee, ancestors), ancestors);
  }

  #made(callback: ESTree.Node, ancestors: Ancestors): boolean {
    if (isFunction(callback)) return this.mayReturn(callback, ancestors);
    return (
      callback.type !== 'Identifier' ||
      this.#returned(this.#declarations.meaning(callback.name, ancestors), ancestors)
    );
  }

  #meant(meaning: Meaning | undefined, ancestors: Ancestors): boolean {
    if (meaning === undefined) return true;
    if ('value' in meaning) return this.mayBe(meaning.value, ancestors);
    return 'type' in meaning ? this.#type(meaning.type, ancestors) : false;
  }

  #returned(meaning: Meaning | undefined, ancestors: Ancestors): boolean {
    if (meaning === undefined) return true;
    if ('returns' in meaning) return this.mayReturn(meaning.returns, ancestors);
    if ('type' in meaning) return this.#returnedBy(meaning.type, ancestors);
    return !isFunction(meaning.value) || this.mayReturn(meaning.value, ancestors);
  }

  #returnedBy(type: ESTree.Node | undefined, ancestors: Ancestors): boolean {
    if (type?.type === 'TSParenthesizedType') return this.#returnedBy(type.typeAnnotation, ancestors);
    if (type?.type === 'TSUnionType')
      return type.types.some(
        (each) => each.type !== 'TSUndefinedKeyword' && this.#returnedBy(each, ancestors),
      );
    return type?.type !== 'TSFunctionType' || this.#type(type.returnType.typeAnnotation, ancestors);
  }

  #typeOf(member: ESTree.MemberExpression, ancestors: Ancestors): ESTree.TSType | undefined {
    if (member.object.type !== 'Identifier' || member.property.type !== 'Identifier') return undefined;
    const meaning = this.#declarations.meaning(member.object.name, ancestors);
    return meaning && 'type' in meaning
      ? this.#declarations.member(meaning.type, member.property.name)
      : undefined;
  }

  #type(type: ESTree.Node | undefined, ancestors: Ancestors): boolean {
    switch (type?.type) {
      case 'TSUndefinedKeyword':
      case 'TSNullKeyword':
      case 'TSBooleanKeyword':
      case 'TSVoidKeyword':
        return false;
      case 'TSUnionType':
        return type.types.some((each) => this.#type(each, ancestors));
      case 'TSParenthesizedType':
      case 'TSTypeOperator':
        return this.#type(type.typeAnnotation, ancestors);
      case 'TSArrayType':
        return this.#type(type.elementType, ancestors);
      case 'TSLiteralType':
        return (
          type.literal.type !== 'Literal' ||
          (type.literal.value !== '' && typeof type.literal.value !== 'boolean')
        );
      case 'TSTypeReference': {
        if (type.typeName.type !== 'Identifier') return true;
        if (type.typeName.name === 'ReactElement' || type.typeName.name === 'Elements') return false;
        const named = this.#declarations.named(type.typeName.name);
        return named === undefined || this.#type(named, ancestors);
      }
      default:
        return true;
    }
  }
}
