import type { KeyboardEvent as ReactKeyboardEvent } from 'react';
import { isPressed } from '#src/lib/keyboard/combination.ts';
import { hasAltGr, keyOf, type Pressed } from '#src/lib/keyboard/pressed.ts';

/** Receives keys that did something; available once the guard has been loaded. */
let spend: ((event: Pressed) => void) | undefined;

/**
 * Puts a gate before everything on the page that hears of keys (lib/keyboard/key-gate.ts). Loaded after the first page
 * is drawn: until then a repeated key has nothing to do. What keeps the focus comes with it.
 */
export async function guardKeyboard(): Promise<void> {
  const [{ guard }, { keepFocus }] = await Promise.all([
    import('./keyboard-guard.ts'),
    import('./focus-keeper.ts'),
  ]);
  spend = guard();
  keepFocus();
}

/** A key did something: until it is pressed again it does nothing more, wherever the focus went in the meantime. */
export const spendKey = (event: Pressed): void => spend?.(event);

/**
 * What keys do in an element, each written as in lib/keyboard/combination.ts. Returning false means that there was
 * nothing to do: the key then keeps what it does elsewhere.
 */
export interface ElementKeys {
  /** Once for each press, however long it is held. */
  readonly does?: Readonly<Record<string, () => unknown>>;
  /** Moves something, as often as the keyboard repeats the key. */
  readonly moves?: Readonly<Record<string, () => unknown>>;
  /** Every other key without a modifier except Shift, by its name or what it types. Moves something too. */
  readonly other?: (key: string) => unknown;
}

/** Takes a key and does nothing with it: an Enter that must not submit the form around the field. */
export const swallow = (): void => undefined;

/**
 * Returns the handler for `onKeyDown`, the only one there is, so that no component has to think of layouts and
 * repetition.
 */
export function onKeys({ does = {}, moves = {}, other }: ElementKeys): (event: ReactKeyboardEvent) => void {
  return (event) => {
    const { nativeEvent } = event;
    if (event.defaultPrevented) return;
    const once = nativeEvent.repeat ? undefined : find(does, nativeEvent);
    const run = once ?? find(moves, nativeEvent) ?? (other && (() => runOther(other, nativeEvent)));
    if (!run || run() === false) return;
    if (once) spendKey(nativeEvent);
    event.preventDefault();
    event.stopPropagation();
  };
}

const find = (keys: Readonly<Record<string, () => unknown>>, event: Pressed) =>
  Object.entries(keys).find(([combination]) => isPressed(combination, event))?.[1];

function runOther(other: (key: string) => unknown, event: Pressed): unknown {
  // This is about what the layout types, not what a Latin one would.
  if (keyOf(event) === undefined || event.ctrlKey || event.metaKey || event.altKey || hasAltGr(event))
    return false;
  return other(event.key ?? '');
}
