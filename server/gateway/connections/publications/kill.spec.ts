import { readdirSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publicationLimits } from '#contract/claap/publications.ts';
import { giveOn, passOn } from '../../testing/pass-on.ts';
import { ProcessWorld } from '../../testing/process-world.ts';
import { digestOf, keptRecordings, sha256, webm } from '../../testing/publish-world.ts';
import type { ReceivedRequest } from '../../testing/upstream.ts';

let world: ProcessWorld;
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
  world.gateway.kill();
}

beforeAll(async () => {
  world = await ProcessWorld.start('claap', {
    sandbox: { meetings: 2, systems: { simulated: false, processedAfterMs: 0 } },
  });
  const { between, sandbox } = world;
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
  const made = await fetch(`${sandbox.url}/api/meetings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Annual accounts', user_id: sandbox.accountUuid('ada') }),
  });
  ({ id: meeting } = (await made.json()) as { id: string });
}, 90_000);
afterAll(() => world.stop());

const file = webm(11_000_000);

async function handOver(id: string, from = 0, to = file.length): Promise<void> {
  for (let offset = from; offset < to; offset += publicationLimits.part) {
    const part = file.slice(offset, offset + publicationLimits.part);
    const path = `/publications/${id}/parts/${offset}`;
    const { status } = await world.ask('PUT', path, part, { 'content-digest': digestOf(part) });
    expect(status).toBe(200);
  }
}

async function begin(): Promise<{ id: string; title: string }> {
  const id = crypto.randomUUID();
  const title = `Killed ${id}`;
  const content = { meeting, title, participants: [], bytes: file.length, mediaType: 'audio/webm' };
  expect((await world.ask('PUT', `/publications/${id}`, content)).status).toBe(200);
  return { id, title };
}

const stateOf = async (id: string) => (await world.ask('GET', `/publications/${id}`)).body;

test.each(['half of the file has arrived', 'the file is done', 'the file is answered'] as const)(
  'killed when %s: it is continued without anyone, in the same recording',
  { timeout: 90_000 },
  async (at) => {
    const { id, title } = await begin();
    await handOver(id);
    moment = at;
    await world.ask('POST', `/publications/${id}/publish`, { newRecording: false }).catch(() => undefined);
    await world.gateway.ended();
    await world.gateway.start();
    await expect.poll(async () => (await stateOf(id)).state, { timeout: 60_000 }).toBe('ready');
    const kept = keptRecordings(world.sandbox.dataDir, title);
    expect(kept.map(({ state, sha256: digest }) => [state, digest])).toEqual([['Ready', sha256(file)]]);
    expect(readdirSync(join(world.dataDir, 'publications'))).toEqual([]);
  },
);

test('killed when the creation is done: it is found again, not repeated', { timeout: 90_000 }, async () => {
  const { id, title } = await begin();
  await handOver(id);
  moment = 'the creation is done';
  await world.ask('POST', `/publications/${id}/publish`, { newRecording: false }).catch(() => undefined);
  await world.gateway.ended();
  await world.gateway.start();
  await expect.poll(async () => (await stateOf(id)).state, { timeout: 60_000 }).toBe('stopped');
  expect(await stateOf(id)).toMatchObject({ needsNew: true, problem: { code: 'recording-unreachable' } });
  expect(keptRecordings(world.sandbox.dataDir, title)).toMatchObject([{ state: 'Empty', deleted: 0 }]);
});

test('killed between two parts: the rest follows', { timeout: 90_000 }, async () => {
  const { id, title } = await begin();
  await handOver(id, 0, publicationLimits.part);
  await world.restart();
  expect((await stateOf(id)).received).toBe(publicationLimits.part);
  await handOver(id, publicationLimits.part);
  await world.ask('POST', `/publications/${id}/publish`, { newRecording: false });
  await expect.poll(async () => (await stateOf(id)).state, { timeout: 60_000 }).toBe('ready');
  expect(keptRecordings(world.sandbox.dataDir, title).map(({ sha256: digest }) => digest)).toEqual([
    sha256(file),
  ]);
});
