/** How the gateway is measured: requests are sent directly or through it, as fast as possible, and one by one. */
import { execFile, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type Agent, request as send } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';

const connections = 50;
export const secondsPerRound = 6;
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
export async function start(file: string, ...args: string[]) {
  const child = fork(join(import.meta.dirname, file), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ port }] = await new Promise<[{ port: number }]>((resolve, reject) => {
    child.once('message', (message) => resolve([message as { port: number }]));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  return { child, origin: `http://127.0.0.1:${port}`, port };
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
export async function throughput({ origin, path, headers }: Side): Promise<number> {
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
export async function latencies({ origin, path, headers }: Side, agent: Agent): Promise<number[]> {
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
export const processorTimeOf = (pid: number): number => {
  const [, user = '0', system = '0'] =
    /\) \S(?: \S+){10} (\d+) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
  return ((Number(user) + Number(system)) * 1e6) / ticksPerSecond;
};
