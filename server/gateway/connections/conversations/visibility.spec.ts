import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { updateDialog } from '#contract/chat2desk/dialogs.ts';
import { operations } from '#contract/chat2desk/table.ts';
import { listTags } from '#contract/chat2desk/tags.ts';
import { createTicket } from '#contract/chat2desk/tickets.ts';
import { type ConversationId, dialogOf } from '#contract/gateway/conversation-id.ts';
import { ConversationWorld, type Someone } from '../../testing/conversation-world.ts';
import { hasScope } from './scopes.ts';

/** Ada's, Owen's and Nora's operators: they have the same e-mail addresses. */
const [ada, owen, nora] = [40_818, 40_819, 40_820];

let world: ConversationWorld;
/** Of a meeting of Owen's, by e-mail; by the CRM; by nothing; and one assigned to nobody that anyone asks as. */
let guest: Someone;
let relation: Someone;
let stranger: Someone;
let another: Someone;
let tag: number;

beforeAll(async () => {
  world = await ConversationWorld.start();
  const found = await world.strangers([ada, owen, nora]);
  // Both contacts of a firm have its id in the CRM.
  const [one, two, three, four] = found.filter(
    ({ relation: id }, at) => found.findIndex((other) => other.relation === id) === at,
  );
  if (!one || !two || !three || !four) throw new Error('too few clients');
  [guest, relation, stranger, another] = [one, two, three, four];
  ({ id: tag } = (await world.desk.call(listTags, {})).body.data[0]);
  await world.meet('owen', [
    { name: 'By e-mail', email: guest.email.toUpperCase() },
    { name: 'By the CRM', integration_id: relation.relation },
  ]);
});
afterAll(() => world.stop());

const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];
const hidden = [403, 'conversation-hidden'];
const idsOf = async (who: 'ada' | 'owen' | 'nora', search = '') =>
  (await world.read(who, `?limit=100${search}`)).body.conversations.map(({ id }: { id: ConversationId }) =>
    dialogOf(id),
  );

describe('the inbox', () => {
  test('of an admin has everything; of a member the clients of their meetings, and what is assigned to them', async () => {
    const open = await idsOf('ada');
    expect(open.length).toBeGreaterThan(4);
    const { body } = await world.read('owen', '?limit=100&view=closed');
    const own = await world.desk.call(operations[22] ?? expect.fail(), {
      query: { operator_id: owen, limit: 200 },
    });
    const assigned = own.body.data.filter(({ state }: { state: string }) => state === 'closed');
    const expected = [...assigned.map(({ id }: { id: number }) => id)];
    for (const one of [guest, relation]) if (!open.includes(one.dialog)) expected.push(one.dialog);
    const shown = body.conversations.map(({ id }: { id: ConversationId }) => dialogOf(id));
    expect(shown).toEqual(expect.arrayContaining(expected));
    expect(shown).not.toContain(stranger.dialog);
    expect([body.everything, body.checking]).toEqual([false, false]);
    // It counts what they may see, and says nothing of the rest.
    expect(body.total).toBe(shown.length);
    expect((await world.read('ada', '?view=closed')).body.total).toBeGreaterThan(body.total);
  });

  test('finds nothing of others by searching, by a channel or by a tag', async () => {
    const { body } = await world.read('ada', '?limit=100&view=closed');
    const name = [...body.conversations, ...(await world.read('ada', '?limit=100')).body.conversations].find(
      ({ id }: { id: ConversationId }) => dialogOf(id) === stranger.dialog,
    ).client.name;
    for (const view of ['all', 'closed', 'mine']) {
      expect(await idsOf('owen', `&view=${view}&q=${encodeURIComponent(name)}`)).not.toContain(
        stranger.dialog,
      );
      for (const { id } of body.channels)
        expect(await idsOf('owen', `&view=${view}&channel=${id}`)).not.toContain(stranger.dialog);
      for (const { id } of body.tags.slice(0, 3))
        expect(await idsOf('owen', `&view=${view}&tag=${id}`)).not.toContain(stranger.dialog);
    }
  });
});

/** At the system itself. Returns its number. */
async function ticketAbout(request: number): Promise<number> {
  const body = { summary: 'Late', description: 'Call them', priority: 2, request_ids: [request] };
  const made = await world.desk.call(createTicket, { body });
  return Number(String(made.body.data.id).replace('TICK-', ''));
}

