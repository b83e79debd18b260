/**
 * What the gateway costs: the same requests sent to a trivial upstream directly and through the gateway, in turns,
 * each in a process of its own; how long a page waits for its token; and the gateway's memory while 300 MB of audio pass
 * through. Memory is read in /proc (Linux).
 *
 *   npm run bench:proxy -- [rounds, 3]
 *
 * Figures differ between machines; compare the two sides within one run (docs/performance.md).
 */
import { Agent, request as send } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { benchmark, compare, median, quantile, rssOf, type Side, show, signIn } from './proxy/measure.ts';

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

/** As many as a session may ask for in a minute. */
const tokenRequests = 50;

/** Shows how long a page waits for the token of its session, one request after the other. */
async function showTokens({ origin, headers }: Side): Promise<void> {
  const times: number[] = [];
  for (let count = 0; count < tokenRequests; count += 1) {
    const startedAt = performance.now();
    const response = await fetch(`${origin}/oauth/token`, {
      method: 'POST',
      headers: { ...headers, origin: origin.replace('127.0.0.1', 'localhost') },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'server-held' }),
    });
    await response.text();
    if (!response.ok) throw new Error(`token: ${response.status}`);
    times.push(performance.now() - startedAt);
  }
  show('/oauth/token, p50', `${median(times).toFixed(2)} ms`);
  show('/oauth/token, p95', `${quantile(times, 0.95).toFixed(2)} ms`);
}

await benchmark(async ({ start, folder }) => {
  const upstream = await start('upstream.ts');
  const gateway = await start('gateway.ts', upstream.origin, await folder());
  const pid = gateway.child.pid ?? 0;
  const direct: Side = { origin: upstream.origin, path, headers: {} };
  const through: Side = { origin: gateway.origin, path, headers: await signIn(gateway.port) };
  await compare({ direct, through }, pid, rounds);

  await showTokens(through);

  const agent = new Agent({ keepAlive: true });
  await upload(through, agent, chunkBytes, 1, 1);
  await sleep(1_000);
  const stream = await growth(pid, () => upload(through, agent, uploadBytes, 1, 1));
  show('gateway before the uploads', megabytes(stream.before));
  show('memory for one stream of 300 MB', `+${megabytes(stream.grown)}`);
  const total = uploadBytes / chunkBytes;
  const chunks = await growth(pid, async () => {
    for (let number = 1; number <= total; number += 1) {
      await upload(through, agent, chunkBytes, number, total);
    }
  });
  show(`memory for ${total} chunks of 5 MB`, `+${megabytes(chunks.grown)}`);
});
