import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listTickets, updateTicket } from '#contract/chat2desk/tickets.ts';
import { ConversationWorld, type Someone } from '../../testing/conversation-world.ts';

/** Ada's, Owen's and Nora's operators. */
const operators = [40_818, 40_819, 40_820];
type Who = 'ada' | 'owen' | 'nora';

let world: ConversationWorld;
/** Client of Owen's meeting, and of nobody's. */
let guest: Someone;
let stranger: Someone;
let meeting: string;
beforeAll(async () => {
  world = await ConversationWorld.start();
  const [one, two] = await world.strangers(operators);
  if (!one || !two) throw new Error('there is nobody');
  [guest, stranger] = [one, two];
  meeting = await world.meet('owen', [{ name: 'Guest', email: guest.email }]);
  // Shared with Ada; Nora may not read it.
  world.admin.sandbox.sql(
    `INSERT INTO meeting_readers (user_id, created_at, meeting_id)
     SELECT u.id, m.created_at, m.id FROM users u, meetings m WHERE u.email = 'ada@sandbox.test' AND m.uuid = ?`,
    meeting,
  );
});
afterAll(() => world.stop());
afterEach(() => world.desk.faults.clear());

const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];

interface Given {
  readonly key?: string;
  readonly who?: Who;
  readonly to?: Someone;
  readonly seen?: number;
  readonly retryOf?: number;
}
const about = (todos: readonly string[], seen = 0) =>
  JSON.stringify({ meetings: [{ id: meeting, todos }], seen });

/** As the page reminds a client of to-dos. */
async function remind(todos: readonly string[], given: Given = {}) {
  const { key = randomUUID(), who = 'owen', to = guest, seen, retryOf } = given;
  const text = `Reminder of ${todos.join(' and ')}`;
  const body = { client_id: to.client, text, type: 'to_client', external_id: key };
  const headers =
    retryOf === undefined ? { 'x-about': about(todos, seen) } : { 'x-retry-of': String(retryOf) };
  return world.ask(who, 'POST', '/messages', { key, body, headers });
}
const reminders = async (todos: readonly string[]) =>
  (await world.messagesOf(guest.dialog)).filter(({ text }) => text === `Reminder of ${todos.join(' and ')}`)
    .length;

const makeTicket = (todo: string, { key = randomUUID(), who = 'owen', seen }: Given = {}) =>
  world.ask(who, 'POST', '/tickets', {
    key,
    body: { summary: `Ticket of ${todo}`, description: 'From a to-do', priority: 2 },
    headers: { 'x-about': about([todo], seen) },
  });
const tickets = async (todo: string) => {
  const { body } = await world.desk.call(listTickets, { query: { limit: 200 } });
  return body.data.filter(({ summary }: { summary: string }) => summary === `Ticket of ${todo}`).length;
};

async function followUp(todo: string, who: Who = 'owen') {
  const { body } = await world.admin.ask(world.people[who], 'GET', `/todos/chat2desk?meeting=${meeting}`);
  return body.todos.find((one: { todo: string }) => one.todo === todo);
}

/** The client writes, and the system reports it. */
const answer = (text: string) =>
  world.desk.system.happen({ happens: 'client_writes', client_id: guest.client, text });

