/**
 * A browser that a test drives through the protocols that browsers themselves agree on: WebDriver BiDi in Firefox,
 * WebDriver in WebKit. Playwright drives neither of those that a distribution ships (docs/decisions/019-browsers.md).
 */
export interface Engine {
  readonly name: 'firefox' | 'webkit';
  /** Goes to an address and returns when its document has loaded. */
  open(url: string): Promise<void>;
  back(): Promise<void>;
  /**
   * Runs a function in the page. It sees nothing but its arguments, and both they and its result travel as JSON.
   *
   * @returns what the function returned, or what its promise came to.
   */
  run<Arguments extends readonly unknown[], Result>(
    script: (...args: Arguments) => Result,
    ...args: Arguments
  ): Promise<Awaited<Result>>;
  /** Real input at a point of the viewport, in CSS pixels. */
  click(x: number, y: number): Promise<void>;
  /** Presses and releases keys one after the other: characters, or WebDriver's codes of special keys. */
  keys(text: string): Promise<void>;
  /** PNG of the viewport. */
  screenshot(): Promise<Buffer>;
  /** What the console and uncaught errors said so far; empty where the protocol does not tell. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

/** A pointer that goes somewhere and presses, as WebDriver wants it told. */
export const clickActions = (x: number, y: number) => [
  {
    type: 'pointer',
    id: 'mouse',
    parameters: { pointerType: 'mouse' },
    actions: [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ],
  },
];

/** Keys, one after the other, as WebDriver wants them told. */
export const keyActions = (text: string) => [
  {
    type: 'key',
    id: 'keyboard',
    actions: [...text].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]),
  },
];

/** WebDriver's codes of keys that are not characters. */
export const Key = { enter: '\uE007', escape: '\uE00C', tab: '\uE004', backspace: '\uE003' } as const;

/** The text of a function that takes its arguments as JSON and comes to its result as JSON. */
export const asScript = (script: (...args: never[]) => unknown, args: readonly unknown[]): string =>
  `Promise.resolve((${script})(...${JSON.stringify(args)})).then((result) => JSON.stringify(result ?? null))`;
