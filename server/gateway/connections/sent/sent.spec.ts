import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { arrivesWithinMs } from '#contract/gateway/sent.ts';
import { dashboardOrigin } from '../../../sandboxes/claritalk/contract/world.ts';
import { defaultTimeouts } from '../../../upstreams/client.ts';
import { ConversationWorld, type Someone } from '../../testing/conversation-world.ts';

let world: ConversationWorld;
let someone: Someone;
let owens: Someone;
let meeting: string;
/** Ada's, Owen's and Nora's operators. */
const operators = [40_818, 40_819, 40_820];

beforeAll(async () => {
  // Requests are held for as long as a busy machine needs.
  world = await ConversationWorld.start({ timeouts: defaultTimeouts });
  const [first, second] = await world.strangers(operators);
  if (!first || !second) throw new Error('there is nobody');
  [someone, owens] = [first, second];
  meeting = await world.meet('owen', [{ name: 'Guest', email: owens.email }]);
});
afterAll(() => world.stop());
afterEach(() => {
  world.desk.faults.clear();
  vi.useRealTimers();
});

type Who = 'ada' | 'owen';
const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];

interface Given {
  readonly key?: string;
  readonly who?: Who;
  readonly client?: number;
  readonly retryOf?: number;
  readonly more?: object;
}

/** The gateway sends fifteen a second, and holds back the rest. */
async function send(text: string, { key = randomUUID(), who = 'ada', client, retryOf, more }: Given = {}) {
  const body = { client_id: client ?? someone.client, text, type: 'to_client', external_id: key, ...more };
  const headers = retryOf === undefined ? {} : { 'x-retry-of': String(retryOf) };
  for (let tries = 0; ; tries += 1) {
    const answer = await world.ask(who, 'POST', '/messages', { key, body, headers });
    if (answer.body.refusal?.code !== 'quota-used' || tries > 40) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const operation = 'chat2desk.sendMessage';
const refuseNext = () => world.desk.faults.add({ operation, status: 429, times: 1, afterProcessing: false });
const loseNext = (afterProcessing: boolean) =>
  world.desk.faults.add({ operation, drop: true, times: 1, afterProcessing });
const entryOf = async (key: string, who: Who = 'ada') => {
  const { body } = await world.admin.ask(world.people[who], 'GET', '/ledger?limit=200');
  return body.entries.find((one: { key: string }) => one.key === key);
};
const act = (id: number, what: 'look' | 'cancel', who: Who = 'ada') =>
  world.admin.ask(world.people[who], 'POST', `/ledger/${id}/${what}`);
/** How many messages with a text the client has. */
const arrived = async (text: string, { dialog }: Someone = someone) =>
  (await world.messagesOf(dialog)).filter((message) => message.text === text).length;
/** An entry that is known not to have happened. */
async function notSent(text: string, given: Given = {}) {
  const key = given.key ?? randomUUID();
  refuseNext();
  expect((await send(text, { ...given, key })).status).toBe(429);
  // The system asks for a pause after that.
  await expect.poll(async () => (await entryOf(key, given.who)).state).toBe('not-sent');
  await expect.poll(async () => (await send(`${text} pause`, given)).status).toBe(200);
  return entryOf(key, given.who);
}

describe('sending again', () => {
  test('what is known not to have happened arrives once, whoever asks and however often', async () => {
    const text = 'Again, once';
    const entry = await notSent(text);
    expect([entry.canRetry, entry.retriedBy]).toEqual([true, null]);
    const keys = [randomUUID(), randomUUID(), randomUUID()];
    const answers = await Promise.all(keys.map((key) => send(text, { key, retryOf: entry.id })));
    expect(answers.map(codeOf).toSorted()).toEqual([
      [200, undefined],
      [409, 'retried-before'],
      [409, 'retried-before'],
    ]);
    expect(await arrived(text)).toBe(1);
    const made = await entryOf(keys[answers.findIndex(({ status }) => status === 200)] ?? '');
    expect(made).toMatchObject({ retryOf: entry.id, state: 'done', dialog: someone.dialog, canRetry: false });
    expect(await entryOf(entry.key)).toMatchObject({ retriedBy: made.id, canRetry: false });
    // The page that sent it first still has its key.
    expect(codeOf(await send(text, { key: entry.key }))).toEqual([409, 'retried-before']);
    expect(await arrived(text)).toBe(1);
  });

  test('is possible after a refusal, and again after that', async () => {
    const key = randomUUID();
    expect((await send('Refused', { key, more: { channel_id: 999_999 } })).status).toBe(400);
    const entry = await entryOf(key);
    expect(entry).toMatchObject({ state: 'refused', canRetry: true });
    const second = randomUUID();
    const again = { key: second, retryOf: entry.id, more: { channel_id: 999_999 } };
    expect((await send('Refused', again)).status).toBe(400);
    expect((await entryOf(key)).canRetry).toBe(false);
    const next = await entryOf(second);
    expect(next).toMatchObject({ state: 'refused', retryOf: entry.id, canRetry: true });
    expect((await send('Refused', { retryOf: next.id })).status).toBe(200);
    expect(await arrived('Refused')).toBe(1);
  });

  test('is not possible for what happened, or may have', async () => {
    const key = randomUUID();
    expect((await send('Done', { key })).status).toBe(200);
    const done = await entryOf(key);
    expect(done.canRetry).toBe(false);
    expect(codeOf(await send('Done', { retryOf: done.id }))).toEqual([409, 'may-be-done']);
    const lost = randomUUID();
    loseNext(true);
    expect((await send('Lost', { key: lost })).status).toBe(504);
    const unknown = await entryOf(lost);
    expect(unknown).toMatchObject({ state: 'unknown', canRetry: false, canLook: true });
    expect(codeOf(await send('Lost', { retryOf: unknown.id }))).toEqual([409, 'may-be-done']);
    expect([await arrived('Done'), await arrived('Lost')]).toEqual([1, 1]);
  });

  test('is not possible where a link to a file was sent: the link is not kept', async () => {
    const { cookie, token } = world.people.owen;
    const path = `/conversations/chat2desk/clients/${owens.client}/files?meeting=${meeting}&name=a.pdf`;
    const shared = await fetch(`${world.admin.url}/admin${path}`, {
      method: 'POST',
      headers: {
        origin: dashboardOrigin,
        cookie,
        authorization: `Bearer ${token}`,
        'content-type': 'application/pdf',
        'idempotency-key': randomUUID(),
      },
      body: '%PDF-1.7',
    });
    const { link: attachment } = (await shared.json()) as { link: string };
    const given = { who: 'owen' as const, client: owens.client, more: { attachment } };
    expect(await notSent('With a PDF', given)).toMatchObject({ state: 'not-sent', canRetry: false });
  });

  test('of a member: their own, with the operator that was filled in', async () => {
    const given = { who: 'owen' as const, client: owens.client };
    const entry = await notSent('By Owen', given);
    const { body } = await world.admin.ask(world.people.owen, 'GET', `/ledger/${entry.id}`);
    const sent = JSON.parse(body.sent.body);
    expect(sent.operator_id).toBe(operators[1]);
    const more = { operator_id: sent.operator_id };
    const stolen = { operator_id: operators[0] };
    expect(codeOf(await send('By Owen', { ...given, retryOf: entry.id, more: stolen }))).toEqual([
      403,
      'field-filled-in',
    ]);
    const adas = await notSent('By Ada');
    expect(codeOf(await send('By Ada', { ...given, retryOf: adas.id }))).toEqual([404, 'entry-missing']);
    expect((await send('By Owen', { ...given, retryOf: entry.id, more })).status).toBe(200);
    expect(await arrived('By Owen', owens)).toBe(1);
    for (const what of ['look', 'cancel'] as const)
      expect(codeOf(await act(adas.id, what, 'owen'))).toEqual([404, 'entry-missing']);
  });
});

describe('looking', () => {
  test('finds at the system what was sent, and settles it', async () => {
    const key = randomUUID();
    loseNext(true);
    await send('Look for me', { key });
    const { id } = await entryOf(key);
    const { status, body } = await act(id, 'look');
    expect([status, body.entry]).toMatchObject([200, { state: 'done', canLook: false }]);
    // Asked again, as by a page that had not heard of it, it says the same and asks nobody.
    const again = await act(id, 'look');
    expect([again.status, again.body.entry]).toEqual([200, body.entry]);
  });

  test('says that it was not sent only when it can no longer arrive', async () => {
    const text = 'Never arrived';
    const key = randomUUID();
    loseNext(false);
    expect((await send(text, { key })).status).toBe(504);
    const { id } = await entryOf(key);
    const early = await act(id, 'look');
    expect(early.body.entry).toMatchObject({ state: 'unknown', canRetry: false });
    expect(Date.parse(early.body.entry.lookedAt)).toBeGreaterThan(Date.now() - 60_000);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + arrivesWithinMs });
    const late = await act(id, 'look');
    expect(late.body.entry).toMatchObject({ state: 'not-sent', canRetry: true });
    vi.useRealTimers();
    expect((await send(text, { retryOf: id })).status).toBe(200);
    expect(await arrived(text)).toBe(1);
  });

  test('is not misled by the same words under another key', async () => {
    const text = 'Thank you';
    const key = randomUUID();
    loseNext(false);
    await send(text, { key });
    expect((await send(text)).status).toBe(200);
    const { id } = await entryOf(key);
    expect((await act(id, 'look')).body.entry.state).toBe('unknown');
  });
});

