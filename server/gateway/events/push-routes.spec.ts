import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { saveMeeting } from '#contract/claritalk/meetings.ts';
import { setWebhookUrl } from '#contract/claritalk/services.ts';
import { dashboardOrigin, eventually, pat, wav } from '../../sandboxes/claritalk/contract/world.ts';
import { AdminWorld, type SignedIn } from '../testing/admin-world.ts';
import { EventStream } from '../testing/event-stream.ts';

let world: AdminWorld;
let ada: SignedIn;
let owen: SignedIn;
let nora: SignedIn;
let address: string;
let meeting: string;

beforeAll(async () => {
  world = await AdminWorld.start();
  ada = await world.signIn('ada@sandbox.test');
  owen = await world.signIn('owen@sandbox.test');
  nora = await world.signIn('nora@sandbox.test');
  const { body } = await world.ask(ada, 'POST', '/webhooks/address', { key: null });
  address = body.address.replace(new URL(body.address).origin, world.url);
  await world.sandbox.call(setWebhookUrl, { token: pat.ada, body: { webhook_url: address } });
  meeting = await newMeeting();
  await world.sandbox.upload(meeting, pat.owen, { number: 1, total: 1, bytes: wav(1) });
  await eventually(async () =>
    (await deliveriesOf(meeting)).find(({ event }) => event === 'meeting.processed'),
  );
});
afterAll(() => world.stop());
beforeEach(() => fetch(`${world.sandbox.url}/sandbox/faults`, { method: 'DELETE' }));

const admin = (who: SignedIn, path: string, headers: Record<string, string> = {}, method = 'GET') =>
  world.ask(who, method, path, { key: null, headers });
const deliveriesOf = async (subject: string) =>
  ((await admin(ada, '/webhooks/deliveries?limit=200')).body.deliveries as Record<string, unknown>[]).filter(
    (delivery) => delivery.subject === subject,
  );

async function newMeeting(fields: Record<string, unknown> = {}): Promise<string> {
  const body = { name: 'About money', user_id: world.sandbox.accountUuid('owen'), ...fields };
  return (await world.sandbox.call(saveMeeting, { token: pat.owen, body })).body.id;
}

const report = (who: Partial<SignedIn>, id: string, file = '', headers: Record<string, string> = {}) =>
  fetch(`${world.url}/reports/${id}${file}`, {
    headers: {
      'sec-fetch-site': 'same-origin',
      cookie: who.cookie ?? '',
      ...(who.token ? { authorization: `Bearer ${who.token}` } : {}),
      ...headers,
    },
  });

describe('deliveries of the sandbox', () => {
  test('arrive as the documentation says, each status and the report, and are listed for admins', async () => {
    const deliveries = await deliveriesOf(meeting);
    const told = deliveries.map(({ event, status }) => `${event} ${status}`).sort();
    expect(told).toEqual([
      'meeting.processed Meeting processed',
      'meeting.status.changed finished',
      'meeting.status.changed processing',
      'meeting.status.changed uploading',
    ]);
    expect(deliveries.every(({ result }) => ['announced', 'late'].includes(String(result)))).toBe(true);
  });

  test('are sent again until they are accepted', async () => {
    const dead = 'http://127.0.0.1:9/hooks/x';
    await world.sandbox.call(setWebhookUrl, { token: pat.ada, body: { webhook_url: dead } });
    const sent = (outcome: RegExp) =>
      world.sandbox.lines.filter((line) => line.includes('"webhook"') && outcome.test(line)).length;
    const before = sent(/TypeError/);
    await newMeeting({ status: 'odd' });
    await eventually(async () => (sent(/TypeError/) >= before + 2 ? true : undefined));
    await world.sandbox.call(setWebhookUrl, { token: pat.ada, body: { webhook_url: address } });
  });
});

