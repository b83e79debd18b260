/** The sandbox in Claritalk's place, in a process of its own: the token endpoint has its real limit. */
import { startSandbox } from '../../server/sandboxes/claritalk/sandbox.ts';

const [, , dataDir = '', dashboard = ''] = process.argv;
const sandbox = await startSandbox({
  port: 0,
  dataDir,
  meetings: 200,
  dashboardOrigins: [dashboard],
  // Limits per person are not measured here.
  defaultLimitPerMinute: 10_000_000,
});
process.send?.({ url: sandbox.url });
process.once('disconnect', () => process.exit());
