import { draftsOf } from '#src/lib/storage/drafts.ts';
import { kept } from '#src/lib/storage/kept.ts';
import { isUnsent } from '#src/lib/storage/kept-keys.ts';
import { presentBatches } from '#src/services/jobs/batch-presence.ts';

/** Whether there is work, in progress or waiting, that ends when the person leaves. */
export const hasWork = (userUuid: string): boolean =>
  (presentBatches.get()?.isActive ?? false) || kept.read(`claritalk.templates.${userUuid}`) !== null;

/** How many messages to clients someone has begun to write, and neither sent nor discarded. They go when they sign out. */
export const unsentMessages = (userUuid: string): number =>
  kept.keys().filter((key) => isUnsent(key, userUuid)).length;

/** Whether signing out would cost a person something, so that they are asked first. */
export const leavesSomething = (userUuid: string): boolean =>
  draftsOf(userUuid).length + unsentMessages(userUuid) > 0 || hasWork(userUuid);
