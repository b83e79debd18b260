// biome-ignore lint/suspicious/noExplicitAny: each built-in function has another `this`
type Anything = (this: any, ...rest: never[]) => unknown;
type Charge = (self: { readonly length: number }, result: unknown, ...rest: readonly unknown[]) => number;

const lengthOf = (value: unknown): number =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && 'length' in value)
    ? Number((value as { length: unknown }).length)
    : typeof value === 'object' && value !== null && 'byteLength' in value
      ? Number(value.byteLength)
      : 0;

const whole: Charge = (self, result) => Math.max(lengthOf(self), lengthOf(result));
const made: Charge = (_self, result) => lengthOf(result);
/** A slice of a whole text is the text itself, in every engine. */
const piece: Charge = (self, result) => (lengthOf(result) === self.length ? 1 : lengthOf(result));
const given: Charge = (_self, _result, first) => lengthOf(first);
const one: Charge = () => 1;
const range: Charge = ({ length }, _result, _value, from, to) => Number(to ?? length) - Number(from ?? 0);
/** Up to what was found, or to the end. */
const forwards: Charge = ({ length }, found, _first, from) => {
  const start = Math.min(length, Math.max(0, Number(from ?? 0) || 0));
  return (typeof found === 'number' && found >= 0 ? found : found === true ? start : length) - start + 1;
};
const backwards: Charge = ({ length }, found, _first, from) =>
  (typeof from === 'number' ? Math.min(from, length) : length) - Math.max(0, Number(found)) + 1;

/**
 * Work that would otherwise hide in built-in functions, as code units, bytes or items that they may read or copy. It is
 * what an engine without tricks does: V8 makes a slice without copying it, others do copy.
 */
const charges: readonly (readonly [owner: object, charge: Charge, names: string])[] = [
  [String.prototype, forwards, 'indexOf includes search'],
  [String.prototype, backwards, 'lastIndexOf'],
  [String.prototype, given, 'startsWith endsWith localeCompare'],
  [String.prototype, piece, 'slice substring substr'],
  [String.prototype, made, 'repeat padStart padEnd concat replace replaceAll'],
  [
    String.prototype,
    whole,
    'trim trimStart trimEnd split normalize isWellFormed toWellFormed toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase',
  ],
  [Array.prototype, forwards, 'indexOf includes'],
  [Array.prototype, backwards, 'lastIndexOf'],
  [Array.prototype, made, 'slice flat join'],
  [
    Array.prototype,
    whole,
    'splice concat reverse toReversed sort toSorted toSpliced with copyWithin shift unshift',
  ],
  [Array.prototype, range, 'fill'],
  [Object.getPrototypeOf(Uint8Array.prototype), range, 'fill'],
  [Array, made, 'from of'],
  [Object, made, 'keys values entries'],
  [Object, given, 'fromEntries'],
  [Object.getPrototypeOf(Uint8Array.prototype), forwards, 'indexOf includes'],
  [Object.getPrototypeOf(Uint8Array.prototype), made, 'slice join'],
  [Object.getPrototypeOf(Uint8Array.prototype), whole, 'copyWithin'],
  [Object.getPrototypeOf(Uint8Array.prototype), given, 'set'],
  [Buffer.prototype, forwards, 'indexOf includes'],
  [Buffer.prototype, made, 'toString'],
  [Buffer.prototype, given, 'equals'],
  [Buffer, made, 'concat from'],
  [TextDecoder.prototype, made, 'decode'],
  [TextEncoder.prototype, made, 'encode'],
  [TextEncoder.prototype, given, 'encodeInto'],
  [Intl.Segmenter.prototype, given, 'segment'],
  [JSON, given, 'parse'],
  [JSON, made, 'stringify'],
  [globalThis, given, 'decodeURIComponent encodeURIComponent atob btoa'],
  ...[''[Symbol.iterator](), [][Symbol.iterator](), new Set().values(), new Map().entries()].map(
    (iterator) => [Object.getPrototypeOf(iterator), one, 'next'] as const,
  ),
];

/** Adds up the work of built-in functions while it is on. */
export class NativeWork {
  count = 0;
  #isOn = false;
  readonly #originals: (() => void)[] = [];

  constructor() {
    for (const [owner, charge, names] of charges)
      for (const name of names.split(' ')) this.#wrap(owner, name, charge);
    this.#wrapExpressions();
  }

  start(): void {
    this.count = 0;
    this.#isOn = true;
  }

  stop(): void {
    this.#isOn = false;
  }

  /** Everything as it was. */
  remove(): void {
    for (const restore of this.#originals) restore();
  }

  #wrap(owner: object, name: string, charge: Charge): void {
    this.#replace(owner, name, (original) => {
      const work = this;
      return function (this: { readonly length: number }, ...rest: never[]) {
        const result = Reflect.apply(original, this, rest);
        // No `...`: that would go through a counted iterator.
        if (work.#isOn) work.count += charge(this, result, rest[0], rest[1], rest[2]);
        return result;
      };
    });
  }

  /** Every use of an expression comes through here, those of `replace`, `split` and `matchAll` too. */
  #wrapExpressions(): void {
    this.#replace(RegExp.prototype, 'exec', (original) => {
      const work = this;
      return function (this: RegExp, ...rest: never[]) {
        const { lastIndex, global, sticky } = this;
        const found = Reflect.apply(original, this, rest) as RegExpExecArray | null;
        if (work.#isOn) {
          const from = global || sticky ? lastIndex : 0;
          const until = found ? found.index + found[0].length : sticky ? from : lengthOf(rest[0]);
          work.count += Math.max(0, until - from) + 1;
        }
        return found;
      };
    });
  }

  #replace(owner: object, name: string, wrapped: (original: Anything) => Anything): void {
    const own = Object.getOwnPropertyDescriptor(owner, name);
    if (typeof own?.value !== 'function') throw new Error(`there is no ${name} to be counted`);
    Object.defineProperty(owner, name, { ...own, value: wrapped(own.value) });
    this.#originals.push(() => Object.defineProperty(owner, name, own));
  }
}
