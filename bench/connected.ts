/**
 * What the gateway costs before a connected system: the same list of clients asked for directly and through it, in turns,
 * each in a process of its own. Its answers are read, checked and passed on; the person and the connection are known.
 *
 *   npm run bench:connected -- [rounds, 3]
 *
 * Figures differ between machines; compare the two sides within one run (docs/performance.md).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  latencies,
  median,
  processorTimeOf,
  quantile,
  type Side,
  secondsPerRound,
  show,
  signIn,
  start,
  throughput,
} from './proxy/measure.ts';

const rounds = Number(process.argv[2] ?? 3);
const path = '/v1/clients?limit=20';

const load = () => loadavg()[0]?.toFixed(1);
const dataDir = await mkdtemp(join(tmpdir(), 'claritalk-bench-'));
const upstream = await start('connected-upstream.ts');
const gateway = await start('connected-gateway.ts', upstream.origin, dataDir);
try {
  const direct: Side = { origin: upstream.origin, path, headers: {} };
  const headers = await signIn(gateway.port);
  // The same gateway in front of Claritalk: the additional cost of a connection.
  const proxied: Side = { origin: gateway.origin, path: '/api/types/list', headers };
  const connected: Side = { origin: gateway.origin, path: `/connected/chat2desk${path}`, headers };
  const agents = { direct: new Agent({ keepAlive: true }), connected: new Agent({ keepAlive: true }) };
  console.log(`${availableParallelism()} cores, load ${load()} before`);
  await latencies(direct, agents.direct);
  await latencies(connected, agents.connected);
  const added = { p50: [] as number[], p99: [] as number[] };
  const requests = { direct: [] as number[], proxied: [] as number[], connected: [] as number[] };
  const costs: number[] = [];
  const pid = gateway.child.pid ?? 0;
  for (let round = 0; round < rounds; round += 1) {
    const one = await latencies(direct, agents.direct);
    const other = await latencies(connected, agents.connected);
    added.p50.push(median(other) - median(one));
    added.p99.push(quantile(other, 0.99) - quantile(one, 0.99));
    requests.direct.push(await throughput(direct));
    requests.proxied.push(await throughput(proxied));
    const usedBefore = processorTimeOf(pid);
    requests.connected.push(await throughput(connected));
    const count = (requests.connected.at(-1) ?? 0) * secondsPerRound;
    costs.push((processorTimeOf(pid) - usedBefore) / count);
  }
  const all = (values: readonly number[], digits: number) => values.map((v) => v.toFixed(digits)).join(' ');
  show('requests/s direct', median(requests.direct).toFixed(0));
  show('requests/s through /connected', median(requests.connected).toFixed(0));
  show('requests/s through /api of the same gateway', median(requests.proxied).toFixed(0));
  show('processor time of the gateway per request', `${median(costs).toFixed(0)} µs`);
  show('added latency, p50', `${median(added.p50).toFixed(2)} ms`);
  show('added latency, p99', `${median(added.p99).toFixed(2)} ms`);
  console.log(
    `  rounds: ${all(requests.connected, 0)} requests/s; p50 ${all(added.p50, 2)}; p99 ${all(added.p99, 2)}`,
  );
  console.log(`load ${load()} after`);
} finally {
  gateway.child.disconnect();
  upstream.child.disconnect();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit();
