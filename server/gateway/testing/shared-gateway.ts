/** A gateway as a process of its own that shares a PostgreSQL with others, and can be killed. Started by `kill-shared.spec.ts`. */
import { defaultTimeouts } from '../../upstreams/client.ts';
import { startGateway } from '../gateway.ts';
import { createLogger } from '../http/log.ts';
import { parseHookSecrets } from '../webhooks/hook-secrets.ts';
import { offeredAt } from './connected-world.ts';
import { clientId, clientSecret } from './world.ts';

const {
  DATA_DIR = '',
  DATABASE_URL = '',
  CLARITALK_URL = '',
  SESSION_SECRET = '',
  HOOK_SECRET = '',
} = process.env;

const { port } = await startGateway({
  host: '127.0.0.1',
  port: 0,
  dataDir: DATA_DIR,
  databaseUrl: DATABASE_URL,
  distDir: `${DATA_DIR}/dist`,
  claritalk: { url: CLARITALK_URL, clientId, clientSecret },
  // One server stands for all systems.
  offered: offeredAt(CLARITALK_URL),
  scope: 'api.connect offline_access',
  sessionDays: 30,
  sessionSecret: SESSION_SECRET,
  connectionsSecret: SESSION_SECRET,
  uploadChunkBytes: 1024,
  tokenRequestsPerMinute: 6_000,
  indexRequestsPerMinute: 240,
  liveUpdates: true,
  hookSecrets: parseHookSecrets(HOOK_SECRET, 'test'),
  keptDeliveries: 100_000,
  keptDeliveryDays: 30,
  heartbeatMs: 500,
  sandbox: false,
  version: '1.2.3',
  log: createLogger('warn', () => undefined),
  timeouts: defaultTimeouts,
});
process.send?.(port);
// Whoever started it has ended.
process.once('disconnect', () => process.exit());
