import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RetentionItemView, RetentionListView } from '#contract/gateway/retention.ts';
import { serviceAccount } from '../../sandboxes/claritalk/credentials.ts';
import { AdminWorld, type SignedIn } from '../testing/admin-world.ts';

let world: AdminWorld;
let ada: SignedIn;
let owen: SignedIn;
const fast = { retentionPerMinute: 600_000 };

beforeAll(async () => {
  world = await AdminWorld.start({ meetings: 30, defaultLimitPerMinute: 1_000_000 });
  await world.run(serviceAccount, fast);
  ada = await world.signIn('ada@sandbox.test');
  owen = await world.signIn('owen@sandbox.test');
});
afterAll(() => world.stop());
beforeEach(async () => {
  await fetch(`${world.sandbox.url}/sandbox/faults`, { method: 'DELETE' });
  const old = "status = 'draft', created_at = '2025-01-01 10:00:00', updated_at = '2025-01-02 10:00:00'";
  // Five old drafts; the first of them in a dossier.
  world.sandbox.sql("UPDATE meetings SET status = 'finished', updated_at = created_at");
  world.sandbox.sql(
    `UPDATE meetings SET ${old}, dossier_id = NULL WHERE id IN (SELECT id FROM meetings ORDER BY id LIMIT 5)`,
  );
  world.sandbox.sql(
    'UPDATE meetings SET dossier_id = (SELECT min(id) FROM dossiers) WHERE id = (SELECT min(id) FROM meetings)',
  );
});

const rules = [{ kind: 'draft', after: { amount: 90, unit: 'days' } }];
const look = async () => (await world.ask(ada, 'GET', '/retention')).body;
const fault = (body: unknown) => world.sandbox.post('/sandbox/faults', body);
const drafts = () =>
  world.sandbox.sql("SELECT uuid FROM meetings WHERE status = 'draft' ORDER BY id").map(({ uuid }) => uuid);
const all = () => Number(world.sandbox.sql('SELECT count(*) AS n FROM meetings')[0]?.n);

async function saveRules(body: readonly unknown[] = rules) {
  const { version } = await look();
  return world.ask(ada, 'PUT', '/retention/rules', { body: { rules: body, version } });
}

async function until(id: string, ...states: string[]): Promise<RetentionListView> {
  return expect
    .poll(async () => (await look()).lists.find((one: RetentionListView) => one.id === id))
    .toMatchObject({ state: expect.stringMatching(new RegExp(`^(${states.join('|')})$`)) })
    .then(async () => (await look()).lists.find((one: RetentionListView) => one.id === id));
}

async function listed() {
  const id = randomUUID();
  expect((await world.ask(ada, 'POST', '/retention/lists', { body: { id } })).status).toBe(200);
  const list = await until(id, 'listed', 'failed');
  const { items } = (await world.ask(ada, 'GET', `/retention/lists/${id}/items`)).body;
  return { list, items: items as readonly RetentionItemView[] };
}

const run = (
  { id, digest, counts }: RetentionListView,
  count = (counts.listed ?? 0) + (counts.deleting ?? 0),
) => world.ask(ada, 'POST', `/retention/lists/${id}/run`, { body: { digest, count } });

test('a list says exactly what would go and by which rule, and nothing goes before a person has seen it', async () => {
  await saveRules();
  const before = all();
  const { list, items } = await listed();
  expect(list).toMatchObject({ state: 'listed', counts: { listed: 5 }, rules, problem: null });
  expect(items.map(({ meeting }) => meeting)).toEqual(drafts());
  expect(items.every(({ rule, state, name }) => rule === 0 && state === 'listed' && name)).toBe(true);
  expect(all()).toBe(before);
  for (const wrong of [run(list, 4), run({ ...list, digest: '0'.repeat(64) })])
    expect(await wrong).toMatchObject({ status: 409, body: { refusal: { code: 'retention-list-differs' } } });
  expect(all()).toBe(before);
});

