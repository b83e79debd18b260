const storageKey = 'claritalk.announced';
const mostRemembered = 100;

/** How long a tab waits before it announces something: the one that is looked at comes first. */
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
export async function claimAnnouncement(name: string): Promise<boolean> {
  if (!('locks' in navigator)) return claim(name);
  return navigator.locks.request(storageKey, () => claim(name));
}

function claim(name: string): boolean {
  try {
    const known = read(localStorage.getItem(storageKey));
    if (known.includes(name)) return false;
    localStorage.setItem(storageKey, JSON.stringify([...known, name].slice(-mostRemembered)));
  } catch {
    // Storage is forbidden or full.
  }
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
