import { connectedSystems } from '#contract/connected/table.ts';
import { chat2desk } from '../../sandboxes/chat2desk/chat2desk.ts';
import { apiToken } from '../../sandboxes/chat2desk/credentials.ts';
import { courier as sandbox } from '../../sandboxes/courier/courier.ts';
import { token } from '../../sandboxes/courier/credentials.ts';
import { SystemWorld } from '../../sandboxes/lib/testing/system-world.ts';
import type { GatewayOptions } from '../gateway-options.ts';
import { AdminWorld, type SignedIn } from './admin-world.ts';
import { type Answered, type AskOptions, askConnected } from './ask-connected.ts';

export type Who = 'ada' | 'owen' | 'nora';

/** A user of Courier, as its sandbox has them. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly phone: string;
  readonly individual: string;
}

/**
 * The gateway before the sandboxes of Claritalk, Courier, which an admin has connected, and Chat2Desk, which nobody has;
 * nobody had a meeting.
 */
export class CourierWorld {
  readonly admin: AdminWorld;
  readonly courier: SystemWorld;
  readonly desk: SystemWorld;
  readonly people: Readonly<Record<Who, SignedIn>>;

  readonly #options: Partial<GatewayOptions>;

  private constructor(
    given: Pick<CourierWorld, 'admin' | 'courier' | 'desk' | 'people'>,
    options: Partial<GatewayOptions>,
  ) {
    this.#options = options;
    ({ admin: this.admin, courier: this.courier, desk: this.desk, people: this.people } = given);
  }

  static async start(options: Partial<GatewayOptions> = {}): Promise<CourierWorld> {
    const headers = { authorization: `Bearer ${token}` };
    const courier = new SystemWorld(sandbox, headers, { readAfterMs: 300, answerAfterMs: 300 });
    await courier.start();
    const desk = new SystemWorld(chat2desk, { authorization: apiToken }, { simulated: false });
    await desk.start();
    const admin = await AdminWorld.start({ meetings: 0 });
    await admin.run(null, { offered: offeredAt(courier.url, desk.url), sandbox: true, ...options });
    const signIn = (name: Who) => admin.signIn(`${name}@sandbox.test`);
    const people = { ada: await signIn('ada'), owen: await signIn('owen'), nora: await signIn('nora') };
    const body = { key: token, version: null };
    const connected = await admin.ask(people.ada, 'PUT', '/connections/courier', { body });
    if (connected.status !== 200) throw new Error(JSON.stringify(connected.body));
    return new CourierWorld({ admin, courier, desk, people }, options);
  }

  async stop(): Promise<void> {
    await this.admin.stop();
    await Promise.all([this.courier.destroy(), this.desk.destroy()]);
  }

  /** Lets a minute pass: whatever the gateway remembers of what people may read is forgotten with it. */
  async restart(overrides: Partial<GatewayOptions> = {}): Promise<void> {
    const offered = offeredAt(this.courier.url, this.desk.url);
    await this.admin.run(null, { offered, sandbox: true, ...this.#options, ...overrides });
  }

  async connectDesk(): Promise<void> {
    const body = { key: apiToken, version: null };
    const { status } = await this.admin.ask(this.people.ada, 'PUT', '/connections/chat2desk', { body });
    if (status !== 200) throw new Error('Chat2Desk is not connected');
  }

  /** Asks Courier through the gateway, as a page does. */
  ask(who: Who, method: string, path: string, options?: AskOptions): Promise<Answered> {
    return askConnected(this.admin.url, this.people[who], method, `/courier${path}`, options);
  }

  /** Reads the gateway's own lists. */
  read(who: Who, path: string): ReturnType<AdminWorld['ask']> {
    return this.admin.ask(this.people[who], 'GET', path);
  }

  /** Asks Courier itself. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  async there(path: string): Promise<any> {
    const headers = { authorization: `Bearer ${token}` };
    return (await this.courier.send(this.courier.url + path, { headers })).body;
  }

  /** The clients of the made-up firm, whom its own people come before. */
  async clients(): Promise<readonly User[]> {
    const { data } = await this.there('/v1/users/?page[limit]=1000');
    return data
      .map(({ id, attributes }: { id: string; attributes: Record<string, string> }) => ({
        id,
        email: attributes.email,
        phone: attributes.phone,
        individual: attributes['primary-individual-id'],
      }))
      .filter(({ email }: User) => !email.endsWith('@sandbox.test'));
  }

  /** Has a meeting of someone with these attendees. Returns its UUID. */
  async meet(who: Who, attendees: readonly object[]): Promise<string> {
    const response = await fetch(`${this.admin.sandbox.url}/api/meetings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.people[who].token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'Annual accounts',
        user_id: this.admin.sandbox.accountUuid(who),
        attendees,
      }),
    });
    const { id } = (await response.json()) as { id: string };
    return id;
  }
}

/** All systems, of which these are there. */
const offeredAt = (courier: string, desk: string) =>
  connectedSystems.map((one) => ({
    ...one,
    url: { courier, chat2desk: desk, claap: 'http://127.0.0.1:1' }[one.system.id],
    allowed: [],
  }));