test('what is new since is not on the list, what changed since is left out, and what is on hold stays', async () => {
  await saveRules();
  const [held = '', touched = '', gone = '', ...rest] = drafts().map(String);
  const [{ dossier }] = world.sandbox.sql(
    'SELECT d.uuid AS dossier FROM meetings m JOIN dossiers d ON d.id = m.dossier_id WHERE m.uuid = ?',
    held,
  ) as [{ dossier: string }];
  const { list } = await listed();
  const body = { dossier, name: 'Bakery', reason: 'A dispute', held: true };
  expect((await world.ask(ada, 'PUT', '/retention/holds', { body })).status).toBe(204);
  world.sandbox.sql("UPDATE meetings SET updated_at = '2025-02-01 10:00:00' WHERE uuid = ?", touched);
  world.sandbox.sql('DELETE FROM meetings WHERE uuid = ?', gone);
  world.sandbox.sql(
    "UPDATE meetings SET status = 'draft', created_at = '2025-01-01 10:00:00', updated_at = '2025-01-01 10:00:00' WHERE id = (SELECT max(id) FROM meetings)",
  );
  const [added] = drafts().slice(-1);
  expect((await run(list)).status).toBe(200);
  const ended = await until(list.id, 'done', 'stopped');
  expect(ended.counts).toEqual({ held: 1, changed: 1, gone: 1, deleted: 2 });
  expect(drafts()).toEqual([held, touched, added]);
  const entries = world.auditSql(
    `SELECT i.target, e.outcome FROM audit_intents i JOIN audit_ends e ON e.intent_id = i.id
     WHERE i.action = 'deleteMeeting' AND i.request_id = '${list.id}' ORDER BY i.id`,
  );
  expect(entries).toEqual(rest.map((target) => ({ target, outcome: 'done' })));
  // Its name is forgotten with the meeting.
  const { items } = (await world.ask(ada, 'GET', `/retention/lists/${list.id}/items`)).body;
  expect(items.filter(({ name }: RetentionItemView) => name === null)).toHaveLength(3);
  expect((await look()).holds).toMatchObject([{ dossier, name: 'Bakery', reason: 'A dispute' }]);
  // The next list shows what is on hold, and why it stays.
  expect((await listed()).list.counts).toMatchObject({ held: 1 });
  await world.ask(ada, 'PUT', '/retention/holds', { body: { ...body, held: false } });
  expect((await look()).holds).toEqual([]);
});

test('a deletion whose response is lost stops the run; it continues, and deletes nothing twice', async () => {
  await saveRules();
  const { list } = await listed();
  const mine = drafts();
  await fault({ operation: 'deleteMeeting', drop: true, afterProcessing: true, times: 1 });
  await run(list);
  const stopped = await until(list.id, 'stopped', 'done');
  expect(stopped).toMatchObject({ state: 'stopped', problem: { code: 'upstream-silent' } });
  expect(stopped.counts.deleting).toBe(1);
  expect(drafts()).toEqual(mine.slice(1));
  expect((await run(stopped)).status).toBe(200);
  expect((await until(list.id, 'done')).counts).toEqual({ deleted: mine.length });
  expect(drafts()).toEqual([]);
  const asked = world.auditSql(
    `SELECT target, count(*) AS n FROM audit_intents WHERE request_id = '${list.id}' AND action = 'deleteMeeting' GROUP BY target`,
  );
  expect(asked.every(({ n }) => n === 1)).toBe(true);
});

test('a gateway that ends in the middle leaves what it has not done, says so, and the next one waits for a person', async () => {
  await saveRules();
  const { list } = await listed();
  const before = drafts().length;
  await fault({ operation: 'deleteMeeting', delayMs: 200, times: 20 });
  await run(list);
  await expect.poll(() => drafts().length).toBeLessThan(before);
  await world.run(serviceAccount, fast);
  const stopped = await until(list.id, 'stopped', 'done');
  expect(stopped).toMatchObject({ state: 'stopped', problem: { code: 'retention-interrupted' } });
  const left = drafts().length;
  expect(left).toBeGreaterThan(0);
  await fetch(`${world.sandbox.url}/sandbox/faults`, { method: 'DELETE' });
  expect((await run(stopped)).status).toBe(200);
  expect((await until(list.id, 'done')).counts).toEqual({ deleted: before });
});

