import type { ESTree } from 'vite';
import { walk } from './convention.ts';

/** What a name refers to: something it was set to, or the type it was declared with. */
export type Meaning =
  | { readonly value: ESTree.Expression }
  | { readonly type: ESTree.TSType }
  | { readonly returns: ESTree.Function | ESTree.ArrowFunctionExpression };

interface Declaration {
  /** Where the name can be used. */
  readonly scope: ESTree.Node;
  readonly meaning: Meaning | undefined;
}

export type FunctionNode = ESTree.Function | ESTree.ArrowFunctionExpression;

export const isFunction = (node: ESTree.Node): node is FunctionNode =>
  node.type === 'FunctionDeclaration' ||
  node.type === 'FunctionExpression' ||
  node.type === 'ArrowFunctionExpression';

/** The declarations of one file, as far as they can be read without the compiler. */
export class Declarations {
  readonly #byName = new Map<string, Declaration[]>();
  readonly #types = new Map<string, ESTree.Node>();

  constructor(program: ESTree.Program) {
    walk(program, (node, ancestors) => {
      const scope = ancestors.find((each) => isFunction(each) || each.type === 'Program') ?? program;
      if (node.type === 'VariableDeclarator') {
        const type = 'typeAnnotation' in node.id ? node.id.typeAnnotation?.typeAnnotation : undefined;
        if (node.id.type === 'Identifier')
          this.#add(node.id.name, scope, type ? { type } : node.init ? { value: node.init } : undefined);
        else this.#pattern(node.id, scope, type ?? this.#typeOf(node.init, ancestors));
      }
      if (isFunction(node)) {
        if (node.type === 'FunctionDeclaration' && node.id) this.#add(node.id.name, scope, { returns: node });
        for (const parameter of node.params) {
          const pattern = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
          if (pattern.type === 'TSParameterProperty' || pattern.type === 'RestElement') continue;
          this.#pattern(pattern, node, pattern.typeAnnotation?.typeAnnotation);
        }
      }
      if (node.type === 'TSInterfaceDeclaration') this.#types.set(node.id.name, node.body);
      if (node.type === 'TSTypeAliasDeclaration') this.#types.set(node.id.name, node.typeAnnotation);
    });
  }

  /**
   * Returns what the name means at a place within `ancestors`, innermost first; undefined when that cannot be known.
   */
  meaning(name: string, ancestors: readonly ESTree.Node[]): Meaning | undefined {
    const declarations = this.#byName.get(name) ?? [];
    const nearest = ancestors.find((each) => declarations.some(({ scope }) => scope === each));
    return declarations.find(({ scope }) => scope === nearest)?.meaning;
  }

  /** Type of a member of an object type that this file declares. */
  member(of: ESTree.TSType | undefined, name: string): ESTree.TSType | undefined {
    for (const type of this.#parts(of)) {
      const members =
        type.type === 'TSTypeLiteral' ? type.members : type.type === 'TSInterfaceBody' ? type.body : [];
      for (const member of members) {
        if (member.type !== 'TSPropertySignature' || member.key.type !== 'Identifier') continue;
        if (member.key.name === name) return member.typeAnnotation?.typeAnnotation;
      }
    }
    return undefined;
  }

  /** Returns the type that a name in this file refers to. */
  named(name: string): ESTree.Node | undefined {
    return this.#types.get(name);
  }

  /** Declared type of a name that is used at a place: a function's parameters are known before its body. */
  #typeOf(of: ESTree.Expression | null, ancestors: readonly ESTree.Node[]): ESTree.TSType | undefined {
    const meaning = of?.type === 'Identifier' ? this.meaning(of.name, ancestors) : undefined;
    return meaning && 'type' in meaning ? meaning.type : undefined;
  }

  #parts(type: ESTree.Node | undefined): readonly ESTree.Node[] {
    if (type === undefined) return [];
    if (type.type === 'TSTypeReference' && type.typeName.type === 'Identifier') {
      const inner = type.typeName.name === 'Readonly' ? type.typeArguments?.params[0] : undefined;
      return this.#parts(inner ?? this.#types.get(type.typeName.name));
    }
    if (type.type === 'TSIntersectionType' || type.type === 'TSUnionType')
      return type.types.flatMap((each) => this.#parts(each));
    return [type];
  }

  #pattern(pattern: ESTree.Node, scope: ESTree.Node, type: ESTree.TSType | undefined): void {
    if (pattern.type === 'Identifier') this.#add(pattern.name, scope, type && { type });
    if (pattern.type === 'AssignmentPattern') this.#pattern(pattern.left, scope, type);
    if (pattern.type === 'ArrayPattern')
      for (const element of pattern.elements) if (element) this.#pattern(element, scope, undefined);
    if (pattern.type !== 'ObjectPattern') return;
    for (const property of pattern.properties) {
      if (property.type === 'RestElement') continue;
      const name = property.key.type === 'Identifier' ? property.key.name : undefined;
      this.#pattern(property.value, scope, name === undefined ? undefined : this.member(type, name));
    }
  }

  #add(name: string, scope: ESTree.Node, meaning: Meaning | undefined): void {
    const known = this.#byName.get(name);
    if (known) known.push({ scope, meaning });
    else this.#byName.set(name, [{ scope, meaning }]);
  }
}