describe('cancelling', () => {
  test('withdraws what still waits in the gateway, and nothing else', async () => {
    // Eight requests of one person are on their way at a time; the ninth waits.
    world.desk.faults.add({ operation, delayMs: 5_000, times: 8 });
    const first = randomUUID();
    const slow = Array.from({ length: 8 }, (_, at) => send(`Slow ${at}`, at === 0 ? { key: first } : {}));
    // Whoever comes first leaves first: all of them have to be on their way.
    const onTheirWay = async () => {
      const { body } = await world.admin.ask(world.people.ada, 'GET', '/ledger?state=under-way');
      return body.entries.filter(({ waiting }: { waiting: boolean }) => !waiting).length;
    };
    await expect.poll(onTheirWay).toBe(8);
    const key = randomUUID();
    const waiting = send('Withdrawn', { key });
    await expect.poll(async () => (await entryOf(key))?.waiting).toBe(true);
    const left = await entryOf(first);
    expect(left.waiting).toBe(false);
    expect(codeOf(await act(left.id, 'cancel'))).toEqual([409, 'left-already']);
    const { id } = await entryOf(key);
    const { body } = await act(id, 'cancel');
    expect(body.entry).toMatchObject({ state: 'not-sent', waiting: false, canRetry: true });
    expect(codeOf(await waiting)).toEqual([409, 'withdrawn']);
    await Promise.all(slow);
    expect(await arrived('Withdrawn')).toBe(0);
    expect(codeOf(await act(id, 'cancel'))).toEqual([409, 'left-already']);
  });
});
