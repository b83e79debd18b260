import { createLogger } from '../../server/gateway/http/log.ts';

/** A gateway as in production before an upstream of the benchmark, with its log discarded. */
export const settingsOf = (upstream: string, dataDir: string) => ({
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
  log: createLogger('info'),
});

/** Tells the benchmark where the gateway is, and ends with it. */
export function reportTo(url: string): void {
  process.send?.({ port: Number(new URL(url).port) });
  process.once('disconnect', () => process.exit());
}
