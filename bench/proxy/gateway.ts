/** The gateway as in production, with its log discarded. */
import { uploadAudioChunk } from '#contract/claritalk/meetings.ts';
import { startGateway } from '../../server/gateway/gateway.ts';
import { createLogger } from '../../server/gateway/http/log.ts';

const [, , upstream = '', dataDir = '', token] = process.argv;
// The contract lets no more than a chunk of 5 MiB through; one long stream shows how much of it is kept in memory.
Object.assign(uploadAudioChunk, { maxBodyBytes: 1024 * 1024 * 1024 });
const gateway = await startGateway({
  host: '127.0.0.1',
  port: 0,
  dataDir,
  distDir: dataDir,
  claritalk: { url: upstream, clientId: 'benchmark', clientSecret: 'benchmark' },
  scope: 'api.connect',
  sessionDays: 1,
  tokenRequestsPerMinute: 60,
  uploadChunkBytes: 5 * 1024 * 1024,
  indexRequestsPerMinute: 0,
  liveUpdates: false,
  keptDeliveries: 10,
  keptDeliveryDays: 1,
  sandbox: false,
  version: '0.0.0',
  metrics: token === undefined ? undefined : { port: undefined, host: 'localhost', token },
  log: createLogger('info'),
});
process.send?.({ port: Number(new URL(gateway.url).port) });
process.once('disconnect', () => process.exit());
