import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { statementsOf } from '../../data/statements.ts';
import { HookStore } from '../connections/hook-store.ts';
import type { GatewayOptions } from '../gateway-options.ts';
import { Seal } from '../sessions/sealed.ts';
import { signatureOf, signingKey } from '../webhooks/genuine.ts';
import { ConnectedWorld, keys } from './connected-world.ts';
import { EventStream } from './event-stream.ts';

type Owner = 'ada' | 'eve';

export const claapToken = 'secret-of-the-webhook-at-claap';

interface Posting {
  readonly who?: Owner;
  readonly address?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The text whose MD5 signs it. */
  readonly key?: string;
  /** When it was signed, in seconds before now. */
  readonly ago?: number;
}

type Hooked = 'chat2desk' | 'claap';

/** Two organisations with Chat2Desk and Claap connected, and a client that posts to their addresses. */
export class HookedWorld {
  readonly connected: ConnectedWorld;
  readonly #streams: EventStream[] = [];
  readonly #addresses = new Map<string, string>();

  private constructor(connected: ConnectedWorld) {
    this.connected = connected;
  }

  static async start(overrides: Partial<GatewayOptions> = {}): Promise<HookedWorld> {
    const world = new HookedWorld(await ConnectedWorld.start(overrides));
    for (const who of ['ada', 'eve'] as const) {
      for (const system of ['chat2desk', 'claap'] as const) {
        await world.connected.connect(system, who);
        world.#addresses.set(`${who} ${system}`, `/hooks/${system}/${await world.#secretOf(who, system)}`);
      }
      const { admin, people } = world.connected;
      const body = { secret: claapToken };
      await admin.ask(people[who], 'PUT', '/connections/claap/webhook/secret', { body });
    }
    return world;
  }

  get url(): string {
    return this.connected.admin.url;
  }

  organisation(who: Owner): string {
    const [row] = this.connected.admin.sandbox.sql(
      'SELECT o.uuid FROM organisations o JOIN users u ON u.organisation_id = o.id WHERE u.uuid = ?',
      this.connected.uuids[who],
    );
    return String(row?.uuid);
  }

  address(system: Hooked, who: Owner = 'ada'): string {
    return this.#addresses.get(`${who} ${system}`) ?? '';
  }

  /** As it is on disk. */
  async #secretOf(who: Owner, system: Hooked): Promise<string | undefined> {
    const { dataDir } = this.connected.admin;
    const secret = readFileSync(join(dataDir, 'connections-secret'), 'utf8').trim();
    const file = new DatabaseSync(join(dataDir, 'connections.sqlite'), { readOnly: true });
    const statements = statementsOf({
      rows: async (sql, values) => file.prepare(sql).all(...values),
      changes: async () => 0,
    });
    try {
      const hooks = new HookStore(statements, new Seal(secret, 'connection keys'), Date.now);
      return await hooks.known(this.organisation(who), system);
    } finally {
      file.close();
    }
  }

  /** Posts as Chat2Desk does, signed. */
  chat2desk(payload: unknown, posting: Posting = {}): Promise<Response> {
    const { who = 'ada', ago = 0, key = who === 'ada' ? keys.own : keys.other } = posting;
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const headers = { ...signedHeaders(key, body, ago), ...posting.headers };
    return this.post(posting.address ?? this.address('chat2desk', who), body, headers);
  }

  /** Posts as Claap does. */
  claap(payload: unknown, { who = 'ada', ...posting }: Posting = {}): Promise<Response> {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const headers = { 'x-claap-webhook-secret': posting.key ?? claapToken, ...posting.headers };
    return this.post(posting.address ?? this.address('claap', who), body, headers);
  }

  /** @param headers empty ones are left out. */
  post(address: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const given = Object.entries(headers).filter(([, value]) => value !== '');
    return fetch(this.url + address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...Object.fromEntries(given) },
      body,
    });
  }

  async listen(who: keyof ConnectedWorld['people'], lastEventId?: string): Promise<EventStream> {
    const { cookie, token } = this.connected.people[who];
    const stream = await EventStream.open(this.url, cookie, { token, lastEventId });
    this.#streams.push(stream);
    return stream;
  }

  sql(sql: string): Record<string, unknown>[] {
    const database = new DatabaseSync(join(this.connected.admin.dataDir, 'push.sqlite'));
    try {
      return database.prepare(sql).all() as Record<string, unknown>[];
    } finally {
      database.close();
    }
  }

  async stop(): Promise<void> {
    for (const stream of this.#streams) stream.close();
    await this.connected.stop();
  }
}

/** As Chat2Desk signs what it reports. @param ago in seconds */
export function signedHeaders(key: string, body: string, ago = 0): Readonly<Record<string, string>> {
  const time = String(Math.floor(Date.now() / 1000) - ago);
  return { 'x-timestamp': time, 'x-signature': signatureOf(signingKey(key), Buffer.from(body), time) };
}

/** Returns a message from a client; each is different. */
export const inbox = (dialog: number, text = 'Secret words') => ({
  hook_type: 'inbox',
  message_id: 1,
  dialog_id: dialog,
  text,
  event_time: new Date().toISOString(),
  nonce: randomUUID(),
});

export const recordingAdded = (id: string, eventId: string = randomUUID()) => ({
  eventId,
  event: { type: 'recording_added', recording: { id, title: 'Secret words' } },
});
