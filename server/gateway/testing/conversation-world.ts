import { getDialog, listDialogs } from '#contract/chat2desk/dialogs.ts';
import { listMessages } from '#contract/chat2desk/messages.ts';
import { listWebhooks } from '#contract/chat2desk/webhook-settings.ts';
import { connectedSystems } from '#contract/connected/table.ts';
import { chat2desk as sandbox } from '../../sandboxes/chat2desk/chat2desk.ts';
import { apiToken } from '../../sandboxes/chat2desk/credentials.ts';
import { SystemWorld } from '../../sandboxes/lib/testing/system-world.ts';
import type { GatewayOptions } from '../gateway-options.ts';
import { AdminWorld, type SignedIn } from './admin-world.ts';
import { type Answered, type AskOptions, askConnected } from './ask-connected.ts';
import { EventStream } from './event-stream.ts';
import { signedHeaders } from './hooked-world.ts';

type Who = 'ada' | 'owen' | 'nora';

/** All systems, of which Chat2Desk alone is there. */
const offeredAt = (desk: string) =>
  connectedSystems.map((one) => ({
    ...one,
    url: one.system.id === 'chat2desk' ? desk : 'http://127.0.0.1:1',
    allowed: [],
  }));

/** A client of the made-up firm, with one of their conversations. */
export interface Someone {
  readonly client: number;
  readonly dialog: number;
  readonly email: string;
  readonly relation: string;
}

/** The gateway before the sandboxes of Claritalk and Chat2Desk, which an admin has connected; nobody had a meeting. */
export class ConversationWorld {
  readonly admin: AdminWorld;
  readonly desk: SystemWorld;
  readonly people: Readonly<Record<Who, SignedIn>>;
  readonly #streams: EventStream[] = [];

  private constructor(given: Pick<ConversationWorld, 'admin' | 'desk' | 'people'>) {
    ({ admin: this.admin, desk: this.desk, people: this.people } = given);
  }

  static async start(overrides: Partial<GatewayOptions> = {}): Promise<ConversationWorld> {
    const desk = new SystemWorld(sandbox, { authorization: apiToken }, { simulated: false });
    await desk.start();
    const admin = await AdminWorld.start({ meetings: 0 });
    await admin.run(null, { offered: offeredAt(desk.url), ...overrides });
    const signIn = (name: Who) => admin.signIn(`${name}@sandbox.test`);
    const people = { ada: await signIn('ada'), owen: await signIn('owen'), nora: await signIn('nora') };
    const body = { key: apiToken, version: null };
    const connected = await admin.ask(people.ada, 'PUT', '/connections/chat2desk', { body });
    if (connected.status !== 200) throw new Error(JSON.stringify(connected.body));
    return new ConversationWorld({ admin, desk, people });
  }

  async stop(): Promise<void> {
    for (const stream of this.#streams) stream.close();
    await this.admin.stop();
    await this.desk.destroy();
  }

  /** Asks the system through the gateway, as a page does. */
  ask(who: Who, method: string, path: string, options?: AskOptions): Promise<Answered> {
    return askConnected(this.admin.url, this.people[who], method, `/chat2desk/v1${path}`, options);
  }

  /** Reads the gateway's own lists. */
  read(who: Who, path: string): ReturnType<AdminWorld['ask']> {
    const root = path.startsWith('/') ? '/conversations/chat2desk' : '/conversations';
    return this.admin.ask(this.people[who], 'GET', `${root}${path}`);
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

  /** Ids of the dossiers that someone may read. */
  async dossiersOf(who: Who): Promise<readonly string[]> {
    const response = await fetch(`${this.admin.sandbox.url}/api/dossiers/list`, {
      headers: { authorization: `Bearer ${this.people[who].token}` },
    });
    return ((await response.json()) as { id: string }[]).map(({ id }) => id);
  }

  /** Lets a minute pass: whatever the gateway remembers of what people may read is forgotten with it. */
  async restart(overrides: Partial<GatewayOptions> = {}): Promise<void> {
    await this.admin.run(null, { offered: this.offered(), ...overrides });
  }

  /** All systems, as the gateway is started with them. */
  offered(): ReturnType<typeof offeredAt> {
    return offeredAt(this.desk.url);
  }

  async open(isOpen: boolean): Promise<void> {
    const { body } = await this.admin.ask(this.people.ada, 'GET', '/connections');
    const { version } = body.connections[0];
    const change = { open: isOpen, version };
    await this.admin.ask(this.people.ada, 'PUT', '/connections/chat2desk/members', { body: change });
  }

  async listen(who: Who): Promise<EventStream> {
    const { cookie, token } = this.people[who];
    const stream = await EventStream.open(this.admin.url, cookie, { token });
    this.#streams.push(stream);
    return stream;
  }

  /** Reports something to the gateway's webhook, signed as the system signs it. Returns the status of the response. */
  async report(payload: object): Promise<number> {
    const { body: hooks } = await this.desk.call(listWebhooks);
    const body = JSON.stringify(payload);
    const headers = { 'content-type': 'application/json', ...signedHeaders(apiToken, body) };
    return (await fetch(hooks.data[0].url, { method: 'POST', headers, body })).status;
  }

  /** The clients whose conversations are open and assigned to none of the operators. */
  async strangers(operators: readonly number[]): Promise<readonly Someone[]> {
    const { body } = await this.desk.call(listDialogs, { query: { limit: 200 } });
    const theirs = body.data.filter(
      (one: { operator_id: number; last_message: unknown }) =>
        one.last_message && !operators.includes(one.operator_id),
    );
    return Promise.all(theirs.slice(0, 6).map((one: { id: number }) => this.someone(one.id)));
  }

  async someone(dialog: number): Promise<Someone> {
    const { body } = await this.desk.call(getDialog, { params: { id: String(dialog) } });
    const client: number = body.data.last_message.client_id;
    const found = await this.desk.send(`${this.desk.url}/v1/clients/${client}`, {
      headers: { authorization: apiToken },
    });
    const { custom_fields, external_id } = found.body.data;
    return { client, dialog, email: custom_fields['2'], relation: external_id };
  }

  async messagesOf(dialog: number): Promise<readonly { id: number; text: string; request_id: number }[]> {
    const { body } = await this.desk.call(listMessages, { query: { dialog_id: dialog, limit: 200 } });
    return body.data;
  }
}
