/**
 * What publishing a file costs the gateway: a file of 2 GiB handed over in parts, then sent on to the sandbox’s Claap;
 * how long both take, and how much larger the gateway’s process becomes. Memory is read in /proc (Linux).
 *
 *   npm run bench:publish -- [MiB, 2047]
 *
 * Needs twice the size on disk. Aim: at most 40 MB more (docs/performance.md).
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { publicationLimits } from '#contract/claap/publications.ts';
import { freePort, signInAt } from '../server/gateway/testing/admin-world.ts';
import { GatewayProcess } from '../server/gateway/testing/gateway-process.ts';
import { keptRecordings } from '../server/gateway/testing/publish-world.ts';
import { key } from '../server/sandboxes/claap/credentials.ts';
import { dashboardOrigin, World } from '../server/sandboxes/claritalk/contract/world.ts';

const mebibyte = 1024 * 1024;
const bytes = Math.min(Number(process.argv[2] ?? 2047) * mebibyte, publicationLimits.bytes);
const sampledMs = 50;

const dataDir = mkdtempSync(join(tmpdir(), 'claritalk-bench-'));
const sandbox = new World({ meetings: 2, systems: { simulated: false, processedAfterMs: 0 } });
await sandbox.start();
const gateway = new GatewayProcess(
  {
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    CLARITALK_URL: sandbox.url,
    SYSTEMS_URL: `${sandbox.url}/systems`,
  },
  'sandboxed-gateway.ts',
);
await gateway.start();
try {
  await measure();
} finally {
  gateway.kill();
  await gateway.ended();
  await sandbox.destroy();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Bytes of memory that the gateway’s process has. */
function residentBytes(): number {
  const [, kibibytes = '0'] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${gateway.pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) * 1024;
}

async function measure(): Promise<void> {
  const ada = await signInAt(gateway.url, sandbox, 'ada@sandbox.test');
  const ask = async (method: string, path: string, body?: object | Uint8Array<ArrayBuffer>, more = {}) => {
    const isBytes = body instanceof Uint8Array;
    const response = await fetch(`${gateway.url}/admin${path}`, {
      method,
      headers: {
        origin: dashboardOrigin,
        'sec-fetch-site': 'same-origin',
        cookie: ada.cookie,
        authorization: `Bearer ${ada.token}`,
        'idempotency-key': randomUUID(),
        'content-type': isBytes ? 'application/octet-stream' : 'application/json',
        ...more,
      },
      ...(body === undefined ? {} : { body: isBytes ? body : JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as Record<string, unknown>;
  };
  await ask('PUT', '/connections/claap', { key, version: null });
  const made = await fetch(`${sandbox.url}/api/meetings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ada.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Benchmark', user_id: sandbox.accountUuid('ada') }),
  });
  const { id: meeting } = (await made.json()) as { id: string };
  const id = randomUUID();
  const title = `Benchmark ${id}`;
  // What the process needs for one request at all.
  await ask('GET', '/publications');
  await sleep(1_000);
  const before = residentBytes();
  let most = before;
  const sampling = setInterval(() => {
    most = Math.max(most, residentBytes());
  }, sampledMs);
  const whole = createHash('sha256');
  await ask('PUT', `/publications/${id}`, {
    meeting,
    title,
    participants: [],
    bytes,
    mediaType: 'audio/webm',
  });
  const startedAt = performance.now();
  for (let offset = 0; offset < bytes; offset += publicationLimits.part) {
    const part = new Uint8Array(Math.min(publicationLimits.part, bytes - offset)).fill(
      (offset / mebibyte) & 0xff,
    );
    if (offset === 0) part.set([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6d]);
    whole.update(part);
    const digest = createHash('sha256').update(part).digest('base64');
    await ask('PUT', `/publications/${id}/parts/${offset}`, part, {
      'content-digest': `sha-256=:${digest}:`,
    });
  }
  const handedAt = performance.now();
  const mostIn = most;
  await ask('POST', `/publications/${id}/publish`, { newRecording: false });
  while ((await ask('GET', `/publications/${id}`)).state !== 'ready') await sleep(200);
  const doneAt = performance.now();
  clearInterval(sampling);
  const [kept] = keptRecordings(sandbox.dataDir, title);
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const more = (to: number) => `${((to - before) / 1e6).toFixed(1)} MB`;
  console.log(`load ${loadavg()[0]?.toFixed(1)}, ${(bytes / mebibyte).toFixed(0)} MiB`);
  console.log(`handed over in ${seconds(handedAt - startedAt)}, sent on in ${seconds(doneAt - handedAt)}`);
  console.log(
    `gateway ${(before / 1e6).toFixed(1)} MB before; more while it arrives ${more(mostIn)}, in all ${more(most)}`,
  );
  console.log(kept?.sha256 === whole.digest('hex') ? 'the same bytes (SHA-256)' : 'OTHER BYTES');
}
