import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ownIdOf } from '#contract/gateway/conversation-id.ts';
import { CourierWorld, type Who } from '../../testing/courier-world.ts';

let world: CourierWorld;
let [own, foreign] = ['', ''];

const pdf = Buffer.from('%PDF-1.7\nwhat was decided');

beforeAll(async () => {
  world = await CourierWorld.start();
}, 60_000);
afterAll(() => world.stop());
afterEach(() => world.courier.faults.clear());

/** Ids of the channels in someone's inbox, once it is known whose they are. */
async function listed(who: Who): Promise<readonly string[]> {
  let ids: readonly string[] = [];
  const isWhole = async () => {
    const { body } = await world.read(who, '/conversations?limit=100');
    ids = body.conversations.map(({ id }: { id: `courier/${string}` }) => ownIdOf(id));
    return body.checking;
  };
  await expect.poll(isWhole, { timeout: 20_000 }).toBe(false);
  return ids;
}

const document = (type: string, attributes: object, id?: string) => ({
  body: { data: { type, ...(id === undefined ? {} : { id }), attributes } },
});
const draft = (who: Who, channel = own) =>
  world.ask(
    who,
    'POST',
    '/v1/messaging-messages/',
    document('messaging-messages', { 'channel-id': channel, message: 'Deed.pdf', draft: true }),
  );
const announce = (who: Who, message: string, type = 'application/pdf') =>
  world.ask(
    who,
    'POST',
    '/v1/messaging-attachments/',
    document('messaging-attachments', { 'message-id': message, filename: 'Deed.pdf', 'content-type': type }),
  );
const upload = (who: Who, file: string, content: Buffer, type = 'application/pdf') =>
  world.ask(who, 'POST', `/uploads/messaging-attachments/${file}/`, {
    body: new Uint8Array(content),
    headers: { 'content-type': type },
  });
const finish = (who: Who, file: string) =>
  world.ask(who, 'POST', `/v1/messaging-attachments/${file}/process-upload/`, { body: {} });
const post = (who: Who, message: string, text: string, key = randomUUID()) =>
  world.ask(who, 'PATCH', `/v1/messaging-messages/${message}/`, {
    ...document('messaging-messages', { draft: false, message: text }, message),
    key,
  });

/** A draft with a file that has come. */
async function prepared(content = pdf, type = 'application/pdf') {
  const { status, body } = await draft('owen');
  expect([status, body.refusal]).toEqual([201, undefined]);
  const message = body.data.id;
  const file = (await announce('owen', message, type)).body.data.id;
  expect((await upload('owen', file, content, type)).status).toBe(204);
  expect((await finish('owen', file)).status).toBe(201);
  return { message, file };
}

const lose = (afterProcessing: boolean) =>
  world.courier.faults.add({
    ...{ operation: 'courier.updateMessagingMessage', drop: true, afterProcessing, times: 1 },
  });

const messagesOf = async (who: Who) =>
  (await world.read(who, `/conversations/courier/${own}/messages?limit=100`)).body.messages;
const found = async (message: string, who: Who = 'owen') =>
  (await messagesOf(who)).filter(({ id }: { id: string }) => id === message);
const fileAt = (who: Who, channel: string, file: string) =>
  world.read(who, `/conversations/courier/${channel}/files/${file}`);
const fetched = (who: Who, link: string) => {
  const { cookie } = world.people[who];
  return fetch(world.admin.url + link, { headers: { cookie, 'sec-fetch-site': 'same-origin' } });
};

