import { join } from 'node:path';
import { defaultTimeouts, openClients, type UpstreamTimeouts } from '../../upstreams/client.ts';
import { connectedUpstream } from '../../upstreams/connected.ts';
import { openPublicClients } from '../../upstreams/public-hosts.ts';
import type { AuditLog } from '../elevation/audit-log.ts';
import type { SessionOptions } from '../elevation/caller.ts';
import type { ClaritalkCall } from '../elevation/claritalk-calls.ts';
import { Members } from '../elevation/members.ts';
import type { Logger } from '../http/log.ts';
import type { ConnectedUpstream } from '../proxy/connection.ts';
import { Seal } from '../sessions/sealed.ts';
import { keptSecret } from '../sessions/session-secret.ts';
import { connectionsOf } from './find.ts';
import { Ledger } from './ledger.ts';
import type { OfferedSystem } from './offered.ts';
import { type ConnectionRoutesOptions, connectionRoutes } from './routes.ts';
import { SecondAdmin } from './second-admin.ts';
import { ConnectionStore } from './store.ts';

export interface ConnectedSystemsOptions {
  readonly dataDir: string;
  /** Seals keys and the ledger; undefined: one is made and kept in `dataDir`. */
  readonly secret: string | undefined;
  readonly offered: readonly OfferedSystem[];
  /** With the sandbox addresses in answers may lead to it. */
  readonly sandbox: boolean;
  readonly timeouts?: UpstreamTimeouts | undefined;
  readonly call: ClaritalkCall;
  readonly audit: AuditLog;
}

/** Systems that organisations connect with a key of theirs. */
export interface ConnectedSystems {
  readonly upstreams: readonly ConnectedUpstream[];
  routes(session: SessionOptions & { readonly log: Logger }): ReturnType<typeof connectionRoutes>;
  /** Forgets what is old. */
  sweep(): void;
  close(): Promise<void>;
}

export function openConnectedSystems(options: ConnectedSystemsOptions): ConnectedSystems {
  const { dataDir, offered, sandbox, timeouts = defaultTimeouts, call, audit } = options;
  const secret = options.secret ?? keptSecret(dataDir, 'connections-secret');
  const store = new ConnectionStore(join(dataDir, 'connections.sqlite'), new Seal(secret, 'connection keys'));
  const ledger = new Ledger(join(dataDir, 'ledger.sqlite'), new Seal(secret, 'ledger entries'));
  const members = new Members(call);
  const origins = offered.flatMap(({ url }) => (sandbox && url !== undefined ? [new URL(url).origin] : []));
  const publicClients = openPublicClients(timeouts, origins);
  const clients = openClients(timeouts);
  const find = { store, ledger, audit, members, publicClients, secondAdmin: new SecondAdmin() };
  return {
    upstreams: offered.map((one) => ({
      upstream: { ...connectedUpstream(one.system, one.operations), timeouts },
      find: connectionsOf(find, one),
    })),
    routes(session) {
      const routes: ConnectionRoutesOptions = {
        ...session,
        offered,
        store,
        ledger,
        call,
        clients,
        publicClients,
        members,
        audit,
      };
      return connectionRoutes(routes);
    },
    sweep: () => ledger.prune(),
    async close() {
      await Promise.all([clients.close(), publicClients.close()]);
      store.close();
      ledger.close();
    },
  };
}
