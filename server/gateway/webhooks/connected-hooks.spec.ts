import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keys } from '../testing/connected-world.ts';
import { HookedWorld, inbox, recordingAdded } from '../testing/hooked-world.ts';
import { deliveryLimits } from './read-delivery.ts';

let world: HookedWorld;
beforeAll(async () => {
  world = await HookedWorld.start({ heartbeatMs: 60 });
});
afterAll(() => world.stop());

const kept = () => Number(world.sql('SELECT count(*) AS n FROM deliveries')[0]?.n);
const resultOf = async (response: Response) =>
  response.ok ? ((await response.json()) as { result: string }).result : response.status;
let dialogs = 1000;
const nextDialog = () => {
  dialogs += 1;
  return dialogs;
};
const systems = {
  chat2desk: (posting: Parameters<HookedWorld['claap']>[1] = {}, body?: string) =>
    world.chat2desk(body ?? inbox(nextDialog()), posting),
  claap: (posting: Parameters<HookedWorld['claap']>[1] = {}, body?: string) =>
    world.claap(body ?? recordingAdded(`r${nextDialog()}`), posting),
};

describe.each(['chat2desk', 'claap'] as const)('%s', (system) => {
  const post = systems[system];

  test('a delivery is on disk, encrypted, by the time of the response, with its system and organisation', async () => {
    expect(await resultOf(await post())).toBe('announced');
    const [row] = world.sql('SELECT * FROM deliveries ORDER BY id DESC LIMIT 1');
    const organisation = world.organisation('ada');
    expect(row).toMatchObject({ system, organisation, result: 'announced', subject: expect.any(String) });
    const { dataDir } = world.connected.admin;
    const files = ['push.sqlite', 'push.sqlite-wal'].map((name) =>
      readFileSync(join(dataDir, name), 'latin1'),
    );
    expect(files.join('')).not.toContain('Secret words');
  });

  test.each<[string, Parameters<typeof post>[0]]>([
    [
      'without what it is to be known by',
      { headers: { 'x-signature': '', 'x-timestamp': '', 'x-claap-webhook-secret': '' } },
    ],
    ['with another key', { key: 'another-key-that-is-wrong' }],
    ['with the key of another organisation', { key: keys.other }],
  ])('%s it is refused, and nothing is kept', async (_name, posting) => {
    const before = kept();
    const response = await post(posting);
    expect([response.status, await response.json()]).toEqual([
      401,
      { message: 'The delivery is not signed as it should be.' },
    ]);
    expect(kept()).toBe(before);
  });

  test('a wrong secret, another system’s, an unknown organisation’s: all get the same response', async () => {
    const secret = world.address(system).split('/').at(-1) ?? '';
    const other = system === 'claap' ? 'chat2desk' : 'claap';
    const before = kept();
    const answers = await Promise.all(
      [
        `/hooks/${system}/${randomBytes(32).toString('base64url')}`,
        `/hooks/${other}/${secret}`,
        `/hooks/courier/${secret}`,
        `/hooks/nobody/${secret}`,
        `/hooks/${secret}`,
        `/hooks/${system}/`,
        `/hooks/${system}/${secret.slice(0, 42)}`,
        `/hooks/${system}/${secret}A`,
        `/hooks/${system}/${secret}/x`,
        `/hooks/${system}/${secret}?a=1`,
        `/hooks/${system}/${secret.toLowerCase()}`,
        `/hooks/${system.toUpperCase()}/${secret}`,
      ].map(async (address) => {
        const { status, headers, ...response } = await post({ address }).then(async (answer) => ({
          status: answer.status,
          headers: answer.headers,
          text: await answer.text(),
        }));
        const names = [...headers.keys()].filter((name) => !['date', 'x-request-id'].includes(name));
        return { status, ...response, headers: names.map((name) => `${name}: ${headers.get(name)}`) };
      }),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    expect(kept()).toBe(before);
  });

  test('a repeat gets a response again and informs nobody', async () => {
    const body = JSON.stringify(system === 'claap' ? recordingAdded('again') : inbox(nextDialog()));
    const results = await Promise.all(Array.from({ length: 6 }, () => post({}, body).then(resultOf)));
    expect(results.toSorted()).toEqual(['announced', ...Array(5).fill('repeated')]);
    expect(await resultOf(await post({ who: 'eve' }, body))).toBe('announced');
  });

  test('enormous bodies are refused unread, and so are those that become enormous while arriving', async () => {
    const huge = `{"a":"${'x'.repeat(2 * 1024 * 1024)}"}`;
    const before = kept();
    expect((await post({}, huge)).status).toBe(413);
    const body = new Blob([huge]).stream();
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' };
    const status = await fetch(world.url + world.address(system), init as RequestInit).then(
      (response) => response.status,
      // The connection may end before the client has read the response.
      () => 413,
    );
    expect(status).toBe(413);
    expect(kept()).toBe(before);
  });

  test.each([
    ['no JSON', 'hello'],
    ['a list', '[]'],
    ['nothing that it sends', '{"hook_type":1,"eventId":1}'],
    ['one without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['one of too many parts', `{"a":[${'0,'.repeat(deliveryLimits.parts)}0]}`],
  ])('%s is not a delivery', async (_name, body) => {
    const before = kept();
    expect((await post({}, body)).status).toBe(400);
    // Whoever cannot sign does not learn that.
    expect((await post({ key: 'another-key-that-is-wrong' }, body)).status).toBe(401);
    expect(kept()).toBe(before);
  });

  test('bodies that never arrive only take the places of their own connection', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': 100 };
    const open = () => {
      const sending = request(world.url + world.address(system), { method: 'POST', headers });
      sending.on('error', () => undefined);
      sending.flushHeaders();
      return sending;
    };
    const slow = Array.from({ length: 8 }, open);
    const isFull = async () => {
      const { status } = await post();
      // One that is being kept has a place for a moment, which a slow one may have wanted.
      if (status !== 503) slow.push(open());
      return status;
    };
    await expect.poll(isFull).toBe(503);
    expect((await post({ who: 'eve' })).status).toBe(200);
    for (const sending of slow) sending.destroy();
    await expect.poll(async () => (await post()).status).toBe(200);
  });

  test('another method and another type', async () => {
    const got = await fetch(world.url + world.address(system));
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await post({ headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    expect((await post({ headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
  });

  test('its address is in no log', async () => {
    await post();
    await post({ key: 'another-key-that-is-wrong' });
    const secret = world.address(system).split('/').at(-1) ?? '';
    const said = world.connected.admin.lines.join('\n');
    for (const text of [secret, 'Secret words', keys.own]) expect(said).not.toContain(text);
  });
});

describe('Chat2Desk', () => {
  test('a repeat after two hours is accepted, one after more than three is late, even replayed', async () => {
    const body = JSON.stringify(inbox(nextDialog()));
    expect(await resultOf(await world.chat2desk(body, { ago: 2 * 3600 + 300 }))).toBe('announced');
    expect(await resultOf(await world.chat2desk(body, { ago: 2 * 3600 + 300 }))).toBe('repeated');
    expect(await resultOf(await world.chat2desk(body, { ago: 3 * 3600 + 5 }))).toBe(401);
    expect(await resultOf(await world.chat2desk(inbox(nextDialog()), { ago: -3600 }))).toBe(401);
  });

  test('a signature counts only for its organisation’s address', async () => {
    const address = world.address('chat2desk', 'eve');
    expect(await resultOf(await world.chat2desk(inbox(nextDialog()), { address, key: keys.own }))).toBe(401);
  });

  test('an unknown event is kept, and informs nobody', async () => {
    const before = world.sql('SELECT max(id) AS id FROM events');
    expect(await resultOf(await world.chat2desk({ hook_type: 'invoice', dialog_id: 1 }))).toBe('unknown');
    expect(world.sql('SELECT max(id) AS id FROM events')).toEqual(before);
  });
});

describe('events', () => {
  const heartbeat = async (stream: { text: string }) => {
    const before = stream.text.length;
    await expect.poll(() => stream.text.slice(before)).toContain('\n\n');
  };

  test('reach the admins of the organisation and nobody else, and say what and which', async () => {
    const [ada, bea, owen, eve] = await Promise.all([
      world.listen('ada'),
      world.listen('bea'),
      world.listen('owen'),
      world.listen('eve'),
    ]);
    await systems.chat2desk({}, JSON.stringify(inbox(77)));
    await systems.claap({}, JSON.stringify(recordingAdded('r77')));
    const told = ['chat2desk inbox dialog 77', 'claap recording_added recording r77'];
    for (const stream of [ada, bea]) await expect.poll(() => stream.news).toEqual(told);
    await systems.chat2desk({ who: 'eve' }, JSON.stringify(inbox(78)));
    await expect.poll(() => eve.news).toEqual(['chat2desk inbox dialog 78']);
    for (const stream of [owen, ada]) await heartbeat(stream);
    expect(owen.messages).toEqual([{ type: 'hello', fed: false }]);
    expect(ada.news).toEqual(told);
    expect(ada.text).not.toContain('Secret words');
  });

  test('continue after the last one sent: nothing lost, nothing that belongs to others, the latest of each', async () => {
    const first = await world.listen('ada');
    await systems.chat2desk({}, JSON.stringify(inbox(81)));
    await expect.poll(() => first.news).toEqual(['chat2desk inbox dialog 81']);
    first.close();
    await systems.chat2desk({}, JSON.stringify(inbox(82)));
    await systems.chat2desk({ who: 'eve' }, JSON.stringify(inbox(83)));
    await systems.chat2desk({}, JSON.stringify(inbox(84)));
    await systems.chat2desk({}, JSON.stringify(inbox(82)));
    const again = await world.listen('ada', first.lastEventId);
    await expect.poll(() => again.news).toEqual(['chat2desk inbox dialog 84', 'chat2desk inbox dialog 82']);
  });
});
