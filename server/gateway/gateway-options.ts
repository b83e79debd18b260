import type { OwnRun } from '../data/data-lock.ts';
import type { UpstreamTimeouts } from '../upstreams/client.ts';
import type { BroadcastPace } from './connections/broadcasts/broadcasting.ts';
import type { FirstConnections } from './connections/first-connections.ts';
import type { OfferedSystem } from './connections/offered.ts';
import type { PublishingSettings } from './connections/publications/open-publishing.ts';
import type { ConnectionLimits } from './http/connections.ts';
import type { Logger } from './http/log.ts';
import type { MetricsOptions } from './metrics/serve-metrics.ts';
import type { ConnectedUpstream } from './proxy/connection.ts';
import type { Secrets } from './sessions/sealed.ts';
import type { ClientCredentials } from './sessions/token-exchange.ts';
import type { HookSecrets } from './webhooks/hook-secrets.ts';

/** What `startGateway` takes. */
export interface GatewayOptions {
  readonly host: string;
  /** TCP port; 0 picks a free one. */
  readonly port: number;
  /** Origin under which browsers reach the gateway; `http://localhost:<port>` when undefined. */
  readonly publicUrl?: string | undefined;
  /** Directory of the session database and secret; created if missing. */
  readonly dataDir: string;
  /** PostgreSQL that several gateways share; SQLite in `dataDir` if undefined. */
  readonly databaseUrl?: string | undefined;
  /** Of a gateway that has its directory to itself: what the run before it held is free. */
  readonly run?: OwnRun | undefined;
  /** Directory of the built application. */
  readonly distDir: string;
  readonly claritalk: { readonly url: string; readonly clientId: string; readonly clientSecret: string };
  /** Further systems behind the gateway. */
  readonly connected?: readonly ConnectedUpstream[];
  /** Systems that organisations connect with their own key. */
  readonly offered?: readonly OfferedSystem[];
  /** What there is from the start, for the sandbox; what was disconnected stays so. */
  readonly firstConnections?: FirstConnections | undefined;
  /** Seal these keys, the newest first; if undefined, a secret kept in `dataDir` does. */
  readonly connectionsSecret?: string | Secrets | undefined;
  /** Service account for what admins may do through the gateway; undefined switches that off. */
  readonly serviceAccount?: ClientCredentials | undefined;
  /** Scopes that the dashboard requests, separated by spaces. */
  readonly scope: string;
  /** Likewise for sessions. */
  readonly sessionSecret?: string | Secrets | undefined;
  readonly sessionDays: number;
  readonly uploadChunkBytes: number;
  /** Requests a minute that Claritalk's token endpoint allows from the gateway's address. */
  readonly tokenRequestsPerMinute: number;
  /** How fast a browser's local index may request meetings; 0 switches the index off. */
  readonly indexRequestsPerMinute: number;
  /** Whether webhooks are accepted and pages informed of them. */
  readonly liveUpdates: boolean;
  /** Secrets of the hook address; if undefined, one kept in `dataDir` is used. */
  readonly hookSecrets?: HookSecrets | undefined;
  /** How fast retention may ask Claritalk; 240 a minute by default. */
  readonly retentionPerMinute?: number | undefined;
  /** How many webhook deliveries are kept at most, and for how many days. */
  readonly keptDeliveries: number;
  readonly keptDeliveryDays: number;
  /** Pause between two heartbeats on a page's stream, in ms. */
  readonly heartbeatMs?: number;
  /** Whether Claritalk is the local sandbox. */
  readonly sandbox: boolean;
  /** Undefined: nothing is measured. */
  readonly metrics?: MetricsOptions | undefined;
  /** How long it says that it is shutting down before it does, in ms. */
  readonly shutdownMs?: number | undefined;
  readonly version: string;
  readonly log: Logger;
  readonly timeouts?: UpstreamTimeouts;
  readonly connections?: ConnectionLimits;
  /** How long publishing a recording waits, and how much room it has. */
  readonly publishing?: PublishingSettings;
  /** How fast broadcasts are sent, and how long they wait. */
  readonly broadcasting?: Partial<BroadcastPace>;
}