describe('a reminder', () => {
  test('of several to-dos is one message, and shows at each of them for everyone who may read the meeting', async () => {
    expect((await remind(['t1', 't2'])).status).toBe(200);
    for (const who of ['owen', 'ada'] as const)
      for (const todo of ['t1', 't2'])
        expect(await followUp(todo, who)).toMatchObject({
          meeting,
          reminder: { state: 'done', client: { id: guest.client }, dialog: guest.dialog },
          answer: null,
          ticket: null,
        });
    expect(await reminders(['t1', 't2'])).toBe(1);
    expect(await followUp('t1', 'nora')).toBeUndefined();
  });

  test('is sent by one of two who did not know of each other', async () => {
    const both = await Promise.all([remind(['t3']), remind(['t3'], { who: 'ada' })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await reminders(['t3'])).toBe(1);
    expect(codeOf(await remind(['t3']))).toEqual([409, 'done-by-others']);
    // Who has seen it may send another one.
    const { reminder } = await followUp('t3');
    expect((await remind(['t3'], { seen: reminder.entry })).status).toBe(200);
    expect(await reminders(['t3'])).toBe(2);
  });

  test('that may have been sent is never sent again before someone has looked, whoever tries: over 20 runs', async () => {
    for (let run = 0; run < 20; run += 1) {
      const todo = `lost${run}`;
      const key = randomUUID();
      world.desk.faults.add({
        operation: 'chat2desk.sendMessage',
        drop: true,
        afterProcessing: true,
        times: 1,
      });
      await expect.poll(async () => (await remind([todo], { key })).status).not.toBe(429);
      const { reminder } = await followUp(todo);
      expect(reminder).toMatchObject({ state: 'unknown', canLook: true });
      for (const given of [
        { key },
        {},
        { seen: reminder.entry },
        { who: 'ada' as const, seen: reminder.entry },
      ])
        expect(codeOf(await remind([todo], given))).toEqual([409, 'may-be-done']);
      const looked = await world.admin.ask(world.people.owen, 'POST', `/ledger/${reminder.entry}/look`);
      expect(looked.body.entry).toMatchObject({ state: 'done', dialog: guest.dialog, meetings: [meeting] });
      expect((await followUp(todo)).reminder).toMatchObject({ state: 'done', dialog: guest.dialog });
      expect(await reminders([todo])).toBe(1);
    }
  });

  test('of someone else’s client or meeting is refused, and nothing is sent', async () => {
    expect(codeOf(await remind(['t4'], { who: 'nora' }))).toEqual([403, 'meeting-hidden']);
    expect(codeOf(await remind(['t4'], { to: stranger }))).toEqual([403, 'conversation-hidden']);
    expect(await followUp('t4', 'ada')).toBeUndefined();
  });
});

describe('what the client writes', () => {
  test('after a reminder is shown beside the to-do until someone dismisses it; what they wrote before is not', async () => {
    await answer('Before');
    expect((await remind(['t5'])).status).toBe(200);
    expect((await followUp('t5')).answer).toBeNull();
    await answer('I have sent it');
    await expect
      .poll(async () => (await followUp('t5')).answer)
      .toMatchObject({ text: 'I have sent it', dialog: guest.dialog });
    const { message } = (await followUp('t5')).answer;
    const path = `/todos/chat2desk/${meeting}/t5/dismissed/${message}`;
    expect(codeOf(await world.admin.ask(world.people.nora, 'PUT', path))).toEqual([403, 'meeting-hidden']);
    expect((await world.admin.ask(world.people.ada, 'PUT', path)).status).toBe(200);
    expect((await followUp('t5')).answer).toBeNull();
    await answer('Really');
    await expect.poll(async () => (await followUp('t5')).answer?.text).toBe('Really');
  });
});

describe('a ticket of a to-do', () => {
  test('is made once, by a member too, and its state shows at the to-do', async () => {
    const both = await Promise.all([makeTicket('k1'), makeTicket('k1', { who: 'ada' })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(codeOf(await makeTicket('k1'))).toEqual([409, 'done-by-others']);
    expect(await tickets('k1')).toBe(1);
    const { ticket } = await followUp('k1');
    expect(ticket).toMatchObject({ state: 'done', status: 1, deleted: false });
    await world.desk.call(updateTicket, { params: { id: String(ticket.id) }, body: { status: 3 } });
    await expect.poll(async () => (await followUp('k1')).ticket.status).toBe(3);
  });

  test('whose response is lost is found, and not made again', async () => {
    world.desk.faults.add({
      operation: 'chat2desk.createTicket',
      drop: true,
      afterProcessing: true,
      times: 1,
    });
    expect((await makeTicket('k2')).status).toBe(504);
    const { ticket } = await followUp('k2');
    expect(ticket).toMatchObject({ state: 'unknown', id: null, canLook: true });
    expect(codeOf(await makeTicket('k2', { seen: ticket.entry }))).toEqual([409, 'may-be-done']);
    await world.admin.ask(world.people.owen, 'POST', `/ledger/${ticket.entry}/look`);
    expect((await followUp('k2')).ticket).toMatchObject({ state: 'done', status: 1 });
    expect(await tickets('k2')).toBe(1);
  });

  test('is not made by members for anything else', async () => {
    const { body } = await world.admin.ask(world.people.nora, 'GET', '/connections');
    expect(body.connections).toEqual([{ system: 'chat2desk', open: false }]);
    expect(codeOf(await makeTicket('k3', { who: 'nora' }))).toEqual([403, 'meeting-hidden']);
    const bare = await world.ask('owen', 'POST', '/tickets', {
      body: { summary: 'Bare', description: 'About nothing', priority: 2 },
    });
    expect(codeOf(bare)).toEqual([403, 'conversation-hidden']);
  });
});
