import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dashboardOrigin } from '../../../sandboxes/claritalk/contract/world.ts';
import { ConversationWorld, type Someone } from '../../testing/conversation-world.ts';

type Who = keyof ConversationWorld['people'];

let world: ConversationWorld;
/** Attended a meeting of Owen's; and attended none. */
let guest: Someone;
let stranger: Someone;
let meeting: string;
/** Of Ada's own. */
let board: string;

const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(70_000, 'minutes ')]);

beforeAll(async () => {
  world = await ConversationWorld.start();
  const found = await world.strangers([40_818, 40_819, 40_820]);
  const [one, two] = found.filter(
    ({ relation: id }, at) => found.findIndex((other) => other.relation === id) === at,
  );
  if (!one || !two) throw new Error('too few clients');
  [guest, stranger] = [one, two];
  meeting = await world.meet('owen', [{ name: 'Guest', email: guest.email }]);
  board = await world.meet('ada', []);
});
afterAll(() => world.stop());

interface Sharing {
  readonly client?: number;
  readonly meeting?: string;
  readonly key?: string | null;
  readonly content?: Buffer;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function share(who: Who, given: Sharing = {}) {
  const { cookie, token } = world.people[who];
  const { client = guest.client, content = pdf, type = 'application/pdf', key = randomUUID() } = given;
  const query = new URLSearchParams({ meeting: given.meeting ?? meeting, name: 'Jaarcijfers – “2026”.pdf' });
  const path = `/admin/conversations/chat2desk/clients/${client}/files?${query}`;
  const response = await fetch(world.admin.url + path, {
    method: 'POST',
    headers: {
      origin: dashboardOrigin,
      cookie,
      authorization: `Bearer ${token}`,
      'content-type': type,
      ...(key === null ? {} : { 'idempotency-key': key }),
      ...given.headers,
    },
    body: new Uint8Array(content),
  });
  return { status: response.status, body: await response.json() };
}
const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];
const revoke = (who: Who, id: number | string) =>
  world.admin.ask(world.people[who], 'DELETE', `/conversations/chat2desk/files/${id}`);
const fetchFile = (link: string, init: RequestInit = {}) => fetch(link, init);
const shares = () => world.admin.auditSql("SELECT id FROM audit_intents WHERE action = 'shareFile'").length;
const files = () =>
  readdirSync(world.admin.dataDir)
    .filter((name) => name.includes('sqlite'))
    .map((name) => readFileSync(join(world.admin.dataDir, name), 'latin1'))
    .join('\n');

