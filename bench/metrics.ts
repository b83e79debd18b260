/**
 * What measuring costs: the same requests through a gateway with metrics, which is read every second, and through one
 * without, in turns. Processor time is that of each gateway's process; memory is read in /proc (Linux).
 *
 *   npm run bench:metrics -- [rounds, 5]
 */
import { benchmark, median, roundOf, rssOf, type Side, show, signIn } from './proxy/measure.ts';

const rounds = Number(process.argv[2] ?? 5);
const path = '/api/types/list';
const token = 'a token of the benchmark, long enough';

await benchmark(async ({ start, folder }) => {
  const upstream = await start('upstream.ts');
  const begin = async (name: string, ...metrics: string[]) => {
    const gateway = await start('gateway.ts', upstream.origin, await folder(), ...metrics);
    const side: Side = { origin: gateway.origin, path, headers: await signIn(gateway.port) };
    const pid = gateway.child.pid ?? 0;
    await roundOf(side, pid);
    return { name, side, pid, costs: [] as number[], memory: [rssOf(pid)], requests: 0 };
  };
  const [plain, measured] = [await begin('without metrics'), await begin('with metrics', token)];
  const read = async () => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${measured.side.origin}/metrics`, { headers })).text();
  };
  const reading = setInterval(() => void read().catch(() => undefined), 1_000);
  for (let round = 0; round < rounds; round += 1) {
    for (const one of [plain, measured]) {
      const { cost, requests } = await roundOf(one.side, one.pid);
      one.costs.push(cost);
      one.requests += requests;
      one.memory.push(rssOf(one.pid));
    }
  }
  clearInterval(reading);
  for (const { name, costs, memory, requests } of [plain, measured]) {
    show(`processor time per request ${name}`, `${median(costs).toFixed(1)} µs`);
    console.log(`  rounds: ${costs.map((cost) => cost.toFixed(1)).join(' ')}`);
    const megabytes = memory.map((bytes) => (bytes / 1e6).toFixed(0)).join(' ');
    console.log(`  memory in MB over ${requests} requests: ${megabytes}`);
  }
  show('size of a reading', `${((await read()).length / 1000).toFixed(1)} kB`);
});
