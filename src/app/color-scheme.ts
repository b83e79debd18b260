import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';

const key = 'claritalk.color-scheme';
const schemes: readonly MantineColorScheme[] = ['light', 'dark', 'auto'];

/** Keeps the choice between light, dark and the system's on this device, and follows other tabs. */
export function createColorSchemeManager(): MantineColorSchemeManager {
  let stop = () => {};
  const read = (fallback: MantineColorScheme): MantineColorScheme => {
    try {
      return schemes.find((scheme) => scheme === localStorage.getItem(key)) ?? fallback;
    } catch {
      return fallback;
    }
  };
  return {
    get: read,
    set: (value) => {
      try {
        localStorage.setItem(key, value);
      } catch {
        // Storage may be forbidden: the choice then holds until the page is closed.
      }
    },
    subscribe: (onUpdate) => {
      const listener = (event: StorageEvent) => {
        if (event.key === key) onUpdate(read('auto'));
      };
      window.addEventListener('storage', listener);
      stop = () => window.removeEventListener('storage', listener);
    },
    unsubscribe: () => stop(),
    clear: () => localStorage.removeItem(key),
  };
}