describe('an admin', () => {
  test('reads them page by page, and the payload of a meeting that was shared', async () => {
    const page = await admin(ada, '/webhooks/deliveries?limit=2');
    expect(page.body.deliveries).toHaveLength(2);
    expect(page.body.more).toBe(true);
    const next = await admin(ada, `/webhooks/deliveries?limit=2&before=${page.body.deliveries[1].id}`);
    expect(next.body.deliveries[0].id).toBeLessThan(page.body.deliveries[1].id);
    const odd = await admin(ada, '/webhooks/deliveries?result=unknown');
    expect(odd.body.deliveries).toEqual([]);

    const [delivery] = (await deliveriesOf(meeting)).filter(({ event }) => event === 'meeting.processed');
    const alien = await admin(ada, `/webhooks/deliveries/${delivery?.id}`);
    expect(alien.body).toMatchObject({ outline: true, payload: { data: { meetingId: meeting } } });
    expect(JSON.stringify(alien.body)).not.toMatch(/About money|summary"/);

    world.sandbox.sql(
      'UPDATE meetings SET user_id = (SELECT id FROM users WHERE email = ?) WHERE uuid = ?',
      'ada@sandbox.test',
      meeting,
    );
    world.sandbox.sql(
      `INSERT INTO meeting_readers (user_id, created_at, meeting_id)
       SELECT u.id, m.created_at, m.id FROM users u, meetings m WHERE u.email = ? AND m.uuid = ?`,
      'ada@sandbox.test',
      meeting,
    );
    const own = await eventually(async () => {
      const answer = await admin(ada, `/webhooks/deliveries/${delivery?.id}`);
      return answer.body.outline ? undefined : answer;
    });
    expect(own.body.payload.data).toMatchObject({ title: 'About money' });
    expect(own.body.payload.data.files.content).toMatch(/^PDF of \d+ bytes$/);
  });

  test('has one told again', async () => {
    const stream = await EventStream.open(world.url, owen.cookie, { token: owen.token });
    const [delivery] = await deliveriesOf(meeting);
    const answer = await world.ask(ada, 'POST', `/webhooks/deliveries/${delivery?.id}/process`);
    expect(answer.body).toMatchObject({
      id: delivery?.id,
      result: 'announced',
      processedBy: expect.any(String),
    });
    await expect.poll(() => stream.changes).toEqual([`${delivery?.event} ${meeting}`]);
    stream.close();
    expect((await world.ask(ada, 'POST', '/webhooks/deliveries/999999/process')).status).toBe(404);
    const odd = JSON.stringify({ event: 'moon.rose', timestamp: '', data: {} });
    await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: odd });
    const [unknown] = (await admin(ada, '/webhooks/deliveries?result=unknown')).body.deliveries;
    expect((await world.ask(ada, 'POST', `/webhooks/deliveries/${unknown.id}/process`)).status).toBe(409);
  });

  test('reads the secret address and has things announced again, on record in the audit log', async () => {
    const before = Number(world.auditSql('SELECT count(*) AS n FROM audit_intents')[0]?.n);
    const { body } = await admin(ada, '/webhooks');
    expect(body.address).toBe(`${dashboardOrigin}/hooks/…`);
    expect(JSON.stringify(body)).not.toMatch(/[\w-]{43}/);
    const revealed = await world.ask(ada, 'POST', '/webhooks/address', { key: null });
    expect(revealed.body).toEqual({ address: expect.stringMatching(/\/hooks\/[\w-]{43}$/) });
    expect(world.lastEntry()).toMatchObject({
      action: 'revealHookAddress',
      actorUuid: world.sandbox.accountUuid('ada'),
      outcome: 'done',
      status: 200,
    });
    const [delivery] = await deliveriesOf(meeting);
    await world.ask(ada, 'POST', `/webhooks/deliveries/${delivery?.id}/process`, { key: null });
    expect(world.lastEntry()).toMatchObject({
      action: 'processDelivery',
      target: String(delivery?.id),
      outcome: 'done',
    });
    await world.ask(owen, 'POST', '/webhooks/address', { key: null });
    expect(world.lastEntry()).toMatchObject({
      action: 'revealHookAddress',
      actorUuid: world.sandbox.accountUuid('owen'),
      outcome: 'refused',
      status: 403,
    });
    expect(Number(world.auditSql('SELECT count(*) AS n FROM audit_intents')[0]?.n)).toBe(before + 3);
    const log = JSON.stringify(world.auditSql('SELECT * FROM audit_intents'));
    expect(log + world.lines.join()).not.toContain(address.split('/').at(-1));
    const read = await admin(ada, '/audit?action=revealHookAddress');
    expect(read.body.entries).toHaveLength(3);
  });

  test.each([
    '/webhooks',
    '/webhooks/deliveries',
    '/webhooks/deliveries/1',
    '/webhooks/deliveries/1/process',
    '/webhooks/address',
  ])('and nobody else: %s', async (path) => {
    const method = /process|address/.test(path) ? 'POST' : 'GET';
    const status = async (who: SignedIn, headers: Record<string, string> = {}) =>
      (await admin(who, path, headers, method)).status;
    expect(await status(owen)).toBe(403);
    expect(await status({ cookie: '', token: '' })).toBe(401);
    expect(await status({ cookie: ada.cookie, token: 'sandbox-pat-ada' })).toBe(401);
    expect(await status({ cookie: owen.cookie, token: ada.token })).toBe(401);
    expect(await status({ cookie: '', token: ada.token })).toBe(401);
    expect(await status(ada, { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status(ada, { origin: 'https://evil.test' })).toBe(403);
  });

  test('without a service account there is nothing', async () => {
    await world.run(null);
    expect((await admin(ada, '/webhooks')).status).toBe(503);
    await world.run();
    expect((await admin(ada, '/webhooks')).status).toBe(200);
  });
});

describe('a report', () => {
  let id: string;
  beforeAll(async () => {
    id = await newMeeting();
    await world.sandbox.upload(id, pat.owen, { number: 1, total: 1, bytes: wav(1) });
    await eventually(async () => {
      const { report: found } = (await (await report(owen, id)).json()) as { report: unknown };
      return found ?? undefined;
    });
  });

  test('is there for those who may read the meeting', async () => {
    expect(await (await report(owen, id)).json()).toEqual({
      report: {
        filename: 'about-money-summary-report.pdf',
        bytes: expect.any(Number),
        sentAt: expect.any(String),
      },
    });
    const file = await report(owen, id, '/file');
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''about-money-summary-report.pdf",
    );
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 8)
        .toString(),
    ).toBe('%PDF-1.4');
  });

  test('is not there for anyone else, not even an admin, and nobody learns that it exists', async () => {
    for (const who of [nora, ada]) {
      expect(await (await report(who, id)).json()).toEqual({ report: null });
      expect(await (await report(who, randomUUID())).json()).toEqual({ report: null });
      const [hidden, absent] = [await report(who, id, '/file'), await report(who, randomUUID(), '/file')];
      expect([hidden.status, await hidden.text()]).toEqual([absent.status, await absent.text()]);
      expect(hidden.status).toBe(404);
    }
  });

  test('needs a session, a token and a page of ours', async () => {
    for (const file of ['', '/file']) {
      expect((await report({}, id, file)).status).toBe(401);
      expect((await report({ cookie: owen.cookie }, id, file)).status).toBe(401);
      expect((await report({ token: owen.token }, id, file)).status).toBe(401);
      expect((await report({ cookie: nora.cookie, token: owen.token }, id, file)).status).toBe(401);
      expect((await report(owen, id, file, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      expect((await report(owen, id, file, { 'sec-fetch-dest': 'document' })).status).toBe(403);
      expect((await report(owen, '..%2f..%2fetc', file)).status).toBe(404);
    }
  });

  test('is withheld while Claritalk does not say who may read', async () => {
    world.sandbox.sql('DELETE FROM meeting_shares');
    const other = await world.signIn('owen@sandbox.test');
    await world.sandbox.post('/sandbox/faults', { operation: 'getMeeting', times: 3, status: 500 });
    expect((await report(other, id, '/file')).status).toBe(502);
    expect((await report(other, id, '/file')).status).toBe(200);
  });
});
