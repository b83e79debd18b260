import { join } from 'node:path';
import type { Seal } from '../../sessions/sealed.ts';
import { leftoverOf, mayBeThere } from './leave-nothing.ts';
import { PublicationStore } from './publication-store.ts';
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

/** Opens what is kept of publications, below a folder, and continues with what was under way. */
export function openPublishing(
  dataDir: string,
  seal: Seal,
  given: Omit<Publishing, 'publications' | 'spool' | 'pace'>,
  settings: PublishingSettings = {},
): OpenPublishing {
  const publications = new PublicationStore(join(dataDir, 'publications.sqlite'), seal);
  const spool = new Spool(join(dataDir, 'publications'), { ...spoolBounds, ...settings.spool });
  const publishing = { ...given, publications, spool, pace: { ...usualPace, ...settings.pace } };
  const publisher = new Publisher(publishing);
  const expire = async () => {
    for (const publication of publications.held()) {
      const { id, state, changedAt } = publication;
      if (state === 'sending' || spool.isBusy(id) || changedAt > Date.now() - waitsMs) continue;
      const isThere = await mayBeThere(publishing, publication);
      // Someone may have continued in the meantime.
      if (publications.find(id)?.changedAt !== changedAt || spool.isBusy(id)) continue;
      const leftover = isThere ? leftoverOf(publication) : undefined;
      publications.change(id, { state: 'expired', leftover });
      spool.delete(id);
      if (isThere) publisher.giveUp(id);
    }
    spool.keepOnly(new Set(publications.held().map(({ id }) => id)));
    publications.prune();
  };
  const sweep = () =>
    void expire().catch((error: unknown) => {
      given.log.error('publications could not be tidied up', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    });
  sweep();
  publisher.resume();
  return {
    publishing,
    publisher,
    sweep,
    async close() {
      await publisher.close();
      publications.close();
    },
  };
}
