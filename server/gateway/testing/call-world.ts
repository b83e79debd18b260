import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { connectedSystems } from '#contract/connected/table.ts';
import type { SystemId } from '#contract/system.ts';
import { apiToken } from '../../sandboxes/chat2desk/credentials.ts';
import { token } from '../../sandboxes/courier/credentials.ts';
import { AdminWorld, type SignedIn } from './admin-world.ts';
import { type Answered, type AskOptions, askConnected } from './ask-connected.ts';

export type Caller = 'ada' | 'owen' | 'nora';

/** A recording as the sandbox has it. */
export interface Recording {
  readonly id: string;
  readonly attributes: {
    readonly 'created-at': string;
    readonly 'individual-id': string;
    readonly 'phone-number': string;
    readonly duration: number | null;
    readonly state: string;
    readonly transcription: string | null;
    readonly 'download-count': number;
  };
}

/** A caller with a user at the system. */
export interface KnownCaller {
  readonly name: string;
  readonly email: string;
}

const keys: Partial<Record<SystemId, string>> = { courier: token, chat2desk: apiToken };

/** The gateway before the sandboxes of Claritalk and Courier, which an admin has connected; nobody had a meeting. */
export class CallWorld {
  readonly admin: AdminWorld;
  readonly people: Readonly<Record<Caller, SignedIn>>;

  private constructor(given: Pick<CallWorld, 'admin' | 'people'>) {
    ({ admin: this.admin, people: this.people } = given);
  }

  /** @param processingMs how long the assistant works on a recording */
  static async start(processingMs = 50): Promise<CallWorld> {
    const systems = { simulated: false, callSound: true };
    const admin = await AdminWorld.start({ meetings: 0, processingMs, systems });
    const signIn = (name: Caller) => admin.signIn(`${name}@sandbox.test`);
    await admin.run(null, { offered: offeredAt(admin.sandbox.url) });
    const people = { ada: await signIn('ada'), owen: await signIn('owen'), nora: await signIn('nora') };
    const world = new CallWorld({ admin, people });
    // Its data is made with its first request, which would take longer than the gateway waits.
    await world.recordings();
    await world.connect('courier');
    return world;
  }

  stop(): Promise<void> {
    return this.admin.stop();
  }

  async connect(system: SystemId): Promise<void> {
    await fetch(`${this.admin.sandbox.url}/systems/${system}`);
    const body = { key: keys[system], version: null };
    const connected = await this.admin.ask(this.people.ada, 'PUT', `/connections/${system}`, { body });
    if (connected.status !== 200) throw new Error(JSON.stringify(connected.body));
  }

  /** Lets a minute pass: whatever the gateway remembers is forgotten with it. */
  async restart(): Promise<void> {
    await this.admin.run(null, { offered: offeredAt(this.admin.sandbox.url) });
  }

  /** Reads or writes the gateway's own lists. */
  ask(who: Caller, method: string, path: string, body?: object): ReturnType<AdminWorld['ask']> {
    return this.admin.ask(this.people[who], method, `/calls/courier${path}`, body ? { body } : {});
  }

  make(who: Caller, call: string, name = 'A call'): ReturnType<AdminWorld['ask']> {
    return this.ask(who, 'POST', `/${call}/meeting`, { name });
  }

  /** Asks the system through the gateway, as a page does. */
  pass(who: Caller, method: string, path: string, options?: AskOptions): Promise<Answered> {
    return askConnected(this.admin.url, this.people[who], method, `/courier/v1${path}`, options);
  }

  /** Asks the system itself. */
  async courier(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    return fetch(`${this.admin.sandbox.url}/systems/courier/v1${path}`, { ...init, headers });
  }

  /** All recordings, the newest first. */
  async recordings(): Promise<readonly Recording[]> {
    const organizations = (await (await this.courier('/organizations/')).json()) as {
      data: { id: string }[];
    };
    const lists = organizations.data.map(async ({ id }) => {
      const found = await this.courier(`/voice-recordings/?organization-id=${id}&page[limit]=1000`);
      return ((await found.json()) as { data: Recording[] }).data;
    });
    return (await Promise.all(lists)).flat();
  }

  async callerOf({ attributes }: Recording): Promise<KnownCaller> {
    const found = await this.courier(`/users/?filter[individual-id]=${attributes['individual-id']}`);
    const [user] = ((await found.json()) as { data: { attributes: Record<string, string> }[] }).data;
    const { email = '', 'first-name': first = '', 'last-name': last = '' } = user?.attributes ?? {};
    return { name: `${first} ${last}`.trim(), email };
  }

  /** Changes what the system has, behind its back. */
  change(type: string, id: string, fields: object): void {
    const database = new DatabaseSync(join(this.admin.sandbox.dataDir, 'courier.sqlite'));
    try {
      database.exec('PRAGMA busy_timeout = 5000');
      database
        .prepare('UPDATE entities SET fields = json_patch(fields, ?) WHERE type = ? AND id = ?')
        .run(JSON.stringify(fields), type, id);
    } finally {
      database.close();
    }
  }

  fault(fault: object): Promise<unknown> {
    return this.admin.sandbox.post('/sandbox/faults', { times: 1, ...fault });
  }

  async clear(): Promise<void> {
    await fetch(`${this.admin.sandbox.url}/sandbox/faults`, { method: 'DELETE' });
    await this.admin.sandbox.post('/sandbox/switches', { callSound: true });
  }

  /** Has a meeting of someone with these attendees. Returns its UUID. */
  async meet(who: Caller, attendees: readonly object[]): Promise<string> {
    const { id } = (await this.claritalk(who, '/meetings', {
      name: 'Annual accounts',
      user_id: this.admin.sandbox.accountUuid(who),
      attendees,
    })) as { id: string };
    return id;
  }

  /** Asks Claritalk as someone. */
  async claritalk(who: Caller, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.admin.sandbox.url}/api${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${this.people[who].token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return response.json();
  }

  /** Names of all meetings that there are. */
  meetings(): readonly string[] {
    return this.admin.sandbox.sql('SELECT name FROM meetings ORDER BY id').map(({ name }) => String(name));
  }
}

/** The digests of the sound that a meeting has at Claritalk, and of what its call has at Courier. */
export async function soundsOf(sandbox: string, meeting: string, call: string): Promise<readonly string[]> {
  const authorization = `Bearer ${token}`;
  const answers = await Promise.all([
    fetch(`${sandbox}/sandbox/meetings/${meeting}/audio`),
    fetch(`${sandbox}/systems/courier/v1/voice-recordings/${call}/download/`, { headers: { authorization } }),
  ]);
  const bytes = await Promise.all(answers.map((answer) => answer.arrayBuffer()));
  return bytes.map((each) => createHash('sha256').update(Buffer.from(each)).digest('hex'));
}

const offeredAt = (sandbox: string) =>
  connectedSystems.map((one) => ({ ...one, url: `${sandbox}/systems/${one.system.id}`, allowed: [] }));
