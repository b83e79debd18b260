import type { OwnRun } from '../../../data/data-lock.ts';
import type { Databases } from '../../../data/database.ts';
import type { Leases } from '../../../data/leases.ts';
import { Seal, type Secrets } from '../../sessions/sealed.ts';
import { secretsIn } from '../../sessions/session-secret.ts';
import { BroadcastStore } from '../broadcasts/broadcast-store.ts';
import { broadcastPlan } from '../broadcasts/broadcast-tables.ts';
import { connectAtFirst, type FirstConnections } from '../first-connections.ts';
import { type Ledger, ledgerLimits, openLedger } from '../ledger.ts';
import { ledgerPlan } from '../ledger-tables.ts';
import { PublicationStore } from '../publications/publication-store.ts';
import { publicationPlan } from '../publications/publication-tables.ts';
import { openSharedFileStore, type SharedFileStore } from '../shared/shared-file-store.ts';
import { sharedPlan } from '../shared/shared-file-tables.ts';
import { ConnectionStore } from '../store.ts';
import { connectionPlan } from '../store-tables.ts';

export interface ConnectedStoresOptions {
  readonly dataDir: string;
  /** Seal keys and the ledger, the newest first; if undefined, one is created and kept in `dataDir`. */
  readonly connectionsSecret?: string | Secrets | undefined;
  readonly firstConnections?: FirstConnections | undefined;
  readonly run: OwnRun;
}

/** What is kept of connected systems, and what it is sealed with. */
export interface ConnectedStores {
  readonly secrets: Secrets;
  readonly store: ConnectionStore;
  readonly ledger: Ledger;
  readonly shared: SharedFileStore;
  readonly publications: PublicationStore;
  readonly broadcasts: BroadcastStore;
  /** For what one gateway does at a time. */
  readonly leases: Leases;
}

/** Opens them before anyone can ask: nothing listens before everything is there. */
export async function openConnectedStores(
  databases: Databases,
  leases: Leases,
  { dataDir, connectionsSecret, firstConnections, run }: ConnectedStoresOptions,
): Promise<ConnectedStores> {
  const secrets = secretsIn(dataDir, 'connections-secret', connectionsSecret);
  const connections = await databases.open(connectionPlan);
  const store = new ConnectionStore(connections, new Seal(secrets, 'connection keys'));
  await store.calls.open(run);
  if (firstConnections) await connectAtFirst(store, firstConnections);
  const ledger = await openLedger(
    await databases.open(ledgerPlan),
    new Seal(secrets, 'ledger entries'),
    ledgerLimits,
    Date.now,
    run,
  );
  const shared = await openSharedFileStore(
    await databases.open(sharedPlan),
    new Seal(secrets, 'shared files'),
  );
  const publications = new PublicationStore(
    await databases.open(publicationPlan),
    new Seal(secrets, 'publications'),
  );
  const broadcasts = new BroadcastStore(await databases.open(broadcastPlan), new Seal(secrets, 'broadcasts'));
  return { secrets, store, ledger, shared, publications, broadcasts, leases };
}
