import { kept } from '#src/lib/storage/kept.ts';
import { oneAtATime } from '#src/lib/tabs/tab-locks.ts';

const storageKey = 'claritalk.announced';
const maxRemembered = 100;

/** How long a tab waits before it announces something: the visible one comes first. */
export function announcementDelayMs(leads: boolean): number {
  if (document.visibilityState === 'visible') return document.hasFocus() ? 0 : 150;
  return leads ? 400 : 800;
}

/**
 * Whether this tab is the first of the browser to announce something, from now on. Where tabs cannot agree (no
 * storage, no locks), each may announce it.
 *
 * @param name of what is announced.
 */
export function claimAnnouncement(name: string): Promise<boolean> {
  return oneAtATime(storageKey, {}, () => claim(name));
}

function claim(name: string): boolean {
  const known = read(kept.read(storageKey));
  if (known.includes(name)) return false;
  kept.write(storageKey, JSON.stringify([...known, name].slice(-maxRemembered)));
  return true;
}

function read(text: string | null): unknown[] {
  try {
    const known: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(known) ? known : [];
  } catch {
    return [];
  }
}