describe('a member who guesses', () => {
  const about = { summary: 'Mine', description: 'Mine', priority: 2 };
  const guesses = async (one: Someone) => {
    const [message] = await world.messagesOf(one.dialog);
    const { client, dialog } = one;
    const { id, request_id: request } = message ?? { id: 1, request_id: 999_996 };
    const [theirs] = await world.messagesOf(guest.dialog);
    const own = theirs?.request_id ?? expect.fail();
    const ticket = message ? await ticketAbout(request) : 999_995;
    return [
      ['GET', `/clients/${client}`],
      ['GET', `/clients/${client}/transport`],
      ['GET', `/clients/${client}/questions`],
      ['GET', `/clients/${client}/last_question`],
      ['PUT', `/clients/${client}`, { nickname: 'Mine' }],
      ['GET', `/dialogs/${dialog}`],
      ['PUT', `/dialogs/${dialog}`, { state: 'closed' }],
      ['PUT', `/dialogs/${dialog}`, { operator_id: owen }],
      ['GET', `/messages?dialog_id=${dialog}`],
      ['GET', `/messages?client_id=${client}`],
      ['GET', `/messages?dialog_id=${guest.dialog}&client_id=${client}`],
      ['GET', `/messages/${id}`],
      ['POST', `/messages/${id}/transfer?operator_id=${owen}`],
      ['POST', `/messages/${id}/transfer_to_group?group_id=3373`],
      ['POST', `/messages/${id}/read`],
      ['POST', `/messages/${id}/unread`],
      ['POST', '/messages', { client_id: client, text: 'Hello' }],
      ['POST', '/messages', { client_id: String(client), text: 'Hello', type: 'comment' }],
      ['POST', '/messages', { client_id: guest.client, text: 'Hello', reply_message_id: id }],
      ['GET', `/requests/${request}`],
      ['GET', `/requests/${request}/messages`],
      ['PUT', '/requests/close', { request_id: request }],
      ['PUT', '/requests/close', { client_id: client }],
      ['POST', '/tags/assign_to', { tag_ids: [tag], assignee_type: 'client', assignee_id: client }],
      ['POST', '/tags/assign_to', { tag_ids: [tag], assignee_type: 'request', assignee_id: request }],
      ['DELETE', `/tags/${tag}/delete_from`, { client_id: client }],
      ['DELETE', `/tags/${tag}/delete_from`, { request_id: request }],
      ['POST', '/scenarios/send_menu_item', { client_id: client }],
      ['GET', `/tickets?request_id=${request}`],
      ['GET', `/tickets/${ticket}`],
      ['PUT', `/tickets/${ticket}`, { status: 4 }],
      ['POST', '/tickets', { ...about, request_ids: [request] }],
      ['POST', '/tickets', { ...about, request_ids: [own, request] }],
    ] as const;
  };

  test('gets the same for what is not theirs and for what does not exist, and changes nothing', async () => {
    const before = await world.messagesOf(stranger.dialog);
    const nothing: Someone = { ...stranger, client: 999_999, dialog: 999_998 };
    for (const one of [stranger, nothing]) {
      for (const [method, path, body] of await guesses(one)) {
        const answer = await world.ask('owen', method, path, body ? { body } : {});
        expect([method, path, ...codeOf(answer)]).toEqual([method, path, ...hidden]);
      }
    }
    expect(codeOf(await world.read('owen', `/${stranger.dialog}`))).toEqual(hidden);
    expect(codeOf(await world.read('owen', '/999998'))).toEqual(hidden);
    const unlinked = { links: [], attended: [], total: 0, checking: false };
    for (const { client } of [stranger, nothing]) {
      expect((await world.read('owen', `/clients/${client}/links`)).body).toEqual(unlinked);
    }
    expect(await world.messagesOf(stranger.dialog)).toEqual(before);
  });

  test('asks the system once for what does not exist, however often they guess it', async () => {
    expect(codeOf(await world.read('owen', '/999997'))).toEqual(hidden);
    const fault = { operation: 'chat2desk.getDialog', status: 500, times: 1, afterProcessing: false };
    world.desk.faults.add(fault);
    for (let guess = 0; guess < 3; guess += 1)
      expect(codeOf(await world.read('owen', '/999997'))).toEqual(hidden);
    expect(world.desk.faults.left()).toHaveLength(1);
    world.desk.faults.clear();
  });

  test('reads no list of everything: not of messages, clients, conversations, or who waits', async () => {
    expect(codeOf(await world.ask('owen', 'GET', '/messages?limit=200'))).toEqual(hidden);
    expect(codeOf(await world.ask('owen', 'GET', '/messages?start_id=1'))).toEqual(hidden);
    for (const [path, id] of [
      ['/clients', stranger.client],
      ['/dialogs', stranger.dialog],
    ] as const) {
      const { status, body } = await world.ask('owen', 'GET', `${path}?limit=200`);
      const ids = body.data.map((row: { id: number }) => row.id);
      expect([status, body.meta, ids.includes(id)]).toEqual([200, undefined, false]);
      const all = await world.ask('ada', 'GET', `${path}?limit=200`);
      expect(all.body.data.length).toBeGreaterThan(ids.length);
      expect(all.body.meta.total).toBeGreaterThan(ids.length);
    }
    expect(codeOf(await world.ask('owen', 'GET', '/tickets'))).toEqual(hidden);
    for (const path of ['/dialogs/unanswered?limit=1', `/clients/${guest.client}/dialogs`])
      expect(codeOf(await world.ask('owen', 'GET', path))).toEqual([403, 'connection-closed']);
  });

  test.each(
    operations.filter(({ who, name }) => who === 'member' && !hasScope(name)).map(({ name }) => name),
  )('%s is closed to members, because nobody decided whose it is', (name) => {
    expect([
      'listClientDialogs',
      'createClient',
      'listUnansweredDialogs',
      'getTemplateGroup',
      'getApiModes',
      'getRoles',
      'getTicketValues',
      'listCountries',
      'listRegions',
    ]).toContain(name);
  });
});

