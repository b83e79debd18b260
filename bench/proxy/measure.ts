/** How the gateway is measured: requests are sent directly or through it, as fast as possible, and one by one. */
import { execFile, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request as send } from 'node:http';
import { createRequire } from 'node:module';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const connections = 50;
const secondsPerRound = 6;
const latencySamples = 2_000;
/** The kernel's clock ticks per second, as counted in /proc. */
const ticksPerSecond = 100;

const autocannon = createRequire(import.meta.url).resolve('autocannon');
export const show = (name: string, value: string) => console.log(`${name.padEnd(56)} ${value.padStart(14)}`);
export const quantile = (values: readonly number[], part: number) =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length * part)] ?? Number.NaN;
export const median = (values: readonly number[]) => quantile(values, 0.5);

export type Headers = Readonly<Record<string, string>>;
export interface Side {
  readonly origin: string;
  readonly path: string;
  readonly headers: Headers;
}

/** Starts a module of this benchmark in a separate process, which reports its port. */
async function start(file: string, ...args: string[]) {
  const child = fork(join(import.meta.dirname, file), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ port }] = await new Promise<[{ port: number }]>((resolve, reject) => {
    child.once('message', (message) => resolve([message as { port: number }]));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  return { child, origin: `http://127.0.0.1:${port}`, port };
}

interface Surroundings {
  /** Starts a module in a separate process, which ends with the benchmark. */
  readonly start: typeof start;
  /** Makes a folder, which is deleted with the benchmark. */
  readonly folder: () => Promise<string>;
}

/** Gives a benchmark processes and folders, and says how busy the machine was. The program ends with it. */
export async function benchmark(work: (surroundings: Surroundings) => Promise<void>): Promise<void> {
  const load = () => loadavg()[0]?.toFixed(1);
  const ends: (() => unknown)[] = [];
  console.log(`${availableParallelism()} cores, load ${load()} before`);
  try {
    await work({
      async start(...given) {
        const started = await start(...given);
        ends.unshift(() => started.child.disconnect());
        return started;
      },
      async folder() {
        const path = await mkdtemp(join(tmpdir(), 'claritalk-bench-'));
        ends.push(() => rm(path, { recursive: true, force: true }));
        return path;
      },
    });
    console.log(`load ${load()} after`);
  } finally {
    for (const end of ends) await end();
  }
  process.exit();
}

/** Signs in as the page does and returns the headers of its later requests. */
export async function signIn(port: number): Promise<Headers> {
  const origin = `http://localhost:${port}`;
  const begun = await fetch(`http://127.0.0.1:${port}/session/sign-in`, {
    method: 'POST',
    headers: { origin },
  });
  const response = await fetch(`http://127.0.0.1:${port}/oauth/token`, {
    method: 'POST',
    headers: {
      origin,
      cookie: begun.headers.get('set-cookie')?.split(';')[0] ?? '',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'benchmark',
      redirect_uri: `${origin}/auth/callback`,
      code: 'code',
      code_verifier: 'v'.repeat(43),
    }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (!response.ok || !cookie) throw new Error(`signing in: ${response.status}`);
  return { cookie, authorization: 'Bearer benchmark', 'sec-fetch-site': 'same-origin' };
}

interface LoadResult {
  readonly requests: { readonly average: number };
  readonly non2xx: number;
  readonly errors: number;
}

/** Returns how many requests a second a side answers at full speed. */
async function requestsPerSecond({ origin, path, headers }: Side): Promise<number> {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}=${value}`]);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [autocannon, '-j', '-c', `${connections}`, '-d', `${secondsPerRound}`, ...given, origin + path],
    { maxBuffer: 10_000_000 },
  );
  const result = JSON.parse(stdout) as LoadResult;
  if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`);
  return result.requests.average;
}

/** Returns the milliseconds of consecutive requests on one connection. */
async function latencies({ origin, path, headers }: Side, agent: Agent): Promise<number[]> {
  const times: number[] = [];
  for (let count = 0; count < latencySamples; count += 1) {
    const startedAt = performance.now();
    await new Promise<void>((resolve, reject) => {
      send(origin + path, { agent, headers }, (response) => {
        response.resume();
        response.once('end', resolve);
      })
        .once('error', reject)
        .end();
    });
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** Returns the microseconds of processor time that a process has used, unaffected by others on the same machine. */
const processorTimeOf = (pid: number): number => {
  const [, user = '0', system = '0'] =
    /\) \S(?: \S+){10} (\d+) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
  return ((Number(user) + Number(system)) * 1e6) / ticksPerSecond;
};

/** One round at full speed: requests per second, how many there were, and what each cost a process, in µs. */
export async function roundOf(side: Side, pid: number) {
  const before = processorTimeOf(pid);
  const perSecond = await requestsPerSecond(side);
  const requests = perSecond * secondsPerRound;
  return { perSecond, requests, cost: (processorTimeOf(pid) - before) / requests };
}

/**
 * Sends the same requests directly and through a gateway, in turns, and shows what the way through it adds.
 *
 * @param between further sides of each round
 */
export async function compare(
  sides: { readonly direct: Side; readonly through: Side; readonly between?: Readonly<Record<string, Side>> },
  pid: number,
  rounds: number,
): Promise<void> {
  const { direct, through, between = {} } = sides;
  const agents = { direct: new Agent({ keepAlive: true }), through: new Agent({ keepAlive: true }) };
  // Both sides warm up: compiled code, open connections.
  await latencies(direct, agents.direct);
  await latencies(through, agents.through);
  const added = { p50: [] as number[], p99: [] as number[] };
  const [directly, passed, costs] = [[] as number[], [] as number[], [] as number[]];
  const others = Object.entries(between).map(([name, side]) => ({ name, side, perSecond: [] as number[] }));
  for (let round = 0; round < rounds; round += 1) {
    const [one, other] = [await latencies(direct, agents.direct), await latencies(through, agents.through)];
    added.p50.push(median(other) - median(one));
    added.p99.push(quantile(other, 0.99) - quantile(one, 0.99));
    directly.push(await requestsPerSecond(direct));
    for (const { side, perSecond } of others) perSecond.push(await requestsPerSecond(side));
    const { perSecond, cost } = await roundOf(through, pid);
    passed.push(perSecond);
    costs.push(cost);
  }
  const all = (values: readonly number[], digits: number) => values.map((v) => v.toFixed(digits)).join(' ');
  show('requests/s direct', median(directly).toFixed(0));
  show('requests/s through the gateway', median(passed).toFixed(0));
  for (const { name, perSecond } of others) show(`requests/s ${name}`, median(perSecond).toFixed(0));
  console.log(`  rounds: direct ${all(directly, 0)}; gateway ${all(passed, 0)}`);
  show('ratio gateway : direct', (median(passed) / median(directly)).toFixed(2));
  show('processor time of the gateway per request', `${median(costs).toFixed(0)} µs`);
  show('added latency, p50', `${median(added.p50).toFixed(2)} ms`);
  show('added latency, p99', `${median(added.p99).toFixed(2)} ms`);
  console.log(`  rounds: p50 ${all(added.p50, 2)}; p99 ${all(added.p99, 2)}`);
}

/** Bytes of memory that a process uses; of Linux. */
export const rssOf = (pid: number): number =>
  1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]);
