import { useEffect, useRef } from 'react';
import { isPressed } from '#src/lib/keyboard/combination.ts';
import { createDeviceSetting } from '#src/lib/storage/device-setting.ts';
import { spendKey } from './keyboard.ts';

/** Something that a key does on the current page. */
export interface Shortcut {
  /** Any of them does it; see lib/keyboard/combination.ts for how they are written. */
  readonly keys: readonly string[];
  /** What it does, in the reader's language. */
  readonly label: string;
  /**
   * `moves` continues as long as the key is held. `acts` (writes, opens, chooses, deletes) happens once for each press,
   * and the key types nothing into the field that it opens.
   */
  readonly does: 'moves' | 'acts';
  /** Works in dialogs too; for combinations with `Mod`. */
  readonly overDialogs?: boolean;
  /**
   * Does it; `key` is the one of `keys` that was pressed. False says that there was nothing to do: the key then keeps
   * what it does elsewhere.
   */
  readonly run: (key: string) => unknown;
}

/** Shortcuts that belong together, as the list of all of them shows them. */
export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

/** Whether keys do anything here: people who dictate or press keys by accident can turn them off (WCAG 2.1.4). */
export const shortcutsOn = createDeviceSetting('claritalk.shortcuts', (stored) => stored !== false);

interface Holder {
  readonly current: ShortcutGroup;
}

const groups: Holder[] = [];

/** The shortcuts of the current page, those of the innermost part first; parts with the same title are one group. */
export function presentShortcuts(): readonly ShortcutGroup[] {
  const present = groups.map(({ current }) => current).filter(({ shortcuts }) => shortcuts.length > 0);
  return [...Map.groupBy(present, ({ title }) => title)].map(([title, same]) => ({
    title,
    shortcuts: same.flatMap(({ shortcuts }) => shortcuts),
  }));
}

/**
 * Gives keys a meaning while the component is mounted. Where two parts of a page want the same key, the last one has
 * it, unless it returns false.
 */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const group = useRef<ShortcutGroup>({ title, shortcuts });
  useEffect(() => {
    group.current = { title, shortcuts };
  });
  useEffect(() => {
    if (groups.length === 0) document.addEventListener('keydown', onKeyDown);
    groups.unshift(group);
    return () => {
      groups.splice(groups.indexOf(group), 1);
      if (groups.length === 0) document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  // With a modifier it is not a text, and nobody presses or dictates it by accident.
  const modified = event.ctrlKey || event.metaKey;
  if (!modified && (!shortcutsOn.get() || isTyping(event.target))) return;
  const covered = modified ? document.querySelector('dialog:modal') !== null : isCovered();
  for (const { current } of groups) {
    for (const { keys, does, overDialogs = false, run } of current.shortcuts) {
      if (covered && !overDialogs) continue;
      const key = keys.find((combination) => isPressed(combination, event));
      if (key === undefined || (event.repeat && does === 'acts') || run(key) === false) continue;
      if (does === 'acts') spendKey(event);
      event.preventDefault();
      return;
    }
  }
}

const keyless = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
]);

/** Whether keys pressed there are text, or choose something in a list. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) return !keyless.has(target.type);
  return target.closest('[role="textbox"], [role="combobox"], [role="listbox"], [role="menu"]') !== null;
}

/** Whether a dialog or an open panel covers the page: the page's keys wait until it is gone. */
function isCovered(): boolean {
  return document.querySelector('dialog:modal, [popover="auto"]:popover-open') !== null;
}
