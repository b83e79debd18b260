/**
 * After signing out, Claritalk's own session may still be alive in this browser: the next sign-in must then ask
 * who it is, or the person who left would be signed in again at a click.
 */
const key = 'claritalk.choose-account';

/** Makes the next sign-in on this device ask for the account. */
export function chooseAccountNext(): void {
  try {
    localStorage.setItem(key, '1');
  } catch {
    // Storage may be forbidden; Claritalk then decides by itself.
  }
}

/** Whether this sign-in has to ask for the account; asked once. */
export function takeChooseAccount(): boolean {
  try {
    const chosen = localStorage.getItem(key) !== null;
    localStorage.removeItem(key);
    return chosen;
  } catch {
    return false;
  }
}
