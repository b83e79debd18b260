import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';
import { kept } from '#src/lib/storage/kept.ts';

const key = 'claritalk.color-scheme';
const schemes: readonly MantineColorScheme[] = ['light', 'dark', 'auto'];

/** Keeps the choice between light, dark and the system's on this device, and follows other tabs. */
export function createColorSchemeManager(): MantineColorSchemeManager {
  let stop = () => {};
  const read = (fallback: MantineColorScheme): MantineColorScheme =>
    schemes.find((scheme) => scheme === kept.read(key)) ?? fallback;
  return {
    get: read,
    // Where storage is forbidden the choice holds until the page is closed.
    set: (value) => void kept.write(key, value),
    subscribe: (onUpdate) => {
      const listener = (event: StorageEvent) => {
        if (event.key === key) onUpdate(read('auto'));
      };
      window.addEventListener('storage', listener);
      stop = () => window.removeEventListener('storage', listener);
    },
    unsubscribe: () => stop(),
    clear: () => void kept.write(key, null),
  };
}