describe('a shared file', () => {
  test('is fetched as it was, by anyone who has the link; it is a download that nobody keeps or finds', async () => {
    const { status, body } = await share('owen');
    expect([status, body.state, body.fetched]).toEqual([201, 'available', 0]);
    expect(body.link).toMatch(/^http:\/\/localhost:\d+\/shared\/[\w-]{43}$/);
    const response = await fetchFile(`${body.link}?utm_source=messenger`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(pdf);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf.length),
      'content-disposition':
        'attachment; filename="minutes.pdf"; filename*=UTF-8\'\'Jaarcijfers%20%E2%80%93%20%E2%80%9C2026%E2%80%9D.pdf',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(response.headers.get('set-cookie')).toBe(null);
    expect(world.admin.lastEntry()).toMatchObject({
      action: 'shareFile',
      target: 'Annual accounts',
      change: JSON.stringify({ client: String(guest.client), meeting }),
      outcome: 'done',
      actorUuid: world.admin.sandbox.accountUuid('owen'),
    });
  });

  test('is counted when it leaves, whoever asks: not by HEAD, in advance, or by a colleague in the conversation', async () => {
    const key = randomUUID();
    const { link } = (await share('owen', { key })).body;
    const count = async () => (await share('owen', { key })).body.fetched;
    const head = await fetchFile(link, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      String(pdf.length),
      '',
    ]);
    expect((await fetchFile(link, { headers: { 'sec-purpose': 'prefetch' } })).status).toBe(503);
    expect(await count()).toBe(0);
    await fetchFile(link, { headers: { 'user-agent': 'TelegramBot (like TwitterBot)' } });
    await fetchFile(link, { headers: { range: 'bytes=0-9' } }).then(async (part) => {
      expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([200, pdf.length]);
    });
    expect(await count()).toBe(2);
    const sent = { client_id: guest.client, attachment: link, attachment_filename: 'Minutes.pdf' };
    expect((await world.ask('owen', 'POST', '/messages', { body: sent, key })).status).toBe(200);
    const { body } = await world.ask('owen', 'GET', `/messages?client_id=${guest.client}&limit=1&order=desc`);
    const [{ name, link: reference }] = body.data[0].attachments;
    expect([name, reference]).toEqual([
      'Minutes.pdf',
      expect.stringMatching(/^\/connected\/chat2desk\/media\//),
    ]);
    const seen = await fetch(world.admin.url + reference, {
      headers: { cookie: world.people.owen.cookie, 'sec-fetch-dest': 'document' },
    });
    expect(Buffer.from(await seen.arrayBuffer())).toEqual(pdf);
    expect(await count()).toBe(2);
  });

  test('has one link for one key, which a lost response or a restart does not change', async () => {
    const key = randomUUID();
    const [first, second] = await Promise.all([share('owen', { key }), share('owen', { key })]);
    expect(second.body.link).toBe(first.body.link);
    await world.restart();
    const { pathname } = new URL(first.body.link);
    const response = await fetch(world.admin.url + pathname);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(pdf);
    expect((await share('owen', { key })).body).toMatchObject({ link: first.body.link, fetched: 1 });
    const other = Buffer.from('%PDF-1.7 other');
    expect(codeOf(await share('owen', { key, content: other }))).toEqual([409, 'key-used']);
  });

  test('is in no log, store or list in the clear; nor is its link', async () => {
    const key = randomUUID();
    const { link } = (await share('owen', { key })).body;
    await fetchFile(link);
    const body = { client_id: guest.client, text: `See ${link}.`, attachment: link };
    expect((await world.ask('owen', 'POST', '/messages', { body, key })).status).toBe(200);
    const id = link.split('/').at(-1);
    expect(files()).toContain(key);
    for (const plain of [id, 'minutes minutes', 'Jaarcijfers']) expect(files()).not.toContain(plain);
    expect(world.admin.lines.join('\n')).not.toContain(id);
    expect(world.admin.lines.join('\n')).toContain('"path":"/shared/…"');
    const listed = await world.admin.ask(world.people.owen, 'GET', '/ledger?limit=1');
    const entry = await world.admin.ask(world.people.owen, 'GET', `/ledger/${listed.body.entries[0].id}`);
    expect(JSON.parse(entry.body.sent.body)).toMatchObject({
      text: 'See http://localhost:'.concat(new URL(link).port, '/shared/….'),
      attachment: `${new URL(link).origin}/shared/…`,
    });
    expect(JSON.stringify(entry.body)).not.toContain(id);
  });
});

describe('a link that was revoked', () => {
  test('is gone, and looks as one that never was; pressed twice changes nothing', async () => {
    const key = randomUUID();
    const { link, id } = (await share('owen', { key })).body;
    expect((await revoke('owen', id)).status).toBe(204);
    expect((await revoke('owen', id)).status).toBe(204);
    expect(world.admin.lastEntry()).toMatchObject({
      action: 'revokeSharedFile',
      target: String(id),
      outcome: 'done',
    });
    const never = new URL(`/shared/${'A'.repeat(43)}`, link).href;
    const answers = await Promise.all(
      [link, never, `${link}x`, new URL('/shared/a', link).href].map(async (address) => {
        const response = await fetchFile(address);
        return [response.status, await response.text()];
      }),
    );
    expect(answers).toEqual(Array(4).fill([404, '{"message":"This document is not available."}']));
    expect((await share('owen', { key })).body.state).toBe('revoked');
    const page = await request(world.admin.url + new URL(link).pathname, {
      headers: { host: new URL(dashboardOrigin).host, 'sec-fetch-mode': 'navigate', 'accept-language': 'nl' },
    });
    const html = await page.body.text();
    expect([page.statusCode, html.includes('Dit document is niet meer beschikbaar')]).toEqual([404, true]);
    // A client has no dashboard.
    expect(html).not.toContain('class="open"');
  });

  test('is in no message: nothing is sent with it, or with the link of another client', async () => {
    const before = await world.messagesOf(guest.dialog);
    const { link, id } = (await share('owen')).body;
    await revoke('owen', id);
    const own = (await share('ada', { client: stranger.client, meeting: board })).body.link;
    for (const attachment of [link, own, link.replace(/.$/, 'x')]) {
      for (const body of [
        { client_id: guest.client, attachment },
        { client_id: guest.client, text: `Here: ${attachment}` },
      ])
        expect(codeOf(await world.ask('owen', 'POST', '/messages', { body }))).toEqual([409, 'shared-ended']);
    }
    expect(await world.messagesOf(guest.dialog)).toEqual(before);
  });

  test('was revoked by whoever made it, or an admin: to others it is not there', async () => {
    const { id, link } = (await share('owen')).body;
    for (const guess of [id, 999_999])
      expect(codeOf(await revoke('nora', guess))).toEqual([404, 'entry-missing']);
    expect((await fetchFile(link)).status).toBe(200);
    expect((await revoke('ada', id)).status).toBe(204);
    expect((await fetchFile(link)).status).toBe(404);
  });
});

