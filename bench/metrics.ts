/**
 * What measuring costs: the same requests through a gateway with metrics, which is read every second, and through one
 * without, in turns. Processor time is that of each gateway's process; memory is read in /proc (Linux).
 *
 *   npm run bench:metrics -- [rounds, 5]
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  median,
  processorTimeOf,
  type Side,
  secondsPerRound,
  show,
  signIn,
  start,
  throughput,
} from './proxy/measure.ts';

const rounds = Number(process.argv[2] ?? 5);
const path = '/api/types/list';
const token = 'a token of the benchmark, long enough';

const megabytes = (pid: number) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) / 1000;

const upstream = await start('upstream.ts');
const folders = [
  await mkdtemp(join(tmpdir(), 'claritalk-bench-')),
  await mkdtemp(join(tmpdir(), 'claritalk-bench-')),
];
const [plain, measured] = [
  await start('gateway.ts', upstream.origin, folders[0] ?? ''),
  await start('gateway.ts', upstream.origin, folders[1] ?? '', token),
];
const read = () =>
  fetch(`${measured.origin}/metrics`, { headers: { authorization: `Bearer ${token}` } }).then((response) =>
    response.text(),
  );
try {
  const sides = await Promise.all(
    [plain, measured].map(async (gateway) => {
      const side: Side = { origin: gateway.origin, path, headers: await signIn(gateway.port) };
      await throughput(side);
      const pid = gateway.child.pid ?? 0;
      return { side, pid, costs: [] as number[], memory: [megabytes(pid)], requests: 0 };
    }),
  );
  console.log(`${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} before`);
  const reading = setInterval(() => void read().catch(() => undefined), 1_000);
  for (let round = 0; round < rounds; round += 1) {
    for (const one of sides) {
      const before = processorTimeOf(one.pid);
      const requests = (await throughput(one.side)) * secondsPerRound;
      one.costs.push((processorTimeOf(one.pid) - before) / requests);
      one.requests += requests;
      one.memory.push(megabytes(one.pid));
    }
  }
  clearInterval(reading);
  for (const [name, { costs, memory, requests }] of [
    ['without metrics', sides[0]] as const,
    ['with metrics', sides[1]] as const,
  ].flatMap(([name, side]) => (side ? [[name, side] as const] : []))) {
    show(`processor time per request ${name}`, `${median(costs).toFixed(1)} µs`);
    console.log(`  rounds: ${costs.map((cost) => cost.toFixed(1)).join(' ')}`);
    console.log(`  memory in MB over ${requests} requests: ${memory.map((one) => one.toFixed(0)).join(' ')}`);
  }
  show('size of a reading', `${((await read()).length / 1000).toFixed(1)} kB`);
  console.log(`load ${loadavg()[0]?.toFixed(1)} after`);
} finally {
  for (const { child } of [plain, measured, upstream]) child.disconnect();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}
process.exit();
