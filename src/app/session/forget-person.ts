import { notifications } from '#src/lib/notifications.ts';
import { kept, keptInTab, restrictWriting } from '#src/lib/storage/kept.ts';
import { isDraft, staysOnDevice } from '#src/lib/storage/kept-keys.ts';
import { indexStore } from '#src/services/search-index/index-store.ts';

/** The recorder looks after its own: see forget-uploaded.ts. */
const recorderKey = 'claritalk.recorder-settings';

/**
 * Removes from this device what belongs to whoever was signed in, in whichever way it is kept; docs/security.md lists
 * what that is, and what stays. Works as far as the browser allows, and never rejects.
 *
 * @param discardDraftsOf UUID of a person who discards what Claritalk has not received. Drafts of others stay: anyone
 *   who wrote them was told so.
 */
export async function forgetPerson(discardDraftsOf?: string): Promise<void> {
  const goes = (key: string) =>
    key !== recorderKey &&
    !staysOnDevice(key) &&
    !(isDraft(key) && !(discardDraftsOf !== undefined && key.includes(`.${discardDraftsOf}.`)));
  for (const key of kept.keys()) if (goes(key)) kept.remove(key);
  // Nothing in it outlives the person, not even what other code has left there.
  for (const key of keptInTab.keys()) keptInTab.remove(key);
  notifications.closeAll();
  await Promise.all([indexStore.purge(), forgetRecordings(), forgetFiles()]);
}

/** As {@link forgetPerson}, in a page that is being left: from then on it writes nothing of the person. */
export async function forgetPersonForGood(discardDraftsOf?: string): Promise<void> {
  forgetInTab();
  await forgetPerson(discardDraftsOf);
}

/** Removes what only this tab holds of a person, and from then on writes nothing of them. The rest is up to the next person's page. */
export function forgetInTab(): void {
  restrictWriting(staysOnDevice);
  for (const key of keptInTab.keys()) keptInTab.remove(key);
  notifications.closeAll();
}

async function forgetRecordings(): Promise<void> {
  try {
    const { forgetUploaded } = await import('#src/features/recorder/spool/forget-uploaded.ts');
    await forgetUploaded();
  } catch {
    // Without storage, or without the code for it: the next page that nobody is signed in on tries again.
    kept.remove(recorderKey);
  }
}

async function forgetFiles(): Promise<void> {
  try {
    const { forgetHandles } = await import('#src/services/publishing/file-handles.ts');
    await forgetHandles();
  } catch {
    // Without storage there is nothing.
  }
}