describe('what is theirs', () => {
  test.each([
    ['by e-mail', () => guest],
    ['by the CRM', () => relation],
  ])('%s: read, answered, assigned; in their own operator’s name', async (_how, someone) => {
    const { client, dialog } = someone();
    expect((await world.ask('owen', 'GET', `/clients/${client}`)).status).toBe(200);
    const { body } = await world.ask('owen', 'GET', `/messages?dialog_id=${dialog}&limit=200`);
    expect(body.data.every((message: { dialog_id: number }) => message.dialog_id === dialog)).toBe(true);
    const sent = await world.ask('owen', 'POST', '/messages', { body: { client_id: client, text: 'Hello' } });
    expect(sent.body.data).toMatchObject({ client_id: client, operator_id: owen });
    const closed = await world.ask('owen', 'PUT', `/dialogs/${dialog}`, { body: { state: 'open' } });
    expect(closed.status).toBe(200);
    const request = body.data.at(-1).request_id;
    const known = await ticketAbout(request);
    for (const [method, path, given] of [
      ['POST', '/tags/assign_to', { tag_ids: [tag], assignee_type: 'client', assignee_id: client }],
      ['POST', '/tags/assign_to', { tag_ids: [tag], assignee_type: 'request', assignee_id: request }],
      ['DELETE', `/tags/${tag}/delete_from`, { client_id: client }],
      ['DELETE', `/tags/${tag}/delete_from`, { request_id: request }],
      ['GET', `/tickets?request_id=${request}`],
      ['GET', `/tickets/${known}`],
      ['PUT', `/tickets/${known}`, { status: 4 }],
      ['GET', '/scenarios/menu_items'],
    ] as const) {
      const answer = await world.ask('owen', method, path, given ? { body: given } : {});
      expect([method, path, answer.status]).toEqual([method, path, 200]);
    }
    const ticket = { summary: 'Call', description: 'Call back', priority: 3, request_ids: [request] };
    const made = await world.ask('owen', 'POST', '/tickets', { body: ticket });
    expect(made.body.data).toMatchObject({
      summary: 'Call',
      reporter_id: owen,
      request_ids: [String(request)],
    });
  });

  test('what is assigned to them is theirs until it is assigned to another', async () => {
    const params = { id: String(another.dialog) };
    expect(codeOf(await world.read('nora', `/${another.dialog}`))).toEqual(hidden);
    await world.desk.call(updateDialog, { params, body: { operator_id: nora } });
    await expect.poll(async () => (await world.read('nora', `/${another.dialog}`)).status).toBe(200);
    expect((await world.ask('nora', 'GET', `/clients/${another.client}`)).status).toBe(200);
    // The client's other conversations are not.
    const others = await world.ask('nora', 'GET', `/messages?client_id=${another.client}`);
    expect(codeOf(others)).toEqual(hidden);
    await world.desk.call(updateDialog, { params, body: { operator_id: ada } });
    await expect.poll(async () => codeOf(await world.read('nora', `/${another.dialog}`))).toEqual(hidden);
  });

  test('by hand, which admins alone may do; the meeting’s readers see the client, and no one else', async () => {
    const meeting = await world.meet('nora', []);
    const path = `/conversations/chat2desk/clients/${stranger.client}/links`;
    const body = { kind: 'meeting', id: meeting, linked: true };
    const { admin, people } = world;
    expect(codeOf(await admin.ask(people.nora, 'PUT', path, { body }))).toEqual([403, 'not-an-admin']);
    expect((await admin.ask(people.ada, 'PUT', path, { body })).status).toBe(204);
    expect(admin.lastEntry()).toMatchObject({ action: 'setClientLink', target: String(stranger.client) });
    await world.restart();
    expect((await world.read('nora', `/${stranger.dialog}`)).status).toBe(200);
    expect(codeOf(await world.read('owen', `/${stranger.dialog}`))).toEqual(hidden);
    const { links } = (await admin.ask(people.ada, 'GET', path)).body;
    expect(links).toMatchObject([{ kind: 'meeting', id: meeting, by: { name: 'Ada Verbruggen' } }]);
    await admin.ask(people.ada, 'PUT', path, { body: { ...body, linked: false } });
    expect(codeOf(await world.read('nora', `/${stranger.dialog}`))).toEqual(hidden);
  });

  test('by hand to a dossier: who may read it sees the client and the link, and no one else', async () => {
    const nora = await world.dossiersOf('nora');
    const id = (await world.dossiersOf('owen')).find((one) => !nora.includes(one)) ?? expect.fail();
    const { admin, people } = world;
    const path = `/clients/${stranger.client}/links`;
    const put = (linked: boolean) =>
      admin.ask(people.ada, 'PUT', `/conversations/chat2desk${path}`, {
        body: { kind: 'dossier', id, linked },
      });
    expect((await put(true)).status).toBe(204);
    await world.restart();
    expect((await world.read('owen', `/${stranger.dialog}`)).status).toBe(200);
    expect(codeOf(await world.read('nora', `/${stranger.dialog}`))).toEqual(hidden);
    const own = [{ kind: 'dossier', id, by: { name: 'Ada Verbruggen' } }];
    expect((await world.read('owen', path)).body).toMatchObject({ links: own, attended: [], total: 0 });
    expect((await world.read('nora', path)).body).toMatchObject({ links: [], attended: [], total: 0 });
    const linked = async (who: 'owen' | 'nora') =>
      (await world.read(who, `/linked?dossier=${id}`)).body.clients.map((one: { id: number }) => one.id);
    expect([await linked('owen'), await linked('nora')]).toEqual([[stranger.client], []]);
    // Open to all, the conversation is theirs to see; the dossier is not.
    await world.open(true);
    expect((await world.read('nora', `/${stranger.dialog}`)).status).toBe(200);
    expect((await world.read('nora', path)).body.links).toEqual([]);
    await world.open(false);
    expect((await put(false)).status).toBe(204);
    expect(codeOf(await world.read('owen', `/${stranger.dialog}`))).toEqual(hidden);
  });

  test('everything where an admin opens the connection, and no longer when it is closed', async () => {
    await world.open(true);
    expect((await world.read('owen', `/${stranger.dialog}`)).status).toBe(200);
    expect((await world.ask('owen', 'GET', '/dialogs/unanswered?limit=1')).status).toBe(200);
    await world.open(false);
    expect(codeOf(await world.read('owen', `/${stranger.dialog}`))).toEqual(hidden);
  });
});

describe('live', () => {
  test('members hear of their own conversations and of no others; admins of all', async () => {
    const [admins, members] = [await world.listen('ada'), await world.listen('owen')];
    const write = (one: Someone) =>
      world.desk.system.happen({ happens: 'client_writes', client_id: one.client, text: 'Good morning' });
    await write(stranger);
    await write(guest);
    const of = (one: Someone) => `chat2desk inbox dialog ${one.dialog}`;
    await expect.poll(() => members.news).toContain(of(guest));
    await expect.poll(() => admins.news).toContain(of(stranger));
    expect(admins.news).toContain(of(guest));
    expect(members.news.filter((news) => !news.endsWith(String(guest.dialog)))).toEqual([]);
    expect(members.text).not.toContain('Good morning');
    // What the page reads then is true by then.
    const { conversations } = (await world.read('owen', '?limit=100')).body;
    const [first] = conversations.filter(({ id }: { id: ConversationId }) => dialogOf(id) === guest.dialog);
    expect(first).toMatchObject({ waiting: true, unread: true, last: { text: 'Good morning' } });
  });
});
