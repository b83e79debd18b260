/**
 * What publishing a file costs the gateway: a file of 2 GiB handed over in parts, then sent on to the sandbox’s Claap;
 * how long both take, and how much larger the gateway’s process becomes. Memory is read in /proc (Linux). Then 300 MiB
 * published from a browser, with something going wrong in the middle, once on each half of the way: there has to be
 * exactly one recording with the same bytes. After a build:
 *
 *   npm run bench:publish -- [MiB, 2047] [MiB, 300] [only failures whose name contains this]
 *
 * 0 leaves a part out; with ENGINE=postgres the gateway has its stores in a PostgreSQL that writes to disk. Needs twice
 * the sizes on disk. Aim: at most 40 MB more (docs/performance.md).
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { publicationLimits } from '#contract/claap/publications.ts';
import { connect } from '../e2e/support/connections.ts';
import { announcePostgres } from '../server/data/testing/postgres.ts';
import { signInAt } from '../server/gateway/testing/admin-world.ts';
import { sharedSettings } from '../server/gateway/testing/process-world.ts';
import { keptRecordings } from '../server/gateway/testing/publish-world.ts';
import { key } from '../server/sandboxes/claap/credentials.ts';
import { endOnSignals } from './interrupt.ts';
import { failures, publishDespite } from './publish/failures.ts';
import { Place } from './publish/place.ts';
import { launch, signIn } from './support.ts';

const mebibyte = 1024 * 1024;
const bytes = Math.min(Number(process.argv[2] ?? 2047) * mebibyte, publicationLimits.bytes);
const sampledMs = 50;

const failing = Number(process.argv[3] ?? 300);
const only = process.argv[4] ?? '';

const endPostgres = process.env.ENGINE === 'postgres' ? announcePostgres(true) : undefined;

endOnSignals();
for (const part of [...(bytes > 0 ? [measure] : []), ...(failing > 0 ? [fail] : [])]) {
  const place = await Place.start(endPostgres ? await sharedSettings() : {});
  try {
    await part(place);
  } finally {
    await place.stop();
  }
}
if (endPostgres) console.log(`On ${await endPostgres()}.`);

/** Bytes of memory that the gateway’s process has. */
function residentBytes({ gateway }: Place): number {
  const [, kibibytes = '0'] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${gateway.pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) * 1024;
}

async function fail(place: Place): Promise<void> {
  const file = place.write('recording.webm', failing);
  const browser = await launch();
  try {
    const context = await browser.newContext({ baseURL: place.url });
    const page = await context.newPage();
    await signIn(page, 'ada');
    await page.goto('/integrations/claap');
    await connect(page, 'claap');
    console.log(`load ${loadavg()[0]?.toFixed(1)}, ${failing} MiB each, from a browser`);
    for (const failure of failures.filter(({ name }) => name.includes(only))) {
      const { title, happened, kept, seconds } = await publishDespite(
        failure,
        { page, context, place, path: file.path },
        failing * mebibyte,
      );
      const isRight =
        happened === 1 &&
        kept.length === 1 &&
        kept.every(({ state, sha256 }) => state === 'Ready' && sha256 === file.sha256);
      const what = isRight ? 'one recording, the same bytes' : `WRONG ${happened} ${JSON.stringify(kept)}`;
      console.log(`${title.padEnd(52)} ${seconds.toFixed(1).padStart(6)} s  ${what}`);
      if (!isRight) process.exitCode = 1;
    }
  } finally {
    await browser.close();
  }
}

async function measure(place: Place): Promise<void> {
  const { gateway, sandbox } = place;
  const ada = await signInAt(gateway.url, sandbox, 'ada@sandbox.test', place.url);
  const ask = async (method: string, path: string, body?: object | Uint8Array<ArrayBuffer>, more = {}) => {
    const isBytes = body instanceof Uint8Array;
    const response = await fetch(`${gateway.url}/admin${path}`, {
      method,
      headers: {
        origin: place.url,
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
  const meeting = await place.meet('Benchmark');
  const id = randomUUID();
  const title = `Benchmark ${id}`;
  // What the process needs for one request at all.
  await ask('GET', '/publications');
  await sleep(1_000);
  const before = residentBytes(place);
  let most = before;
  const sampling = setInterval(() => {
    most = Math.max(most, residentBytes(place));
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
  const isSame = kept?.sha256 === whole.digest('hex');
  console.log(isSame ? 'the same bytes (SHA-256)' : 'OTHER BYTES');
  if (!isSame) process.exitCode = 1;
}
