import { randomUUID } from 'node:crypto';
import { connectedSystems } from '#contract/connected/table.ts';
import type { SystemId } from '#contract/system.ts';
import type { SandboxOptions } from '../../sandboxes/claritalk/settings.ts';
import type { OfferedSystem } from '../connections/offered.ts';
import type { GatewayOptions } from '../gateway-options.ts';
import { AdminWorld, type SignedIn } from './admin-world.ts';
import { type Answered, type AskOptions, askConnected } from './ask-connected.ts';
import { type Answer, json, type ReceivedRequest, TestUpstream } from './upstream.ts';

/** Keys of two organisations. */
export const keys = { own: 'own-key-of-the-test-1234', other: 'other-key-of-the-test-5678' } as const;

const errorsOf: Readonly<Record<SystemId, unknown>> = {
  chat2desk: { status: 'error', message: 'unauthorized' },
  claap: { error: { type: 'unauthorized', message: 'No such key' } },
  courier: { errors: [{ detail: 'No such key', status: 401 }] },
};

/** Webhooks of Chat2Desk, by the key of the company. */
type Hooks = Map<string, object[]>;

function hooksOf(all: Hooks, key: string, { method, url, body }: ReceivedRequest): object | undefined {
  const hooks = all.get(key) ?? [];
  all.set(key, hooks);
  if (method === 'POST')
    hooks.push({ ...JSON.parse(body.toString()), id: hooks.length + 1, status: 'enable' });
  if (method === 'DELETE') hooks[Number(url.split('/').at(-1)) - 1] = { id: 0 };
  return method === 'POST' ? hooks.at(-1) : hooks;
}

/** Answers as each system does, as far as a key goes, and webhooks; everything else is empty. */
export const usualWith =
  (hooks: Hooks = new Map()): Answer =>
  (request, response) => {
    const { url, headers } = request;
    const [, system = ''] = url.split('/');
    const id = connectedSystems.find((one) => one.system.id === system)?.system.id ?? 'claap';
    const key = String(headers['x-claap-key'] ?? headers.authorization ?? '').replace('Bearer ', '');
    if (!Object.values(keys).some((good) => good === key)) return json(response, 401, errorsOf[id]);
    if (url.includes('api_info')) {
      const api_calls = { used_this_month: 250, left_free_requests: 750, left_paid_requests: 0 };
      return json(response, 200, { data: { companyID: 1, api_calls }, status: 'success' });
    }
    if (url.startsWith('/chat2desk/v1/webhooks')) {
      return json(response, 200, { data: hooksOf(hooks, key, request), status: 'success' });
    }
    if (id === 'claap') return json(response, 200, { result: { recordings: [] } });
    json(response, 200, { data: [], meta: {}, status: 'success' });
  };

/** The gateway in front of Claritalk's real sandbox, and one server in place of all three systems. */
export class ConnectedWorld {
  readonly admin: AdminWorld;
  readonly system: TestUpstream;
  /** ada and bea are admins, owen is a member, eve is an admin of another organisation. */
  readonly people: Readonly<Record<'ada' | 'bea' | 'owen' | 'eve', SignedIn>>;
  readonly uuids: Readonly<Record<'ada' | 'bea' | 'owen' | 'eve', string>>;

  readonly #usual: Answer;

  private constructor(
    given: Pick<ConnectedWorld, 'admin' | 'system' | 'people' | 'uuids'> & { readonly usual: Answer },
  ) {
    ({ admin: this.admin, system: this.system, people: this.people, uuids: this.uuids } = given);
    this.#usual = given.usual;
  }

  static async start(
    overrides: Partial<GatewayOptions> = {},
    options: Partial<SandboxOptions> = {},
  ): Promise<ConnectedWorld> {
    const system = await TestUpstream.start();
    const usual = usualWith();
    system.answer = usual;
    const admin = await AdminWorld.start(options);
    await admin.run(null, { offered: offeredAt(system.url), ...overrides });
    const { sandbox } = admin;
    const [other] = sandbox.sql(
      "INSERT INTO organisations (uuid, name, domain) VALUES (?, 'Elsewhere', 'elsewhere.example') RETURNING id",
      randomUUID(),
    );
    const adminOf = (organisation: number) => {
      const made = sandbox.addUser(organisation);
      sandbox.sql(
        `UPDATE users SET role = 'admin', password_hash = (SELECT password_hash FROM users WHERE email = 'ada@sandbox.test')
         WHERE id = ?`,
        made.id,
      );
      return made;
    };
    const [bea, eve] = [adminOf(1), adminOf(Number(other?.id))];
    const people = {
      ada: await admin.signIn('ada@sandbox.test'),
      bea: await admin.signIn(bea.email),
      owen: await admin.signIn('owen@sandbox.test'),
      eve: await admin.signIn(eve.email),
    };
    const uuids = {
      ada: sandbox.accountUuid('ada'),
      bea: bea.uuid,
      owen: sandbox.accountUuid('owen'),
      eve: eve.uuid,
    };
    return new ConnectedWorld({ admin, system, people, uuids, usual });
  }

  /** Back to the usual responses, with nothing received. */
  reset(): void {
    this.system.answer = this.#usual;
    this.system.received.length = 0;
  }

  /** Restarts the gateway. */
  async restart(overrides: Partial<GatewayOptions> = {}): Promise<void> {
    await this.admin.run(null, { offered: offeredAt(this.system.url), ...overrides });
  }

  /** Calls a system through the gateway, as a page does. */
  ask(
    who: keyof ConnectedWorld['people'],
    method: string,
    path: string,
    options?: AskOptions,
  ): Promise<Answered> {
    return askConnected(this.admin.url, this.people[who], method, path, options);
  }

  /** Connects a system for an organisation. */
  async connect(system: SystemId, who: 'ada' | 'eve' = 'ada'): Promise<number> {
    const key = who === 'ada' ? keys.own : keys.other;
    const { body } = await this.admin.ask(this.people[who], 'PUT', `/connections/${system}`, {
      body: { key, version: null },
    });
    return body.version;
  }

  async stop(): Promise<void> {
    await this.admin.stop();
    await this.system.stop();
  }
}

/** All systems at one server, each below its id. */
export const offeredAt = (url: string, allowed: readonly string[] = []): readonly OfferedSystem[] =>
  connectedSystems.map((one) => ({ ...one, url: `${url}/${one.system.id}`, allowed }));
