import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConversationId } from '#contract/gateway/conversation-id.ts';
import { noNotices } from '../../../../data/notices.ts';
import { ConversationWorld, type Someone } from '../../../testing/conversation-world.ts';
import { type Answering, type AnsweringPage, AnsweringPages, heldMs } from './answering.ts';

describe('pages that answer', () => {
  let now = 0;
  let told: [string, ConversationId, Answering][] = [];
  let pages: AnsweringPages;
  beforeEach(() => {
    now = 0;
    told = [];
    pages = new AnsweringPages(noNotices, () => now);
    pages.onTell((...what) => told.push(what));
  });
  const of = (name: string, more: Partial<AnsweringPage> = {}): AnsweringPage => ({
    organisation: 'firm',
    conversation: 'chat2desk/1',
    page: `page of ${name}`,
    sessionId: `session of ${name}`,
    person: `uuid of ${name}`,
    name,
    ...more,
  });
  const draft = (name: string) => ({
    page: `page of ${name}`,
    person: `uuid of ${name}`,
    name,
    state: 'draft',
  });

  test('tell others once of each change, and never themselves', async () => {
    expect(await pages.note(of('Ada'), 'reading')).toEqual([]);
    expect(await pages.note(of('Nora'), 'draft')).toEqual([]);
    await pages.note(of('Nora'), 'draft');
    expect(await pages.note(of('Ada'), 'reading')).toEqual([draft('Nora')]);
    await pages.note(of('Nora'), 'gone');
    const sessionId = 'session of Ada';
    expect(told).toEqual([
      [sessionId, 'chat2desk/1', draft('Nora')],
      [sessionId, 'chat2desk/1', { ...draft('Nora'), state: 'reading' }],
    ]);
    expect(await pages.note(of('Ada'), 'reading')).toEqual([]);
  });

  test('of one person are two', async () => {
    await pages.note(of('Ada', { page: 'first' }), 'draft');
    expect(await pages.note(of('Ada', { page: 'second' }), 'reading')).toEqual([
      { ...draft('Ada'), page: 'first' },
    ]);
  });

  test('know nothing of another conversation, nor of another organisation with the same number', async () => {
    await pages.note(of('Ada'), 'writing');
    expect(await pages.note(of('Nora', { conversation: 'chat2desk/2' }), 'reading')).toEqual([]);
    expect(await pages.note(of('Ines', { organisation: 'others' }), 'draft')).toEqual([]);
    expect(told).toEqual([]);
  });

  test('that are in another conversation now have left the first', async () => {
    await pages.note(of('Ada'), 'draft');
    await pages.note(of('Nora'), 'reading');
    await pages.note(of('Ada', { conversation: 'chat2desk/2' }), 'draft');
    expect(told).toEqual([['session of Nora', 'chat2desk/1', { ...draft('Ada'), state: 'reading' }]]);
    expect(await pages.note(of('Nora'), 'reading')).toEqual([]);
  });

  test('that say nothing more are gone by themselves', async () => {
    await pages.note(of('Ada'), 'draft');
    now = heldMs - 1;
    expect(await pages.note(of('Nora'), 'reading')).toEqual([draft('Ada')]);
    now = heldMs;
    expect(await pages.note(of('Nora'), 'reading')).toEqual([]);
  });

  test('of one session are fifty at most: the oldest goes', async () => {
    for (let at = 0; at < 60; at += 1) await pages.note(of('Ada', { page: `${at}` }), 'draft');
    expect((await pages.note(of('Nora'), 'reading')).map(({ page }) => Number(page))).toEqual(
      Array.from({ length: 50 }, (_, at) => at + 10),
    );
  });
});

describe('through the gateway', () => {
  let world: ConversationWorld;
  let guest: Someone;
  let stranger: Someone;
  beforeAll(async () => {
    world = await ConversationWorld.start();
    const found = await world.strangers([40_818, 40_819, 40_820]);
    const [one] = found;
    const other = found.find(({ relation }) => relation !== one?.relation);
    if (!one || !other) throw new Error('too few clients');
    [guest, stranger] = [one, other];
    await world.meet('owen', [{ name: 'Guest', email: guest.email }]);
  });
  afterAll(() => world.stop());

  const note = (who: 'ada' | 'owen' | 'nora', dialog: number, body: object) =>
    world.admin.ask(world.people[who], 'POST', `/conversations/chat2desk/${dialog}/answering`, { body });

  test('only pages before the same conversation are told, and only that; nobody who may not see it', async () => {
    const [ada, owen, nora] = [randomUUID(), randomUUID(), randomUUID()];
    const streams = {
      owen: await world.listen('owen'),
      nora: await world.listen('nora'),
    };
    expect((await note('owen', guest.dialog, { page: owen, state: 'reading' })).body).toEqual({ others: [] });
    expect((await note('nora', guest.dialog, { page: nora, state: 'reading' })).status).toBe(403);
    const writes = await note('ada', guest.dialog, { page: ada, state: 'writing' });
    expect([writes.status, writes.body]).toEqual([200, { others: [] }]);
    const told = { id: `chat2desk/${guest.dialog}`, page: ada };
    const who = { person: world.admin.sandbox.accountUuid('ada'), name: 'Ada Verbruggen' };
    const line = (state: string) => JSON.stringify({ type: 'answering', ...told, ...who, state });
    await expect.poll(() => streams.owen.text).toContain(`data: ${line('writing')}\n`);
    await note('ada', guest.dialog, { page: ada, state: 'gone' });
    await expect.poll(() => streams.owen.text).toContain(`data: ${line('reading')}\n`);
    expect(streams.owen.text.match(/"answering"/g)).toHaveLength(2);
    expect(streams.nora.text).not.toContain('answering');
  });

  test('what someone writes has no place in it, and a conversation that is not theirs is not there', async () => {
    const page = randomUUID();
    const given = { page, state: 'draft' };
    expect((await note('owen', guest.dialog, { ...given, text: 'Dear' })).status).toBe(400);
    expect((await note('owen', guest.dialog, { page: 'x'.repeat(40), state: 'draft' })).status).toBe(400);
    for (const dialog of [stranger.dialog, 999_998]) {
      const { status, body } = await note('owen', dialog, given);
      expect([status, body.refusal.code]).toEqual([403, 'conversation-hidden']);
    }
  });
});
