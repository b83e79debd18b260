import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AdminWorld, type SignedIn } from '../testing/admin-world.ts';
import { impatient } from '../testing/upstream.ts';

/**
 * Every attack against every action. After each, the sandbox's users and organisations are unchanged, and the log has a
 * line for each request saying how it ended.
 */
let world: AdminWorld;
let ada: SignedIn;
let owen: SignedIn;
let elsewhere: { user: string; organisation: string };
let victim: string;
let root: string;

const actions = ['inviteUser', 'updateUser', 'deleteUser', 'createOrganisation'] as const;
type ActionName = (typeof actions)[number];
interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: Record<string, unknown>;
}

const sql = (text: string, ...values: (string | number | null)[]) => world.sandbox.sql(text, ...values);
const fault = (body: unknown) => world.sandbox.post('/sandbox/faults', body);

beforeAll(async () => {
  world = await AdminWorld.start();
  root = String(sql('SELECT uuid FROM organisations WHERE id = 1')[0]?.uuid);
  victim = world.sandbox.addUser(1).uuid;
  const organisation = randomUUID();
  const [other] = sql(
    "INSERT INTO organisations (uuid, name, domain) VALUES (?, 'Elsewhere', 'elsewhere.example') RETURNING id",
    organisation,
  );
  elsewhere = { user: world.sandbox.addUser(Number(other?.id)).uuid, organisation };
  ada = await world.signIn('ada@sandbox.test');
  owen = await world.signIn('owen@sandbox.test');
});
afterAll(() => world.stop());
beforeEach(() => fetch(`${world.sandbox.url}/sandbox/faults`, { method: 'DELETE' }));

/** A legitimate request from an admin, about someone and below an organisation. */
function request(action: ActionName, user = victim, organisation = root): Request {
  const name = `Attack ${randomUUID()}`;
  switch (action) {
    case 'inviteUser':
      return { method: 'POST', path: '/users', body: { name, email: `${randomUUID()}@example.com` } };
    case 'updateUser':
      return { method: 'PUT', path: `/users/${user}`, body: { name, role: 'manager' } };
    case 'deleteUser':
      return { method: 'DELETE', path: `/users/${user}` };
    case 'createOrganisation':
      return {
        method: 'POST',
        path: '/organisations',
        body: { name, domain: `d${randomUUID()}.example`, parent_uuid: organisation },
      };
  }
}

type AskOptions = NonNullable<Parameters<AdminWorld['ask']>[3]>;
const ask = (who: SignedIn, { method, path, body }: Request, options: Partial<AskOptions> = {}) =>
  world.ask(who, method, path, { ...(body ? { body } : {}), ...options });

const state = () =>
  JSON.stringify([sql('SELECT * FROM users ORDER BY id'), sql('SELECT * FROM organisations ORDER BY id')]);
const lines = () => Number(world.auditSql('SELECT count(*) AS n FROM audit_intents')[0]?.n);

interface Expected {
  readonly status: number;
  readonly outcome?: 'refused' | 'failed' | 'unknown';
  /** The person whom the log has to name; null for nobody. */
  readonly actor: string | null;
}

/** Requests each action; nothing may change, and each gets its own line in the log. */
async function expectRefused(
  attack: (action: ActionName) => Promise<{ status: number; body: { message?: unknown } } | undefined>,
  { status, outcome = 'refused', actor }: Expected,
): Promise<void> {
  for (const action of actions) {
    const [before, count] = [state(), lines()];
    const answer = await attack(action);
    if (!answer) continue;
    expect(answer.status, action).toBe(status);
    expect(answer.body.message, action).toEqual(expect.any(String));
    expect(state(), action).toBe(before);
    expect(lines(), action).toBe(count + 1);
    expect(world.lastEntry(), action).toMatchObject({ action, actorUuid: actor, outcome, status });
  }
}

