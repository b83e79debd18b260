/** The part of a keyboard event that decides what was pressed. */
export interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const shift = 'Shift+';
/** Control, or the command key of a Mac. */
const mod = 'Mod+';

/**
 * Whether a key was pressed, written as `j`, `Enter`, `?`, `Shift+j` or `Mod+k`. Other modifiers never match: they
 * belong to the browser and the system. A sign that is no letter matches however the keyboard's layout makes it.
 */
export function isPressed(combination: string, event: Pressed): boolean {
  if (combination.startsWith(mod)) {
    if (event.ctrlKey === event.metaKey || event.altKey) return false;
    return isPressed(combination.slice(mod.length), {
      ...event,
      key: event.key,
      shiftKey: event.shiftKey,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
    });
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const withShift = combination.startsWith(shift);
  const key = withShift ? combination.slice(shift.length) : combination;
  const sign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  if (event.key.toLowerCase() !== key.toLowerCase()) return false;
  return sign || event.shiftKey === withShift;
}

/** The keys of a combination as they are written on a keyboard, one after the other. */
export function keyCaps(combination: string): string[] {
  if (combination.startsWith(mod))
    return [isMac() ? '⌘' : 'Ctrl', combination.slice(mod.length).toUpperCase()];
  const withShift = combination.startsWith(shift);
  const key = withShift ? combination.slice(shift.length) : combination;
  const cap = caps[key] ?? key;
  return withShift ? ['Shift', cap] : [cap];
}

const caps: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** The only use of the platform's name: what is written on its keyboard. */
const isMac = () => typeof navigator === 'object' && /mac|iphone|ipad/i.test(navigator.platform);
