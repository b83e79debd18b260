import { join } from 'node:path';
import { leftoverOf, mayBeThere } from './leave-nothing.ts';
import { Publisher } from './publisher.ts';
import { type Pace, type Publishing, usualPace } from './publishing.ts';
import { Spool, type SpoolBounds, spoolBounds } from './spool.ts';

/** What a gateway may set. */
export interface PublishingSettings {
  readonly pace?: Partial<Pace>;
  readonly spool?: Partial<SpoolBounds>;
}

/** How long a file waits for someone who continues, in ms. */
const waitsMs = 24 * 60 * 60 * 1000;

export interface OpenPublishing {
  readonly publishing: Publishing;
  readonly publisher: Publisher;
  /** Deletes files that nobody continues, and forgets what is old. */
  sweep(): void;
  close(): Promise<void>;
}

/** Continues with publications that were under way. Their files are below a folder. */
export function openPublishing(
  dataDir: string,
  given: Omit<Publishing, 'spool' | 'pace'>,
  settings: PublishingSettings = {},
): OpenPublishing {
  const { publications } = given;
  const spool = new Spool(join(dataDir, 'publications'), { ...spoolBounds, ...settings.spool });
  const publishing = { ...given, spool, pace: { ...usualPace, ...settings.pace } };
  const publisher = new Publisher(publishing);
  const expire = async () => {
    for (const publication of await publications.held()) {
      const { id, state, changedAt } = publication;
      if (state === 'sending' || spool.isBusy(id) || changedAt > Date.now() - waitsMs) continue;
      const isThere = await mayBeThere(publishing, publication);
      // Someone may have continued in the meantime.
      if ((await publications.find(id))?.changedAt !== changedAt || spool.isBusy(id)) continue;
      const leftover = isThere ? leftoverOf(publication) : undefined;
      const expired = await publications.changeFrom([state], id, { state: 'expired', leftover });
      if (!expired) continue;
      spool.delete(id);
      if (isThere) publisher.giveUp(id);
    }
    await spool.keepOnly(async () => new Set((await publications.held()).map(({ id }) => id)));
    await publications.prune();
  };
  const failed = (message: string) => (error: unknown) =>
    given.log.error(message, { error: error instanceof Error ? error.name : 'unknown' });
  const sweep = () => void expire().catch(failed('publications could not be tidied up'));
  sweep();
  publisher.resume().catch(failed('publications could not be continued'));
  return {
    publishing,
    publisher,
    sweep,
    close: () => publisher.close(),
  };
}
