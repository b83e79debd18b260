import { paths } from '#src/paths.ts';

/**
 * A window that our own page opened signs in without a further click. Whether it did is asked of that page itself: the
 * address alone can be in anyone's link, and then the person decides.
 */
declare global {
  interface Window {
    /** The sign-in window that this page opened. */
    claritalkSignIn?: Window | undefined;
  }
}

/** Opens a sign-in window. Undefined where the browser does not allow it. */
export function openSignIn(): Window | undefined {
  const opened = window.open(paths.signInPopup(), '_blank', 'popup,width=520,height=720') ?? undefined;
  window.claritalkSignIn = opened;
  return opened;
}

/** Whether this window is one that {@link openSignIn} of another page opened, and that page still waits. */
export function isOwnPopup(): boolean {
  try {
    // Nothing of another origin can be read: trying to throws.
    const opener: unknown = window.opener;
    return Reflect.get(Object(opener), 'claritalkSignIn') === window;
  } catch {
    return false;
  }
}
