import type { Hono } from 'hono';
import type { Databases } from '../../data/database.ts';
import type { Action } from '../elevation/action.ts';
import type { ElevationOptions } from '../elevation/routes.ts';
import type { ServiceAccount } from '../elevation/service-account.ts';
import type { GatewayEnv } from '../http/gateway-env.ts';
import type { SealedDatabase } from '../sessions/seal-again.ts';
import type { Seal } from '../sessions/sealed.ts';
import { retentionMeetings } from './meetings.ts';
import { Retention, type RetentionOptions } from './retention.ts';
import { retentionActions } from './retention-actions.ts';
import { retentionRoutes } from './retention-routes.ts';
import { RetentionStore } from './retention-store.ts';
import { retentionPlan } from './retention-tables.ts';

/** Half of what Claritalk allows the service account: people are served in the meantime. */
const usualPerMinute = 240;

interface Served extends Pick<RetentionOptions, 'audit' | 'leases' | 'log'> {
  readonly service: ServiceAccount;
  readonly perMinute: number | undefined;
}

/** The store of retention, and what is done with it where there is a service account. */
export interface OpenRetention {
  readonly sealed: SealedDatabase;
  serve(served: Served): {
    readonly actions: readonly Action[];
    routes(options: ElevationOptions): Hono<GatewayEnv>;
  };
  prune(): Promise<void>;
  close(): Promise<void>;
}

export async function openRetention(databases: Databases, seal: Seal): Promise<OpenRetention> {
  const store = new RetentionStore(await databases.open(retentionPlan), seal);
  let retention: Retention | undefined;
  return {
    sealed: store.sealed,
    serve({ service, audit, leases, log, perMinute = usualPerMinute }) {
      const served = new Retention({
        store,
        audit,
        leases,
        log,
        meetings: (signal) => retentionMeetings(service, perMinute, signal),
      });
      retention = served;
      return {
        actions: retentionActions(store, served),
        routes: (options) => retentionRoutes(options, store, served),
      };
    },
    prune: () => store.prune(),
    close: async () => retention?.close(),
  };
}
