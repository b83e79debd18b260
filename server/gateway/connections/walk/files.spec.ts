import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileNames } from '../../../sandboxes/chat2desk/files.ts';
import { ConnectedWorld, offeredAt } from '../../testing/connected-world.ts';
import { sandboxKeys } from '../../testing/walk-world.ts';

let world: ConnectedWorld;
beforeAll(async () => {
  world = await ConnectedWorld.start({}, { meetings: 2 });
  const { admin, people } = world;
  await admin.run(null, { offered: offeredAt(`${admin.sandbox.url}/systems`), liveUpdates: false });
  const body = { key: sandboxKeys.chat2desk, version: null };
  expect((await admin.ask(people.ada, 'PUT', '/connections/chat2desk', { body })).status).toBe(200);
});
afterAll(() => world.stop());

const load = (path: string, headers: Record<string, string> = {}) =>
  fetch(world.admin.url + path, {
    headers: { cookie: world.people.ada.cookie, 'sec-fetch-dest': 'image', ...headers },
  });

describe('a file of a message', () => {
  // What the first bytes of each are.
  const kinds = {
    png: ['image/png', '\x89PNG'],
    wav: ['audio/wav', 'RIFF'],
    pdf: ['application/pdf', '%PDF'],
  };
  const fields = { png: 'photo', wav: 'audio', pdf: 'pdf' } as const;

  test.each(fileNames)('%s is in a conversation of the seed, and a page can show it', async (name) => {
    const { body } = await world.ask('ada', 'GET', '/chat2desk/v1/messages?limit=200&order=desc');
    const messages: { attachments: { name: string; link: string }[]; photo: string }[] = body.data;
    const message = messages.find(({ attachments }) => attachments[0]?.name === name);
    const link = message?.attachments[0]?.link ?? '';
    const kind = name.endsWith('png') ? 'png' : name.endsWith('wav') ? 'wav' : 'pdf';
    expect(message).toMatchObject({ [fields[kind]]: link });
    const answer = await load(link);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.headers.get('content-type'), bytes.toString('latin1', 0, 4)]).toEqual(kinds[kind]);
    expect(bytes.length).toBe(Number(answer.headers.get('content-length')));
    const part = await load(link, { range: 'bytes=1-3' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1-3/${bytes.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(1, 4));
  });

  test('comes with what a client sends', async () => {
    const happens = { happens: 'client_writes', client_id: 50485, file: 'letter.png' };
    const sent = await fetch(`${world.admin.sandbox.url}/sandbox/systems/chat2desk`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(happens),
    });
    const { message_id } = await sent.json();
    const { body } = await world.ask('ada', 'GET', `/chat2desk/v1/messages/${message_id}`);
    expect(body.data).toMatchObject({ text: null, type: 'from_client' });
    expect((await load(body.data.photo)).headers.get('content-type')).toBe('image/png');
  });
});
