/**
 * A day under load, or as many hours as are given: fifty requests a second and two hundred streams over two gateways with one
 * PostgreSQL, and a delivery each second. Prints memory, handles and latency as they were, and how they grow in an hour.
 *
 *   npm run bench:soak -- [hours, 4] [requests a second, 50] [streams, 200] [gateways, 2]
 */
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { endOnSignals } from '../interrupt.ts';
import { quantile } from '../proxy/measure.ts';
import { handlesOf, LivePage, memoryOf, startGateways, token, until } from './live-gateways.ts';

const [hours = 4, perSecond = 50, streams = 200, gateways = 2] = process.argv.slice(2).map(Number);
const hourMs = 3_600_000;
const lookEveryMs = Math.max(5_000, (hours * hourMs) / 240);
endOnSignals();

interface Look {
  readonly hour: number;
  readonly memory: number;
  readonly handles: number;
  readonly latency: number;
}

/** Of the line through the values that is nearest to all of them, in an hour. */
function slope(looks: readonly Look[], of: (look: Look) => number): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [hour, value] = [mean(looks.map((look) => look.hour)), mean(looks.map(of))];
  const both = looks.map((look) => (look.hour - hour) * (of(look) - value));
  return mean(both) / mean(looks.map((look) => (look.hour - hour) ** 2));
}

console.log(`${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} before`);
const live = await startGateways(gateways, streams);
const { all, cookies } = live;
const heard = cookies.map(() => 0);
const pages = cookies.map(
  (cookie, at) =>
    new LivePage(all, at, cookie, () => {
      heard[at] = (heard[at] ?? 0) + 1;
    }),
);
const latencies: number[] = [];
let [asked, failed, delivered, isOver] = [0, 0, 0, false];
const startedAt = Date.now();

async function ask(): Promise<void> {
  asked += 1;
  const gateway = all[asked % all.length];
  const cookie = cookies[asked % cookies.length] ?? '';
  const headers = { cookie, authorization: `Bearer ${token}`, 'sec-fetch-site': 'same-origin' };
  const sentAt = performance.now();
  const isGood = await fetch(`${gateway?.url}/api/types/list`, { headers })
    .then(async (response) => {
      await response.arrayBuffer();
      return response.ok;
    })
    .catch(() => false);
  latencies.push(performance.now() - sentAt);
  if (!isGood) failed += 1;
}

const asking = (async () => {
  while (!isOver) {
    const due = ((Date.now() - startedAt) / 1000) * perSecond;
    for (; asked < due; ) void ask();
    await pause(10);
  }
})();
const delivering = (async () => {
  const [id = ''] = await live.meetings(1);
  while (!isOver) {
    if (await live.deliver(id)) delivered += 1;
    await pause(1_000);
  }
})();

const looks: Look[] = [];
try {
  while (Date.now() - startedAt < hours * hourMs) {
    await pause(Math.min(lookEveryMs, startedAt + hours * hourMs - Date.now()));
    const look = {
      hour: (Date.now() - startedAt) / hourMs,
      memory: Math.max(...all.map(({ process: own }) => memoryOf(own))),
      handles: Math.max(...all.map(({ process: own }) => handlesOf(own))),
      latency: quantile(latencies.splice(0), 0.95),
    };
    looks.push(look);
    const { hour, memory, handles, latency } = look;
    console.log(
      `${hour.toFixed(3)} h: ${memory.toFixed(0)} MB, ${handles} handles, p95 ${latency.toFixed(1)} ms, load ${loadavg()[0]?.toFixed(1)}`,
    );
  }
  isOver = true;
  await Promise.all([asking, delivering]);
  // The last may be on its way.
  await until('the last delivery', () => heard.every((times) => times >= delivered)).catch(console.error);
  // The first tenth warms up.
  const warm = looks.slice(Math.ceil(looks.length / 10));
  console.log(
    `${asked} requests, ${failed} failed; ${delivered} deliveries, of which each stream heard ${Math.min(...heard)} to ${Math.max(...heard)}`,
  );
  console.log(
    `in an hour: ${slope(warm, ({ memory }) => memory).toFixed(1)} MB, ${slope(warm, ({ handles }) => handles).toFixed(1)} handles, ${slope(warm, ({ latency }) => latency).toFixed(2)} ms`,
  );
} finally {
  for (const page of pages) page.close();
  await live.end();
}
process.exit(0);