test('three failures in a row stop it, and a new set of rules does', async () => {
  await saveRules();
  const { list } = await listed();
  await fault({ operation: 'deleteMeeting', status: 500, times: 3 });
  await run(list);
  const stopped = await until(list.id, 'stopped', 'done');
  expect(stopped).toMatchObject({ state: 'stopped', counts: { failed: 3 } });
  await saveRules([{ ...rules[0], after: { amount: 1, unit: 'years' } }]);
  expect(await run(stopped)).toMatchObject({
    status: 409,
    body: { refusal: { code: 'retention-rules-changed' } },
  });
  await saveRules([]);
  const none = await world.ask(ada, 'POST', '/retention/lists', { body: { id: randomUUID() } });
  expect(none.body.refusal.code).toBe('retention-no-rules');
});

test('an admin is reminded of what is left on the newest list, and a member of nothing', async () => {
  await saveRules();
  const { list } = await listed();
  const due = async (who: SignedIn) => (await world.ask(who, 'GET', '/retention/due')).body;
  expect(await due(ada)).toEqual({ rules: 1, list: { at: list.at, left: drafts().length } });
  expect(await due(owen)).toEqual({ rules: 0, list: null });
});

test('members see and change nothing of it; rules of another version are not replaced', async () => {
  for (const [method, path, body] of [
    ['GET', '/retention', undefined],
    ['PUT', '/retention/rules', { rules, version: 0 }],
    ['PUT', '/retention/holds', { dossier: 'd', name: '', reason: '', held: true }],
    ['POST', '/retention/lists', { id: randomUUID() }],
    ['POST', `/retention/lists/${randomUUID()}/run`, { digest: '0'.repeat(64), count: 1 }],
  ] as const) {
    expect((await world.ask(owen, method, path, body ? { body } : {})).status, path).toBe(403);
  }
  expect((await world.ask(ada, 'PUT', '/retention/rules', { body: { rules, version: 999 } })).status).toBe(
    409,
  );
});

test('owners are told of their own meetings on a list, and it is carried out no earlier than was promised', async () => {
  const day = 24 * 60 * 60 * 1000;
  const own = async (who: SignedIn) => (await world.ask(who, 'GET', '/retention/own')).body;
  const notice = async (noticeDays: number) => {
    const { rules: now, version } = await look();
    return world.ask(ada, 'PUT', '/retention/rules', { body: { rules: now, version, noticeDays } });
  };
  await saveRules();
  expect((await notice(3)).status).toBe(200);
  expect((await notice(2)).status).toBe(400);
  const [mine = '', theirs = ''] = drafts().map(String);
  const give = (meeting: string, email: string) =>
    world.sandbox.sql(
      'UPDATE meetings SET user_id = (SELECT id FROM users WHERE email = ?) WHERE uuid = ?',
      email,
      meeting,
    );
  world.sandbox.sql("UPDATE meetings SET user_id = (SELECT id FROM users WHERE email = 'ada@sandbox.test')");
  give(mine, 'owen@sandbox.test');
  const before = all();
  const { list } = await listed();
  expect(Date.parse(list.runsFrom) - Date.parse(list.at)).toBe(3 * day);
  expect(await own(owen)).toMatchObject({
    from: list.runsFrom,
    total: 1,
    meetings: [{ meeting: mine, name: expect.any(String), rule: rules[0] }],
  });
  const { meetings } = await own(ada);
  expect(meetings.map(({ meeting }: { meeting: string }) => meeting)).toEqual(
    expect.arrayContaining([theirs]),
  );
  expect(meetings.map(({ meeting }: { meeting: string }) => meeting)).not.toContain(mine);
  const refused = { status: 409, body: { refusal: { code: 'retention-notice' } } };
  expect(await run(list)).toMatchObject(refused);
  // Shortening it afterwards takes nothing back from those who were told.
  await notice(0);
  expect(await run(list)).toMatchObject(refused);
  expect(all()).toBe(before);
  // Other rules: the list is never carried out.
  await saveRules([{ ...rules[0], after: { amount: 91, unit: 'days' } }]);
  expect(await own(owen)).toEqual({ from: null, meetings: [], total: 0 });
  expect((await fetch(`${world.url}/admin/retention/own`)).status).toBe(401);
});
