/**
 * The gateway as a process of its own that can be killed, before a sandbox that stays: addresses in responses may lead
 * there, which they may not where a real Claritalk is set. Started by `GatewayProcess`.
 */
import { flushCompileCache } from 'node:module';
import { dashboardOrigin } from '../../sandboxes/claritalk/contract/world.ts';
import { dashboardClient, serviceAccount } from '../../sandboxes/claritalk/credentials.ts';
import { defaultTimeouts } from '../../upstreams/client.ts';
import { startGateway } from '../gateway.ts';
import { createLogger } from '../http/log.ts';
import { broadcastPace } from './broadcast-world.ts';
import { offeredAt } from './connected-world.ts';
import { pace } from './publish-world.ts';

const {
  PORT = '',
  DATA_DIR = '',
  CLARITALK_URL = '',
  SYSTEMS_URL = '',
  BROADCAST_ARRIVES_MS = '1000',
  BROADCAST_PER_SECOND = '1000',
  LIVE_UPDATES = '',
  // With these it shares its stores with others.
  DATABASE_URL,
  SESSION_SECRET,
  CONNECTIONS_SECRET,
} = process.env;
// With these browsers can be sent there.
const { PUBLIC_URL = dashboardOrigin, DIST_DIR = `${DATA_DIR}/dist` } = process.env;

const gateway = await startGateway({
  host: '127.0.0.1',
  port: Number(PORT),
  publicUrl: PUBLIC_URL,
  dataDir: DATA_DIR,
  databaseUrl: DATABASE_URL,
  sessionSecret: SESSION_SECRET,
  connectionsSecret: CONNECTIONS_SECRET,
  distDir: DIST_DIR,
  claritalk: { url: CLARITALK_URL, ...dashboardClient },
  serviceAccount,
  offered: offeredAt(SYSTEMS_URL),
  scope: 'api.connect offline_access',
  sessionDays: 30,
  uploadChunkBytes: 1024,
  tokenRequestsPerMinute: 6_000,
  indexRequestsPerMinute: 240,
  liveUpdates: LIVE_UPDATES !== '',
  keptDeliveries: 1000,
  keptDeliveryDays: 30,
  sandbox: true,
  version: '1.2.3',
  log: createLogger('warn', () => undefined),
  timeouts: defaultTimeouts,
  publishing: { pace },
  retentionPerMinute: 600_000,
  broadcasting: {
    ...broadcastPace,
    arrivesMs: Number(BROADCAST_ARRIVES_MS),
    perSecond: Number(BROADCAST_PER_SECOND),
  },
});
// What is killed keeps nothing of what Node made of the sources.
flushCompileCache();
process.once('SIGTERM', () => {
  gateway.close().finally(() => process.exit());
});
