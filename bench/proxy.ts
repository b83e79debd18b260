/**
 * What the gateway costs: the same requests sent to a trivial upstream directly and through the gateway, in turns,
 * each in a process of its own; and the gateway's memory while 300 MB of audio pass through. Memory is read in
 * /proc (Linux).
 *
 *   npm run bench:proxy -- [rounds, 3]
 *
 * Figures differ between machines; compare the two sides within one run (docs/performance.md).
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request as send } from 'node:http';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
const uploadBytes = 300_000_000;
const chunkBytes = 5_000_000;
const path = '/api/types/list';
const uploadPath = '/api/meetings/0b0a3a3e-1111-4222-8333-444455556666/upload';

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

const boundary = 'benchmark';
const fieldsOf = (number: number, total: number) =>
  Object.entries({ chunk_number: number, total_chunks: total, checksum: 'a'.repeat(64) })
    .map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join('');

/** Sends one multipart body whose file has that many bytes, as fast as it is taken. */
async function upload({ origin, headers }: Side, agent: Agent, bytes: number, number: number, total: number) {
  const head = Buffer.from(
    `${fieldsOf(number, total)}--${boundary}\r\nContent-Disposition: form-data; name="audio_chunk"; filename="a.webm"\r\nContent-Type: audio/webm\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const piece = Buffer.alloc(64 * 1024, 0x5a);
  const status = await new Promise<number>((resolve, reject) => {
    const request = send(
      origin + uploadPath,
      {
        agent,
        method: 'POST',
        headers: {
          ...headers,
          'content-type': `multipart/form-data; boundary=${boundary}`,
          'content-length': head.length + bytes + tail.length,
        },
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
      },
    ).once('error', reject);
    request.write(head);
    let left = bytes;
    const fill = () => {
      while (left > 0) {
        const part = left >= piece.length ? piece : piece.subarray(0, left);
        left -= part.length;
        if (!request.write(part)) return void request.once('drain', fill);
      }
      request.end(tail);
    };
    fill();
  });
  if (status !== 200) throw new Error(`upload: ${status}`);
}

const rssOf = (pid: number): number =>
  1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]);

/** Returns by how many bytes the memory of a process grows at most while something happens. */
async function growth(pid: number, act: () => Promise<void>): Promise<{ before: number; grown: number }> {
  const before = rssOf(pid);
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, rssOf(pid));
  }, 20);
  await act();
  clearInterval(watching);
  return { before, grown: Math.max(most, rssOf(pid)) - before };
}

const load = () => loadavg()[0]?.toFixed(1);
const dataDir = await mkdtemp(join(tmpdir(), 'claritalk-bench-'));
const upstream = await start('upstream.ts');
const gateway = await start('gateway.ts', upstream.origin, dataDir);
try {
  const direct: Side = { origin: upstream.origin, path, headers: {} };
  const proxied: Side = { origin: gateway.origin, path, headers: await signIn(gateway.port) };
  const agents = { direct: new Agent({ keepAlive: true }), proxied: new Agent({ keepAlive: true }) };
  console.log(`${availableParallelism()} cores, load ${load()} before`);
  // Both sides warm up: compiled code, open connections.
  await latencies(direct, agents.direct);
  await latencies(proxied, agents.proxied);

  const figures = { direct: [] as number[], proxied: [] as number[] };
  const costs: number[] = [];
  const pid = gateway.child.pid ?? 0;
  const added = { p50: [] as number[], p99: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const [one, other] = [await latencies(direct, agents.direct), await latencies(proxied, agents.proxied)];
    added.p50.push(median(other) - median(one));
    added.p99.push(quantile(other, 0.99) - quantile(one, 0.99));
    figures.direct.push(await throughput(direct));
    const usedBefore = processorTimeOf(pid);
    figures.proxied.push(await throughput(proxied));
    const requests = (figures.proxied.at(-1) ?? 0) * secondsPerRound;
    costs.push((processorTimeOf(pid) - usedBefore) / requests);
  }
  const all = (values: readonly number[], digits: number) => values.map((v) => v.toFixed(digits)).join(' ');
  show('requests/s direct', median(figures.direct).toFixed(0));
  show('requests/s through the gateway', median(figures.proxied).toFixed(0));
  console.log(`  rounds: direct ${all(figures.direct, 0)}; gateway ${all(figures.proxied, 0)}`);
  show('ratio gateway : direct', (median(figures.proxied) / median(figures.direct)).toFixed(2));
  show('processor time of the gateway per request', `${median(costs).toFixed(0)} µs`);
  show('added latency, p50', `${median(added.p50).toFixed(2)} ms`);
  show('added latency, p99', `${median(added.p99).toFixed(2)} ms`);
  console.log(`  rounds: p50 ${all(added.p50, 2)}; p99 ${all(added.p99, 2)}`);

  await upload(proxied, agents.proxied, chunkBytes, 1, 1);
  await sleep(1_000);
  const stream = await growth(pid, () => upload(proxied, agents.proxied, uploadBytes, 1, 1));
  show('gateway before the uploads', megabytes(stream.before));
  show('memory for one stream of 300 MB', `+${megabytes(stream.grown)}`);
  const total = uploadBytes / chunkBytes;
  const chunks = await growth(pid, async () => {
    for (let number = 1; number <= total; number += 1) {
      await upload(proxied, agents.proxied, chunkBytes, number, total);
    }
  });
  show(`memory for ${total} chunks of 5 MB`, `+${megabytes(chunks.grown)}`);
  console.log(`load ${load()} after`);
} finally {
  gateway.child.disconnect();
  upstream.child.disconnect();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit();
