/**
 * What a broadcast costs the gateway, and whether it keeps the rate: text messages to so many people at the sandbox of
 * Courier, at so many requests a second; how even they leave, how much larger the gateway’s process becomes, and who got
 * more than one. Memory is read in /proc (Linux), of a gateway that collects its garbage every two seconds.
 *
 *   npm run bench:broadcast -- [people, 200] [requests a second, 5]
 *
 * Aim: no more requests in any second than the rate, +10 MB at most, nobody twice (docs/performance.md).
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { broadcastLimits } from '#contract/gateway/broadcasts.ts';
import { addPeople, arrived } from '../../server/gateway/testing/broadcast-world.ts';
import { giveOn, passOn } from '../../server/gateway/testing/pass-on.ts';
import { ProcessWorld } from '../../server/gateway/testing/process-world.ts';
import { collect, collecting } from '../garbage.ts';

const count = Math.min(Number(process.argv[2] ?? 200), broadcastLimits.recipients);
const perSecond = Number(process.argv[3] ?? 5);
const sampledMs = 50;
const collectedMs = 2_000;

const world = await ProcessWorld.start('courier', {
  sandbox: { meetings: 0, systems: { simulated: false, readAfterMs: 100 } },
  settings: {
    BROADCAST_PER_SECOND: String(perSecond),
    ...collecting,
  },
});
const { sandbox, gateway } = world;
/** When requests of the broadcast itself arrived at Courier, in ms: what is checked before it begins is a person’s. */
let times: number[] = [];
world.between.answer = (request, response) => {
  if (request.url?.startsWith('/systems/courier')) times.push(performance.now());
  passOn(request, sandbox.url).then(
    (told) => giveOn(told, response),
    () => response.destroy(),
  );
};
try {
  await measure();
} finally {
  await world.stop();
}

/** Bytes of memory that the gateway’s process has. */
function residentBytes(): number {
  const [, kibibytes = '0'] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${gateway.pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) * 1024;
}

async function measure(): Promise<void> {
  const ask: Ask = async (method, path, body) => {
    const { status, body: answered } = await world.ask(method, path, body);
    if (status !== 200) throw new Error(JSON.stringify(answered));
    return answered;
  };
  const people = addPeople(sandbox.dataDir, count);
  const individuals = people.map(({ individual }) => individual);
  // What the process needs for one broadcast at all.
  await run(ask, 'Warm up', individuals.slice(0, 5));
  collect(gateway.pid);
  await sleep(1_000);
  const before = residentBytes();
  let most = before;
  const sampling = setInterval(() => {
    most = Math.max(most, residentBytes());
  }, sampledMs);
  const collections = setInterval(() => collect(gateway.pid), collectedMs);
  const startedAt = performance.now();
  await run(ask, 'Benchmark', individuals);
  const seconds = (performance.now() - startedAt) / 1000;
  clearInterval(sampling);
  clearInterval(collections);
  const got = arrived(sandbox.dataDir, 'texts', 'Benchmark');
  console.log(`load ${loadavg()[0]?.toFixed(1)}, ${count} people, ${perSecond} requests a second allowed`);
  console.log(
    `${seconds.toFixed(1)} s; ${(times.length / seconds).toFixed(2)} requests a second, at most ${busiest()} in one`,
  );
  const more = (most - before) / 1e6;
  console.log(`gateway ${(before / 1e6).toFixed(1)} MB before, at most ${more.toFixed(1)} MB more`);
  console.log(`${new Set(got).size} of ${count} got it, ${got.length - new Set(got).size} twice`);
}

/** Most requests within any second. */
function busiest(): number {
  return Math.max(
    0,
    ...times.map((at, index) => times.slice(index).filter((other) => other < at + 1000).length),
  );
}

type Ask = (method: string, path: string, body?: object) => Promise<{ broadcast: { state: string } }>;

async function run(ask: Ask, text: string, individuals: readonly string[]): Promise<void> {
  const id = randomUUID();
  const content = { way: 'text', text: `${text}: {name}`, data: {}, individuals, count: individuals.length };
  await ask('PUT', `/broadcasts/${id}`, content);
  times = [];
  while ((await ask('GET', `/broadcasts/${id}`)).broadcast.state !== 'done') await sleep(500);
}