describe('a member who guesses', () => {
  test('shares nothing of a meeting or with a client that they may not see', async () => {
    const [other, before] = [await world.meet('nora', []), shares()];
    await world.restart();
    const hidden = [403, 'conversation-hidden'];
    expect(codeOf(await share('owen', { client: stranger.client }))).toEqual(hidden);
    expect(codeOf(await share('owen', { client: 999_999 }))).toEqual(hidden);
    expect(codeOf(await share('owen', { meeting: other }))).toEqual([403, 'meeting-hidden']);
    expect(codeOf(await share('owen', { meeting: randomUUID() }))).toEqual([403, 'meeting-hidden']);
    expect(codeOf(await share('nora'))).toEqual([403, 'meeting-hidden']);
    expect(shares()).toBe(before);
  });

  test('gets no further with links than the limit, which ends no link that works', async () => {
    const { link } = (await share('owen')).body;
    const guesses = await Promise.all(
      Array.from({ length: 150 }, (_, at) =>
        fetchFile(new URL(`/shared/${String(at).padStart(43, 'b')}`, link).href).then(({ status }) => status),
      ),
    );
    expect(new Set(guesses)).toEqual(new Set([404, 429]));
    expect((await fetchFile(link)).status).toBe(200);
    await world.restart();
  });

  test.each([
    ['not a PDF', { content: Buffer.from('<!doctype html><script>alert(1)</script>') }, 415],
    ['another type', { type: 'text/html' }, 400],
    ['a file that is too large', { content: Buffer.alloc(5 * 1024 * 1024 + 1, '%PDF-') }, 413],
    ['no key', { key: null }, 400],
    ['another site', { headers: { origin: 'https://elsewhere.example' } }, 403],
    ['a meeting without a UUID', { meeting: '../../users' }, 400],
  ])('shares nothing with %s', async (_what, given, status) => {
    const before = shares();
    expect((await share('owen', given)).status).toBe(status);
    expect(shares()).toBe(before);
  });

  test.each(['POST', 'PUT', 'DELETE'])('changes nothing with %s at a link', async (method) => {
    const { link } = (await share('owen')).body;
    expect((await fetchFile(link, { method })).status).toBe(404);
    expect((await fetchFile(link)).status).toBe(200);
  });
});

test('where nobody outside can reach the dashboard there are no links', async () => {
  await world.admin.run(null, { offered: world.offered(), sandbox: false });
  expect(codeOf(await share('owen'))).toEqual([409, 'sharing-off']);
  await world.restart();
});

test('a connection that is gone takes its links with it', async () => {
  const { link } = (await share('ada', { meeting: board })).body;
  const { admin, people } = world;
  const { version } = (await admin.ask(people.ada, 'GET', '/connections')).body.connections[0];
  const body = { name: 'Chat2Desk', version };
  expect((await admin.ask(people.ada, 'DELETE', '/connections/chat2desk', { body })).status).toBe(204);
  expect((await fetchFile(link)).status).toBe(404);
  expect(codeOf(await share('ada', { meeting: board }))).toEqual([424, 'not-connected']);
});