describe('a file in a channel', () => {
  beforeEach(async () => {
    own = (await listed('owen'))[0] ?? '';
    const theirs = await listed('owen');
    foreign = (await listed('ada')).find((id) => !theirs.includes(id)) ?? '';
  });

  test('waits in a draft that nobody sees, is posted with the words, and can be fetched byte for byte', async () => {
    const { message, file } = await prepared();
    expect(await found(message)).toEqual([]);
    expect((await fileAt('owen', own, file)).status).toBe(403);

    const key = randomUUID();
    expect((await post('owen', message, 'Here it is', key)).status).toBe(200);
    expect(await found(message)).toMatchObject([
      { text: 'Here it is', own: true, key, files: [{ id: file, name: 'Deed.pdf', size: pdf.length }] },
    ]);
    const { status, body } = await fileAt('owen', own, file);
    expect([status, body.type]).toEqual([200, 'application/pdf']);
    const answer = await fetched('owen', body.link);
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
      200,
      "attachment; filename*=UTF-8''Deed.pdf",
    ]);
    expect(Buffer.from(await answer.arrayBuffer()).equals(pdf)).toBe(true);
    // The link is the reader’s own.
    expect((await fetched('nora', body.link)).status).toBe(403);
  });

  test('is of the kind that it is sent as, by its content, and of one that may be sent', async () => {
    const [page, picture] = [
      Buffer.from('<!doctype html><script>'),
      Buffer.from('\xff\xd8\xff\xe0', 'latin1'),
    ];
    const message = (await draft('owen')).body.data.id;
    for (const [content, type] of [
      [page, 'text/plain'],
      [page, 'application/pdf'],
      [picture, 'application/pdf'],
    ] as const) {
      const file = (await announce('owen', message, type)).body.data.id;
      const { status, body } = await upload('owen', file, content, type);
      expect([status, body.refusal?.code]).toEqual([415, 'file-not-allowed']);
      // Courier never got all of it.
      expect((await finish('owen', file)).status).toBe(400);
    }
    const large = Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024)]);
    const file = (await announce('owen', message)).body.data.id;
    expect((await upload('owen', file, large)).status).toBe(413);
  });

  test('is its writer’s alone until it is posted, and nobody writes into a channel that they do not see', async () => {
    const { message, file } = await prepared();
    for (const { status } of [
      await announce('nora', message),
      await finish('nora', file),
      await post('nora', message, 'Mine'),
      await draft('owen', foreign),
    ])
      expect(status).toBe(403);
    // Not posting it, but changing it.
    const change = document('messaging-messages', { message: 'Other words' }, message);
    expect((await world.ask('owen', 'PATCH', `/v1/messaging-messages/${message}/`, change)).status).toBe(403);
  });

  test('that was posted is not posted with other words, from another tab or after a lost response', async () => {
    const { message } = await prepared();
    const key = randomUUID();
    lose(true);
    expect((await post('owen', message, 'Once', key)).status).toBe(504);
    const { body } = await world.read('owen', '/ledger?system=courier');
    const entry = body.entries.find((one: { key: string }) => one.key === key);
    expect(entry).toMatchObject({ state: 'unknown', canLook: true, effect: 'send' });
    const looked = await world.admin.ask(world.people.owen, 'POST', `/ledger/${entry.id}/look`);
    expect(looked.body.entry.state).toBe('done');

    const again = await post('owen', message, 'Twice');
    expect([again.status, again.body.refusal?.code]).toEqual([409, 'message-posted']);
    expect(await found(message)).toMatchObject([{ text: 'Once', key }]);
    // The draft itself reached nobody.
    const made = body.entries.filter(
      (one: { operation: string }) => one.operation === 'createMessagingMessage',
    );
    expect(new Set(made.map((one: { effect: string }) => one.effect))).toEqual(new Set(['write']));
  });

  test('that never arrived is found to be a draft still, and can be posted', async () => {
    const { message } = await prepared();
    const key = randomUUID();
    lose(false);
    expect((await post('owen', message, 'Once', key)).status).toBe(504);
    expect((await post('owen', message, 'Now')).status).toBe(200);
    expect(await found(message)).toMatchObject([{ text: 'Now' }]);
  });

  test('cannot be fetched where Courier has no address for it: that is said, and nothing failed', async () => {
    const { message, file } = await prepared();
    await post('owen', message, 'Here');
    world.courier.faults.add({
      operation: 'courier.downloadMessagingAttachment',
      status: 404,
      times: 1,
      afterProcessing: false,
    });
    expect((await fileAt('owen', own, file)).body).toEqual({ link: null, type: '' });
    // Of a channel that someone does not see, nothing is said.
    expect((await fileAt('nora', own, file)).status).toBe(403);
    expect((await fileAt('owen', own, randomUUID())).status).toBe(403);
  });
});