describe('refused for every action, and in the log:', () => {
  const uuidOf = (name: 'ada' | 'owen') => world.sandbox.accountUuid(name);

  test('a member', () =>
    expectRefused((action) => ask(owen, request(action)), { status: 403, actor: uuidOf('owen') }));

  test('a forged token', async () => {
    const [head, claims] = ada.token.split('.');
    await expectRefused((action) => ask({ ...ada, token: `${head}.${claims}.forged` }, request(action)), {
      status: 401,
      actor: null,
    });
  });

  test('the token of another client, in the admin’s own session', () =>
    expectRefused((action) => ask({ ...ada, token: 'sandbox-pat-ada' }, request(action)), {
      status: 401,
      actor: null,
    }));

  test('a service token as the caller', async () => {
    const token = await world.sandbox.serviceToken();
    await expectRefused((action) => ask({ ...ada, token }, request(action)), { status: 401, actor: null });
  });

  test('an admin who was demoted a moment ago', async () => {
    sql("UPDATE users SET role = 'user' WHERE uuid = ?", uuidOf('ada'));
    try {
      await expectRefused((action) => ask(ada, request(action)), { status: 403, actor: uuidOf('ada') });
    } finally {
      sql("UPDATE users SET role = 'admin' WHERE uuid = ?", uuidOf('ada'));
    }
  });

  test('a target elsewhere', () =>
    expectRefused(
      async (action) =>
        // An invitation has no target: it always goes to the service account's organisation.
        action === 'inviteUser'
          ? undefined
          : ask(ada, request(action, elsewhere.user, elsewhere.organisation)),
      { status: 404, actor: uuidOf('ada') },
    ));

  test('extra fields', () =>
    expectRefused(
      (action) => {
        const { body, ...rest } = request(action);
        return ask(ada, { ...rest, body: { ...body, organisation_id: 2 } });
      },
      { status: 400, actor: null },
    ));

  test('oneself', () =>
    expectRefused(
      async (action) =>
        action === 'updateUser' || action === 'deleteUser'
          ? ask(ada, request(action, uuidOf('ada')))
          : undefined,
      { status: 403, actor: uuidOf('ada') },
    ));

  test('a Claritalk that fails at the write', () =>
    expectRefused(
      async (action) => {
        await fault({ operation: action, status: 500 });
        return ask(ada, request(action));
      },
      { status: 502, outcome: 'failed', actor: uuidOf('ada') },
    ));

  test('a Claritalk that fails at every check before', async () => {
    const checks = { inviteUser: 'getUser', createOrganisation: 'listOrganisations' } as const;
    await expectRefused(
      async (action) => {
        await fault({ operation: 'getCurrentUser', status: 503 });
        return ask(ada, request(action));
      },
      { status: 502, outcome: 'failed', actor: null },
    );
    await expectRefused(
      async (action) => {
        const operation = action in checks ? checks[action as keyof typeof checks] : 'listUsers';
        await fault({ operation, status: 500 });
        return ask(ada, request(action));
      },
      { status: 502, outcome: 'failed', actor: uuidOf('ada') },
    );
  });

  test('a Claritalk that does not answer in time', async () => {
    await world.run(undefined, { timeouts: impatient });
    await expectRefused(
      async (action) => {
        await fault({ operation: 'getCurrentUser', delayMs: 2_000 });
        return ask(ada, request(action));
      },
      { status: 504, outcome: 'unknown', actor: null },
    );
    await world.run();
  });
});

test('a repeated request is carried out once, and every attempt is logged', async () => {
  for (const action of actions) {
    const user = world.sandbox.addUser(1).uuid;
    const wish = request(action, user);
    const key = randomUUID();
    const count = lines();
    const first = await ask(ada, wish, { key });
    expect(first.status, action).toBeLessThan(300);
    const after = state();
    const again = await ask(ada, wish, { key });
    expect([again.status, again.body], action).toEqual([first.status, first.body]);
    expect(state(), action).toBe(after);
    expect(lines(), action).toBe(count + 2);
    expect(world.lastEntry(), action).toMatchObject({
      outcome: 'done',
      reason: expect.stringContaining('already been done'),
    });
    // The same key must not be used for another request.
    const { status } = await ask(ada, request(action, victim), { key });
    expect(status, action).toBe(409);
    expect(world.lastEntry(), action).toMatchObject({ outcome: 'refused', status: 409 });
  }
});

test('the last admin stays, whatever two admins do to each other at once', async () => {
  const admins = () =>
    sql("SELECT uuid FROM users WHERE role = 'admin' AND organisation_id = 1 AND deleted_at IS NULL");
  const makeAdmin = () => {
    const user = world.sandbox.addUser(1);
    sql(
      `UPDATE users SET role = 'admin', password_hash = (SELECT password_hash FROM users WHERE email = 'ada@sandbox.test')
       WHERE uuid = ?`,
      user.uuid,
    );
    return user;
  };
  for (const operations of [
    ['deleteUser', 'deleteUser'],
    ['updateUser', 'updateUser'],
    ['deleteUser', 'updateUser'],
  ] as const) {
    const both = [makeAdmin(), makeAdmin()] as const;
    const uuids = both.map(({ uuid }) => uuid);
    sql("UPDATE users SET role = 'user' WHERE role = 'admin' AND uuid NOT IN (?, ?)", ...uuids);
    const [one, other] = [await world.signIn(both[0].email), await world.signIn(both[1].email)];
    const count = lines();
    const answers = await Promise.all([
      ask(one, request(operations[0], both[1].uuid)),
      ask(other, request(operations[1], both[0].uuid)),
    ]);
    // Either may be first.
    const statuses = answers.map(({ status }) => status);
    const first = statuses.indexOf(204);
    const refused = statuses[1 - first] ?? 0;
    // Once deleted, they are nobody, or no longer of the organisation; once demoted, they are no longer an admin.
    expect(operations[first] === 'deleteUser' ? [401, 403] : [403]).toContain(refused);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(admins()).toEqual([{ uuid: uuids[first] }]);
    expect(lines()).toBe(count + 2);
    const logged = world.auditSql('SELECT outcome, status FROM audit_ends ORDER BY intent_id DESC LIMIT 2');
    expect(logged.toSorted((a, b) => Number(a.status) - Number(b.status))).toEqual([
      { outcome: 'done', status: 204 },
      { outcome: 'refused', status: refused },
    ]);
  }
  sql("UPDATE users SET role = 'admin' WHERE email = 'ada@sandbox.test'");
});
