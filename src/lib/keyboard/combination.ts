import { hasAltGr, keyOf, type Pressed } from './pressed.ts';

const shift = 'Shift+';
/** Control, or the command key of a Mac. */
const mod = 'Mod+';

/**
 * Whether a key was pressed, written as `j`, `Enter`, `?`, `Shift+j` or `Mod+k`. Other modifiers never match: they
 * belong to the browser, the system and the layout. A symbol matches however the layout produces it.
 */
export function isPressed(combination: string, event: Pressed): boolean {
  const pressed = keyOf(event);
  if (pressed === undefined || event.altKey || hasAltGr(event)) return false;
  const withMod = combination.startsWith(mod);
  // Exactly one of the two: both belong to the system.
  if (withMod ? (event.ctrlKey === true) === (event.metaKey === true) : event.ctrlKey || event.metaKey)
    return false;
  const shifted = withMod ? combination.slice(mod.length) : combination;
  const withShift = shifted.startsWith(shift);
  const key = withShift ? shifted.slice(shift.length) : shifted;
  if (pressed.toLowerCase() !== key.toLowerCase()) return false;
  const sign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  return sign || (event.shiftKey === true) === withShift;
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

/** The only use of the platform's name: the labels on its keyboard. */
const isMac = () => typeof navigator === 'object' && /mac|iphone|ipad/i.test(navigator.platform);
