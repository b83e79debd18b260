import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { publicationLimits } from '#contract/claap/publications.ts';
import type { SystemId } from '#contract/system.ts';
import { key as sandboxKey } from '../../sandboxes/claap/credentials.ts';
import { dashboardOrigin } from '../../sandboxes/claritalk/contract/world.ts';
import { defaultTimeouts } from '../../upstreams/client.ts';
import type { GatewayOptions } from '../gateway-options.ts';
import { AdminWorld, type SignedIn } from './admin-world.ts';
import { offeredAt } from './connected-world.ts';

type Who = 'ada' | 'owen';

/** A recording as the sandbox's Claap has it. */
interface KeptRecording {
  readonly id: string;
  readonly author: string;
  readonly title: string;
  readonly state: string;
  readonly sha256: string | null;
  readonly deleted: number;
  readonly transcript: string | null;
  readonly details: string;
}

/** What a test waits for, in ms: short, but in the same proportions. */
export const pace = {
  retryMs: (failures: number) => (failures > 3 ? undefined : 20 * failures),
  lookMs: 20,
  arrivesMs: 100,
  followMs: () => 30,
};

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const digestOf = (bytes: Uint8Array): string =>
  `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

/** Sound as far as its first bytes: WebM, then anything. */
export function webm(bytes: number): Uint8Array {
  const file = new Uint8Array(bytes);
  // Anything that is not the same at two places.
  for (let at = 0; at < bytes; at += 1) file[at] = (at * 31 + (at >> 8) * 7 + (at >> 16)) & 0xff;
  file.set([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6d]);
  return file;
}

/** What a sandbox's Claap has under a title, also what was deleted. */
export function keptRecordings(dataDir: string, title: string): readonly KeptRecording[] {
  const database = new DatabaseSync(join(dataDir, 'claap.sqlite'));
  try {
    const found = database.prepare('SELECT * FROM recordings WHERE title = ? ORDER BY number').all(title);
    return found as unknown as KeptRecording[];
  } finally {
    database.close();
  }
}

/** The gateway with the real sandbox's Claap behind it, and two of its people. */
export class PublishWorld {
  readonly admin: AdminWorld;
  readonly people: Readonly<Record<Who, SignedIn>>;

  private constructor(admin: AdminWorld, people: PublishWorld['people']) {
    this.admin = admin;
    this.people = people;
  }

  static async start(overrides: Partial<GatewayOptions> = {}): Promise<PublishWorld> {
    const systems = { simulated: false, processedAfterMs: 0 };
    const admin = await AdminWorld.start({ meetings: 2, systems });
    await fetch(`${admin.sandbox.url}/systems/claap`);
    const world = new PublishWorld(admin, {
      ada: await admin.signIn('ada@sandbox.test'),
      owen: await admin.signIn('owen@sandbox.test'),
    });
    await world.run(overrides);
    await world.connect('claap');
    return world;
  }

  /** Starts the gateway again. */
  run(overrides: Partial<GatewayOptions> = {}): Promise<void> {
    const offered = offeredAt(`${this.admin.sandbox.url}/systems`);
    return this.admin.run(null, { offered, timeouts: defaultTimeouts, publishing: { pace }, ...overrides });
  }

  async connect(system: SystemId): Promise<void> {
    const body = { key: sandboxKey, version: null };
    const { status } = await this.admin.ask(this.people.ada, 'PUT', `/connections/${system}`, { body });
    if (status !== 200) throw new Error(`${system} is not connected`);
  }

  async open(isOpen: boolean): Promise<void> {
    const { body } = await this.admin.ask(this.people.ada, 'GET', '/connections');
    const { version } = body.connections[0];
    await this.admin.ask(this.people.ada, 'PUT', '/connections/claap/members', {
      body: { open: isOpen, version },
    });
  }

  /** Has a meeting of someone. Returns its UUID. */
  async meet(who: Who): Promise<string> {
    const response = await fetch(`${this.admin.sandbox.url}/api/meetings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.people[who].token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Annual accounts', user_id: this.admin.sandbox.accountUuid(who) }),
    });
    const { id } = (await response.json()) as { id: string };
    return id;
  }

  ask(who: Who, method: string, path = '', body?: unknown, key: string = randomUUID()) {
    return this.admin.ask(this.people[who], method, `/publications${path}`, {
      key,
      ...(body === undefined ? {} : { body }),
    });
  }

  /** Begins a publication. Returns its id, what was said of it and the response. */
  async begin(who: Who, file: Uint8Array, more: object = {}, id: string = randomUUID()) {
    const content = {
      ...('meeting' in more ? {} : { meeting: await this.meet(who) }),
      title: `Annual accounts ${id}`,
      participants: [{ name: 'Ada', email: 'ada@example.org' }],
      bytes: file.length,
      mediaType: 'audio/webm',
      ...more,
    };
    return { id, content, started: await this.ask(who, 'PUT', `/${id}`, content) };
  }

  /** Hands over bytes of a file from an offset on. */
  async part(
    who: Who,
    id: string,
    file: Uint8Array,
    offset: number,
    { length = publicationLimits.part, digest }: { readonly length?: number; readonly digest?: string } = {},
  ) {
    const bytes = file.slice(offset, offset + length);
    const response = await fetch(`${this.admin.url}/admin/publications/${id}/parts/${offset}`, {
      method: 'PUT',
      headers: { ...this.headers(who), 'content-digest': digest ?? digestOf(bytes) },
      body: bytes,
    });
    // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
    return { status: response.status, body: (await response.json()) as any };
  }

  headers(who: Who): Record<string, string> {
    const { cookie, token } = this.people[who];
    return {
      origin: dashboardOrigin,
      'sec-fetch-site': 'same-origin',
      cookie,
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
    };
  }

  /** Hands over a whole file. */
  async hand(who: Who, id: string, file: Uint8Array): Promise<void> {
    for (let offset = 0; offset < file.length; offset += publicationLimits.part) {
      const { status, body } = await this.part(who, id, file, offset);
      if (status !== 200) throw new Error(JSON.stringify(body));
    }
  }

  publish(who: Who, id: string, newRecording = false) {
    return this.ask(who, 'POST', `/${id}/publish`, { newRecording });
  }

  async stateOf(who: Who, id: string): Promise<string> {
    return (await this.ask(who, 'GET', `/${id}`)).body.state;
  }

  /** Runs SQL on the gateway's own publications, or on the sandbox's recordings, behind their backs. */
  sql(of: 'gateway' | 'claap', sql: string, ...values: (string | number)[]): void {
    const file =
      of === 'claap'
        ? [this.admin.sandbox.dataDir, 'claap.sqlite']
        : [this.admin.dataDir, 'publications.sqlite'];
    const database = new DatabaseSync(join(...file));
    try {
      database.exec('PRAGMA busy_timeout = 5000');
      database.prepare(sql).run(...values);
    } finally {
      database.close();
    }
  }

  /** Makes the next calls of a row fail at the sandbox. */
  async fault(operation: string, fault: object): Promise<void> {
    const response = await fetch(`${this.admin.sandbox.url}/sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ operation: `claap.${operation}`, ...fault }),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  /** Recordings with a title, also those that were deleted. */
  recordings(title: string): readonly KeptRecording[] {
    return keptRecordings(this.admin.sandbox.dataDir, title);
  }

  get spool(): string {
    return join(this.admin.dataDir, 'publications');
  }

  stop(): Promise<void> {
    return this.admin.stop();
  }
}
