import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { GatewayOptions } from '../gateway-options.ts';
import { EventStream } from './event-stream.ts';
import { json, type ReceivedRequest, tokens } from './upstream.ts';
import { World } from './world.ts';

interface HookOptions {
  readonly secret?: string;
  readonly headers?: Record<string, string>;
}

/** A gateway that accepts webhooks, in front of a Claritalk in which a test says who may read which meeting. */
export class PushWorld {
  readonly world: World;
  /** Access tokens, by the meetings that they may read. */
  readonly readable = new Map<string, Set<string>>();
  /** Responds to a request for a meeting in place of the usual 200 or 403. */
  meetingStatus: ((request: ReceivedRequest) => number | undefined) | undefined;
  readonly #streams: EventStream[] = [];

  private constructor(world: World) {
    this.world = world;
  }

  static async start(overrides: Partial<GatewayOptions> = {}): Promise<PushWorld> {
    const push = new PushWorld(await World.start(overrides));
    const sign = tokens();
    push.world.upstream.answer = (request, response) => {
      const id = /^\/api\/meetings\/(.+)$/.exec(request.url)?.[1];
      if (id === undefined) return sign(request, response);
      const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
      const allowed = push.readable.get(id)?.has(token);
      const status = push.meetingStatus?.(request) ?? (allowed ? 200 : 403);
      return json(response, status, status === 200 ? { id, name: 'Secret plans' } : { message: 'no' });
    };
    return push;
  }

  /** Ends the streams of a test. */
  hangUp(): void {
    for (const stream of this.#streams.splice(0)) stream.close();
  }

  async signIn(): Promise<{ cookie: string; token: string }> {
    const cookie = await this.world.signIn();
    return { cookie, token: this.world.tokenOf(cookie) ?? '' };
  }

  async stop(): Promise<void> {
    this.hangUp();
    await this.world.stop();
  }

  get secret(): string {
    return readFileSync(join(this.world.dataDir, 'hook-secrets'), 'utf8').trim().split('\n')[0] ?? '';
  }

  /** Posts a delivery as Claritalk does. */
  hook(body: unknown, { secret = this.secret, headers }: HookOptions = {}): Promise<Response> {
    return fetch(`${this.world.url}/hooks/${secret}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  async result(body: unknown): Promise<string> {
    const response = await this.hook(body);
    return response.ok ? ((await response.json()) as { result: string }).result : String(response.status);
  }

  async listen(cookie: string, options: Parameters<typeof EventStream.open>[2] = {}): Promise<EventStream> {
    const stream = await EventStream.open(this.world.url, cookie, {
      token: this.world.tokenOf(cookie),
      ...options,
    });
    this.#streams.push(stream);
    return stream;
  }

  allow(meeting: string, token: string): void {
    this.readable.set(meeting, (this.readable.get(meeting) ?? new Set()).add(token));
  }

  /** How often a meeting was requested from Claritalk. */
  asked(meeting: string): number {
    return this.world.upstream.received.filter(({ url }) => url === `/api/meetings/${meeting}`).length;
  }

  sql = (sql: string) => this.#query('push.sqlite', sql);
  sessionsSql = (sql: string) => this.#query('sessions.sqlite', sql);

  #query(file: string, sql: string): Record<string, unknown>[] {
    const database = new DatabaseSync(join(this.world.dataDir, file));
    try {
      return database.prepare(sql).all() as Record<string, unknown>[];
    } finally {
      database.close();
    }
  }
}

/** A delivery of `meeting.status.changed`; `secondsAgo` is the sender's time. */
export function statusChange(id: string, status: string, secondsAgo = 0) {
  return {
    event: 'meeting.status.changed',
    timestamp: new Date(Date.now() - secondsAgo * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    data: { id, status, name: 'Secret plans', nonce: randomUUID() },
    meta: { source: 'claritalk', version: '1.0' },
  };
}

/** A delivery of `meeting.processed` with a report. */
export function processed(meetingId: string, report: Buffer, filename = 'plans-summary-report.pdf') {
  const delivery = statusChange(meetingId, 'Meeting processed');
  return {
    ...delivery,
    event: 'meeting.processed',
    data: {
      userId: randomUUID(),
      meetingId,
      status: 'Meeting processed',
      summary: { general: { type: 'general', content: 'Secret words' } },
      files: { filename, content: report.toString('base64') },
    },
  };
}
