import { join } from 'node:path';
import type { Leases } from '../../../data/leases.ts';
import { OwnedWork } from '../../../data/owned-work.ts';
import { FolderSpool } from './folder-spool.ts';
import { Publisher } from './publisher.ts';
import { type Pace, type Publishing, usualPace } from './publishing.ts';
import { type SpoolBounds, spoolBounds } from './spool.ts';
import { StoredSpool } from './stored-spool.ts';

/** What a gateway may set. */
export interface PublishingSettings {
  readonly pace?: Partial<Pace>;
  readonly spool?: Partial<SpoolBounds>;
}

export interface OpenPublishing {
  readonly publishing: Publishing;
  readonly publisher: Publisher;
  close(): Promise<void>;
}

interface Given extends Omit<Publishing, 'spool' | 'pace'> {
  readonly leases: Leases;
}

/**
 * Publishes, and continues with what was under way: in one gateway at a time, which another takes over from. Files of the
 * only gateway are in a folder below `dataDir`, those that several share in the store.
 */
export function openPublishing(
  dataDir: string,
  { leases, ...given }: Given,
  settings: PublishingSettings = {},
): OpenPublishing {
  const bounds = { ...spoolBounds, ...settings.spool };
  const { database, seal } = given.publications.sealed;
  const spool = leases.isShared
    ? new StoredSpool(database, seal, bounds)
    : new FolderSpool(join(dataDir, 'publications'), bounds);
  const publishing = { ...given, spool, pace: { ...usualPace, ...settings.pace } };
  const publisher = new Publisher(publishing);
  const owned = new OwnedWork({
    leases,
    name: 'publications',
    work: (ownership) => publisher.work(ownership),
    failed: (error) =>
      given.log.error('publications could not be continued', {
        error: error instanceof Error ? error.name : 'unknown',
      }),
  });
  return { publishing, publisher, close: () => owned.close() };
}
