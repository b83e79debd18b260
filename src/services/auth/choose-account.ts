import { kept } from '#src/lib/storage/kept.ts';

/**
 * After signing out, Claritalk's own session may still be alive in this browser: the next sign-in must then ask
 * who it is, or the person who left would be signed in again at a click.
 */
const key = 'claritalk.choose-account';

/** Makes the next sign-in on this device ask for the account. */
export function chooseAccountNext(): void {
  // Where storage is forbidden Claritalk decides.
  kept.write(key, '1');
}

/** Whether this sign-in has to ask for the account; asked once. */
export function takeChooseAccount(): boolean {
  const chosen = kept.read(key) !== null;
  kept.write(key, null);
  return chosen;
}
