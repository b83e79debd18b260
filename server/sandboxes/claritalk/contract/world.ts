import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { expect } from 'vitest';
import { fillPath } from '#contract/match.ts';
import type { Operation } from '#contract/operation.ts';
import { dashboardClient, personalAccessTokens, serviceAccount } from '../credentials.ts';
import { hashOf } from '../oauth/secrets.ts';
import { startSandbox } from '../sandbox.ts';
import type { SandboxOptions } from '../settings.ts';

export const dashboardOrigin = 'http://localhost:4180';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
  readonly headers: Headers;
}

interface CallOptions {
  readonly token?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

/** A running sandbox on a free port with its own data directory. */
export class World {
  readonly dataDir: string;
  readonly lines: string[] = [];
  readonly #options: Partial<SandboxOptions>;
  #sandbox: { url: string; close(): Promise<void> } | undefined;

  constructor(options: Partial<SandboxOptions> = {}) {
    this.dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#sandbox = await startSandbox({
      port: 0,
      dataDir: this.dataDir,
      meetings: 40,
      dashboardOrigins: [dashboardOrigin],
      processingMs: 50,
      defaultLimitPerMinute: 100_000,
      uploadLimitPerMinute: 100_000,
      tokenLimitPerMinute: 100_000,
      log: (line) => this.lines.push(line),
      ...this.#options,
    });
  }

  get url(): string {
    if (!this.#sandbox) throw new Error('not started');
    return this.#sandbox.url;
  }

  async stop(): Promise<void> {
    await this.#sandbox?.close();
    this.#sandbox = undefined;
  }

  async destroy(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Runs SQL behind the server's back. */
  sql(sql: string, ...values: (string | number | null)[]): Record<string, unknown>[] {
    const database = new DatabaseSync(join(this.dataDir, 'sandbox.sqlite'));
    try {
      database.exec('PRAGMA busy_timeout = 5000');
      return database.prepare(sql).all(...values);
    } finally {
      database.close();
    }
  }

  /** Calls an operation; a success must fit the contract's schema, an error must carry a message. */
  async call(operation: Operation, options: CallOptions = {}): Promise<Answer> {
    const query = options.query ? `?${new URLSearchParams(options.query)}` : '';
    const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
    if (options.token) headers.authorization = `Bearer ${options.token}`;
    if (options.body !== undefined) headers['content-type'] ??= 'application/json';
    const response = await fetch(`${this.url}/api${fillPath(operation.path, options.params)}${query}`, {
      method: operation.method,
      headers,
      ...(options.body === undefined
        ? {}
        : { body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) }),
    });
    const answer = await toAnswer(response);
    if (operation.successStatuses.some((status) => status === answer.status)) {
      if (answer.status === 204) expect(answer.body).toBeUndefined();
      else expect(v.safeParse(operation.response, answer.body).issues).toBeUndefined();
    } else expect(answer.body.message).toEqual(expect.any(String));
    return answer;
  }

  async upload(id: string, token: string, chunk: ChunkOptions): Promise<Answer> {
    const form = new FormData();
    if (chunk.bytes) {
      form.set('audio_chunk', new Blob([new Uint8Array(chunk.bytes)], { type: 'audio/wav' }), 'chunk.wav');
    }
    for (const [name, value] of Object.entries({
      chunk_number: chunk.number,
      total_chunks: chunk.total,
      ...chunk.fields,
    })) {
      form.set(name, String(value));
    }
    const response = await fetch(`${this.url}/api/meetings/${id}/upload`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    });
    return toAnswer(response);
  }

  async post(path: string, body?: unknown): Promise<Answer> {
    const init =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    return toAnswer(await fetch(this.url + path, { method: 'POST', ...init }));
  }

  async token(
    fields: Readonly<Record<string, string>>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const body = new URLSearchParams(fields);
    return toAnswer(await fetch(`${this.url}/oauth/token`, { method: 'POST', body, headers }));
  }

  async clientToken(client: { clientId: string; clientSecret: string }): Promise<string> {
    const answer = await this.token({
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: client.clientSecret,
    });
    return answer.body.access_token;
  }

  serviceToken = () => this.clientToken(serviceAccount);
  /** A token that belongs to no organisation. */
  homelessToken = () => this.clientToken(dashboardClient);

  /** Adds a user with a personal access token behind the server's back. */
  addUser(organisationId: number | null): { uuid: string; token: string; email: string; id: number } {
    const uuid = randomUUID();
    const token = `pat-${uuid}`;
    const email = `${uuid}@sandbox.test`;
    const rows = this.sql(
      `INSERT INTO users (uuid, organisation_id, name, email, locale, role, scopes, created_at, updated_at)
       VALUES (?, ?, 'Test Person', ?, 'en', 'user', '[]', '2025-01-01 00:00:00', '2025-01-01 00:00:00') RETURNING id`,
      uuid,
      organisationId,
      email,
    );
    const id = Number(rows[0]?.id);
    this.sql('INSERT INTO personal_access_tokens VALUES (?, ?)', hashOf(token), id);
    return { uuid, token, email, id };
  }

  /** UUID of one of the fixed accounts. */
  accountUuid(name: 'ada' | 'owen' | 'nora'): string {
    return String(this.sql('SELECT uuid FROM users WHERE email = ?', `${name}@sandbox.test`)[0]?.uuid);
  }
}

export interface ChunkOptions {
  readonly number: number | string;
  readonly total: number | string;
  readonly bytes?: Buffer;
  readonly fields?: Readonly<Record<string, string>>;
}

export const pat = personalAccessTokens;
export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A WAV file of silence: 8 kHz, 16 bits, one channel. */
export function wav(seconds: number): Buffer {
  const samples = Buffer.alloc(Math.round(seconds * 8000) * 2);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(16_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** Retries until it holds, for at most fifteen seconds. */
export async function eventually<Result>(check: () => Promise<Result | undefined>): Promise<Result> {
  const end = Date.now() + 15_000;
  for (;;) {
    const result = await check();
    if (result !== undefined) return result;
    if (Date.now() > end) throw new Error('it did not happen within fifteen seconds');
    await pause(25);
  }
}
