import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publicationLimits } from '#contract/claap/publications.ts';
import { dashboardOrigin, World as SandboxWorld } from '../../../sandboxes/claritalk/contract/world.ts';
import { freePort, type SignedIn, signInAt } from '../../testing/admin-world.ts';
import { GatewayProcess } from '../../testing/gateway-process.ts';
import { giveOn, passOn } from '../../testing/pass-on.ts';
import { digestOf, keptRecordings, sha256, webm } from '../../testing/publish-world.ts';
import { type ReceivedRequest, TestUpstream } from '../../testing/upstream.ts';
import { sandboxKeys } from '../../testing/walk-world.ts';

const sandbox = new SandboxWorld({ meetings: 2, systems: { simulated: false, processedAfterMs: 0 } });
const dataDir = mkdtempSync(join(tmpdir(), 'publish-kill-'));
let between: TestUpstream;
let gateway: GatewayProcess;
let ada: SignedIn;
let meeting: string;

/** When the gateway is killed. */
type Moment =
  | 'half of the file has arrived'
  | 'the creation is done'
  | 'the file is done'
  | 'the file is answered';
let moment: Moment | undefined;

const isCreation = ({ method, url }: ReceivedRequest) => method === 'POST' && url.endsWith('/v1/recordings');
const isFile = ({ method, url = '' }: Pick<IncomingMessage, 'method' | 'url'>) =>
  method === 'PUT' && url.includes('/payload');

function die(now: Moment): void {
  if (moment !== now) return;
  moment = undefined;
  gateway.kill();
}

beforeAll(async () => {
  await sandbox.start();
  between = await TestUpstream.start();
  between.arriving = (request) => {
    if (!isFile(request)) return;
    let seen = 0;
    request.on('data', (piece: Buffer) => {
      seen += piece.length;
      if (seen > Number(request.headers['content-length']) / 2) die('half of the file has arrived');
    });
  };
  between.answer = (request, response) => {
    passOn(request, sandbox.url).then(
      (told) => {
        if (isCreation(request)) die('the creation is done');
        if (isFile(request)) die('the file is done');
        giveOn(told, response);
        response.once('finish', () => isFile(request) && die('the file is answered'));
      },
      () => response.destroy(),
    );
  };
  const settings = {
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    CLARITALK_URL: sandbox.url,
    SYSTEMS_URL: `${between.url}/systems`,
  };
  gateway = new GatewayProcess(settings, 'sandboxed-gateway.ts');
  await gateway.start();
  ada = await signInAt(gateway.url, sandbox, 'ada@sandbox.test');
  const body = { key: sandboxKeys.claap, version: null };
  expect((await ask('PUT', '/connections/claap', body)).status).toBe(200);
  const made = await fetch(`${sandbox.url}/api/meetings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ada.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Annual accounts', user_id: sandbox.accountUuid('ada') }),
  });
  ({ id: meeting } = (await made.json()) as { id: string });
});
afterAll(async () => {
  gateway.kill();
  await gateway.ended();
  await between.stop();
  await sandbox.destroy();
  rmSync(dataDir, { recursive: true, force: true });
});

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const isBytes = body instanceof Uint8Array;
  const response = await fetch(`${gateway.url}/admin${path}`, {
    method,
    headers: {
      origin: dashboardOrigin,
      'sec-fetch-site': 'same-origin',
      cookie: ada.cookie,
      authorization: `Bearer ${ada.token}`,
      'idempotency-key': crypto.randomUUID(),
      ...(body === undefined
        ? {}
        : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  return { status: response.status, body: (await response.json()) as any };
}

const file = webm(20_000_000);

async function handOver(id: string, from = 0, to = file.length): Promise<void> {
  for (let offset = from; offset < to; offset += publicationLimits.part) {
    const part = file.slice(offset, offset + publicationLimits.part);
    const path = `/publications/${id}/parts/${offset}`;
    const { status } = await ask('PUT', path, part, { 'content-digest': digestOf(part) });
    expect(status).toBe(200);
  }
}

async function begin(): Promise<{ id: string; title: string }> {
  const id = crypto.randomUUID();
  const title = `Killed ${id}`;
  const content = { meeting, title, participants: [], bytes: file.length, mediaType: 'audio/webm' };
  expect((await ask('PUT', `/publications/${id}`, content)).status).toBe(200);
  return { id, title };
}

const stateOf = async (id: string) => (await ask('GET', `/publications/${id}`)).body;

test.each(['half of the file has arrived', 'the file is done', 'the file is answered'] as const)(
  'killed when %s: it is continued without anyone, in the same recording',
  async (at) => {
    const { id, title } = await begin();
    await handOver(id);
    moment = at;
    await ask('POST', `/publications/${id}/publish`, { newRecording: false }).catch(() => undefined);
    await gateway.ended();
    await gateway.start();
    await expect.poll(async () => (await stateOf(id)).state, { timeout: 20_000 }).toBe('ready');
    const kept = keptRecordings(sandbox.dataDir, title);
    expect(kept.map(({ state, sha256: digest }) => [state, digest])).toEqual([['Ready', sha256(file)]]);
    expect(readdirSync(join(dataDir, 'publications'))).toEqual([]);
  },
);

test('killed when the creation is done: it is found again, not repeated', async () => {
  const { id, title } = await begin();
  await handOver(id);
  moment = 'the creation is done';
  await ask('POST', `/publications/${id}/publish`, { newRecording: false }).catch(() => undefined);
  await gateway.ended();
  await gateway.start();
  await expect.poll(async () => (await stateOf(id)).state, { timeout: 20_000 }).toBe('stopped');
  expect(await stateOf(id)).toMatchObject({ needsNew: true, problem: { code: 'recording-unreachable' } });
  expect(keptRecordings(sandbox.dataDir, title)).toMatchObject([{ state: 'Empty', deleted: 0 }]);
});

test('killed between two parts: the rest follows', async () => {
  const { id, title } = await begin();
  await handOver(id, 0, publicationLimits.part);
  gateway.kill();
  await gateway.ended();
  await gateway.start();
  expect((await stateOf(id)).received).toBe(publicationLimits.part);
  await handOver(id, publicationLimits.part);
  await ask('POST', `/publications/${id}/publish`, { newRecording: false });
  await expect.poll(async () => (await stateOf(id)).state, { timeout: 20_000 }).toBe('ready');
  expect(keptRecordings(sandbox.dataDir, title).map(({ sha256: digest }) => digest)).toEqual([sha256(file)]);
});
