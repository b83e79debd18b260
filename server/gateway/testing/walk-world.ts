import { randomUUID } from 'node:crypto';
import { connectedSystems } from '#contract/connected/table.ts';
import { fillPath, queryString } from '#contract/match.ts';
import type { ConnectedOperation, SystemId } from '#contract/system.ts';
import { apiToken } from '../../sandboxes/chat2desk/credentials.ts';
import { key } from '../../sandboxes/claap/credentials.ts';
import { token } from '../../sandboxes/courier/credentials.ts';
import type { Answer as Answered, Request } from '../../sandboxes/lib/testing/system-world.ts';
import { purgeSetting } from '../connections/offered.ts';
import { ConnectedWorld, offeredAt } from './connected-world.ts';
import { giveOn, passOn } from './pass-on.ts';
import type { Answer, ReceivedRequest } from './upstream.ts';

/** The keys that the sandboxes take. */
export const sandboxKeys: Readonly<Record<SystemId, string>> = {
  chat2desk: apiToken,
  claap: key,
  courier: token,
};

/** What a system answered to the gateway. */
interface Told {
  /** Of the request. */
  readonly method: string;
  readonly status: number;
  /** JSON, or undefined where the answer is something else. */
  readonly body: unknown;
  readonly bytes: Buffer;
}

/** One request from a page to a system and back. */
export interface Passage {
  readonly answer: Answered;
  /** What arrived at the system, and what it answered, in that order. */
  readonly arrived: readonly ReceivedRequest[];
  readonly told: readonly Told[];
}

interface PassageRequest extends Request {
  /** The body is a file. */
  readonly file?: { readonly bytes: Uint8Array; readonly type: string };
  readonly who?: 'ada' | 'bea';
  readonly key?: string;
}

const bodyOf = (type: string, bytes: Buffer): unknown =>
  /json/.test(type) && bytes.length > 0 ? JSON.parse(bytes.toString('utf8')) : undefined;

/**
 * The gateway with the real sandboxes of all connected systems behind it, each connected by an admin. Between the two
 * stands a server that passes everything on and keeps it.
 */
export class WalkWorld {
  readonly world: ConnectedWorld;
  readonly #told: Told[] = [];

  private constructor(world: ConnectedWorld) {
    this.world = world;
    world.system.answer = this.#passOn;
  }

  static async start(): Promise<WalkWorld> {
    const systems = { simulated: false, callSound: true, sendsPerSecond: 15, processedAfterMs: 0 };
    const walk = new WalkWorld(await ConnectedWorld.start({}, { meetings: 2, systems }));
    const { admin, system, people } = walk.world;
    // The code of a system is read, and its data made, with its first request: that is not the gateway's time.
    await Promise.all(connectedSystems.map(({ system: { id } }) => fetch(walk.at(id))));
    // Without webhooks of the gateway's own nothing is asked but what a test asks.
    const offered = offeredAt(`${system.url}/systems`, [purgeSetting]);
    await admin.run(null, { offered, liveUpdates: false });
    for (const { system: one } of connectedSystems) {
      const body = { key: sandboxKeys[one.id], version: null };
      const { status } = await admin.ask(people.ada, 'PUT', `/connections/${one.id}`, { body });
      if (status !== 200) throw new Error(`${one.name} is not connected`);
    }
    return walk;
  }

  stop(): Promise<void> {
    return this.world.stop();
  }

  /** Where a system is itself. */
  at(system: SystemId): string {
    return `${this.world.admin.sandbox.url}/systems/${system}`;
  }

  get dataDir(): string {
    return this.world.admin.sandbox.dataDir;
  }

  /** Makes the next call of a row fail at its system. */
  async fault({ system, name }: ConnectedOperation, status: number): Promise<void> {
    const response = await fetch(`${this.world.admin.sandbox.url}/sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ operation: `${system}.${name}`, status, times: 1 }),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  /** Asks for a row as a page does: with a session, by the method and the path that it has at the gateway. */
  async pass(operation: ConnectedOperation, request: PassageRequest = {}): Promise<Passage> {
    const { params, query, body, file, headers, who = 'ada', key: wish = randomUUID() } = request;
    const { admin, people, system } = this.world;
    const { cookie, token: access } = people[who];
    system.received.length = 0;
    this.#told.length = 0;
    const type = file ? file.type : body === undefined ? undefined : 'application/json';
    const sent = file ? new Uint8Array(file.bytes) : JSON.stringify(body);
    const path = fillPath(operation.path, params) + queryString(query);
    const response = await fetch(`${admin.url}${operation.root}${path}`, {
      method: operation.method,
      headers: {
        origin: 'http://localhost:4180',
        'sec-fetch-site': 'same-origin',
        'sec-fetch-dest': 'empty',
        cookie,
        authorization: `Bearer ${access}`,
        ...(operation.effect === 'read' ? {} : { 'idempotency-key': wish }),
        ...(type === undefined ? {} : { 'content-type': type }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const json = bodyOf(response.headers.get('content-type') ?? '', bytes);
    const answer = { status: response.status, headers: response.headers, bytes, body: json };
    // What the gateway reads first, to decide whether it may be sent, is no part of it.
    const isIt = ({ method }: { readonly method: string }) => method === operation.upstreamMethod;
    return { answer, arrived: system.received.filter(isIt), told: this.#told.filter(isIt) };
  }

  readonly #passOn: Answer = (request, response) => {
    passOn(request, this.world.admin.sandbox.url).then(
      (told) => {
        this.#told.push({
          method: request.method ?? '',
          status: told.status,
          bytes: told.bytes,
          body: bodyOf(told.type, told.bytes),
        });
        giveOn(told, response);
      },
      () => response.destroy(),
    );
  };
}
