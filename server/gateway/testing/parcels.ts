import * as v from 'valibot';
import { type Operation, operation } from '#contract/operation.ts';
import { defaultTimeouts } from '../../upstreams/client.ts';
import type { Upstream } from '../../upstreams/upstream.ts';
import { TestUpstream } from './upstream.ts';
import { World } from './world.ts';

/** A made-up system, whose table needs everything that a system can need. */
const root = '/connected/parcels';
const id = v.strictObject({ id: v.pipe(v.string(), v.regex(/^P-\d{1,6}$/)) });
const response = v.unknown();
const address = v.strictObject({ street: v.string(), floors: v.optional(v.array(v.string())) });

const rows: readonly Operation[] = [
  operation({
    name: 'listParcels',
    method: 'GET',
    root,
    path: '/v1/parcels/',
    query: v.strictObject({
      'filter[state]': v.optional(v.pipe(v.array(v.picklist(['sent', 'lost'])), v.maxLength(2))),
      'page[limit]': v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/))),
    }),
    repeatable: ['filter[state]'],
    responseHeaders: ['x-total'],
    response,
  }),
  operation({
    name: 'createParcel',
    method: 'POST',
    root,
    path: '/v1/parcels/',
    body: v.strictObject({ to: v.pipe(v.string(), v.maxLength(100)) }),
    successStatuses: [201, 202],
    maxBodyBytes: 1024,
    response,
  }),
  operation({ name: 'getParcel', method: 'GET', root, path: '/v1/parcels/:id', params: id, response }),
  operation({
    name: 'changeParcel',
    method: 'PATCH',
    root,
    path: '/v1/parcels/:id',
    params: id,
    body: v.strictObject({ to: v.string() }),
    successStatuses: [200, 204],
    response,
  }),
  operation({
    name: 'cancelParcel',
    method: 'DELETE',
    root,
    path: '/v1/parcels/:id',
    params: id,
    body: v.strictObject({ reason: v.string() }),
    response,
  }),
  // Changes something by GET at the system, which no page may request.
  operation({
    name: 'sendParcel',
    method: 'POST',
    upstreamMethod: 'GET',
    root,
    path: '/v1/parcels/:id/send',
    params: id,
    query: v.strictObject({ express: v.optional(v.picklist(['true', 'false'])) }),
    response,
  }),
  operation({
    name: 'findParcels',
    method: 'GET',
    root,
    path: '/v1/search',
    body: v.strictObject({ words: v.array(v.string()) }),
    response,
  }),
  operation({
    name: 'setAddress',
    method: 'PUT',
    root,
    path: '/v1/address',
    body: address,
    bodyKind: 'form',
    repeatable: ['floors'],
    response,
  }),
  operation({
    name: 'putLabel',
    method: 'PUT',
    root,
    path: '/v1/parcels/:id/label',
    params: id,
    bodyKind: 'bytes',
    bodyTypes: ['application/pdf', 'image/png'],
    maxBodyBytes: 256 * 1024,
    rateClass: 'upload',
    response,
  }),
  operation({
    name: 'getLabel',
    method: 'GET',
    root,
    path: '/v1/parcels/:id/label',
    params: id,
    answerKind: 'bytes',
    requestHeaders: ['range'],
    responseHeaders: ['content-range'],
    successStatuses: [200, 206],
    response,
  }),
  operation({ name: 'purge', method: 'DELETE', root, path: '/v1/parcels/', response, proxied: false }),
];

const kibibyte = 1024;
const answer = v.looseObject({ ok: v.boolean(), why: v.optional(v.string()), code: v.optional(v.number()) });

/** The system as data; limits and times are small enough for tests to reach them. */
export const parcels: Upstream = {
  id: 'parcels',
  name: 'Parcel Post',
  root,
  prefix: '/rest',
  operations: rows.filter(({ proxied }) => proxied),
  credential: { of: 'connection', in: 'header', name: 'x-parcel-key', prefix: 'Key ' },
  rateHeaders: {
    limit: 'parcel-limit',
    remaining: 'parcel-left',
    reset: 'parcel-reset',
    retryAfter: 'parcel-wait',
  },
  readError(status, body) {
    const said = v.safeParse(answer, body);
    if (!said.success || said.output.ok) return undefined;
    return { status: said.output.code ?? (status < 400 ? 422 : status), said: said.output.why };
  },
  timeouts: defaultTimeouts,
  limits: {
    requests: { total: 2, each: 1, waiting: 2 },
    uploads: { total: 1, each: 1, waiting: 4 },
    progress: { requests: 6, bytes: 64 * kibibyte, allBytes: 128 * kibibyte },
    quotas: [{ rateClass: 'upload', requests: 3, perMs: 600_000 }],
    answerBytes: 64 * kibibyte,
    fileBytes: 512 * kibibyte,
  },
};

/** Keys of two connections; signs in them are written in several ways. */
export const keys = { north: 'north/"key"-of 1+1', south: 'south-key-of-the-test' } as const;

/**
 * A gateway in front of Claritalk and the made-up system; ada and owen share a connection, nora has another, max has
 * none.
 */
export class ParcelWorld {
  readonly world: World;
  readonly post: TestUpstream;
  /** Cookies of the people. */
  readonly people: Readonly<Record<'ada' | 'owen' | 'nora' | 'max', string>>;
  /** Connections whose key was refused. */
  readonly refused: string[];

  private constructor(given: Pick<ParcelWorld, 'world' | 'post' | 'people' | 'refused'>) {
    ({ world: this.world, post: this.post, people: this.people, refused: this.refused } = given);
  }

  static async start(
    over: Partial<Upstream> = {},
    urlOf: (post: TestUpstream) => string = ({ url }) => url,
  ): Promise<ParcelWorld> {
    const post = await TestUpstream.start();
    const connections = new Map<string, keyof typeof keys>();
    const refused: string[] = [];
    const world = await World.start({
      connected: [
        {
          upstream: { ...parcels, ...over },
          find: async (claim) => {
            const holder = connections.get(claim?.accessToken ?? '');
            return (
              holder && {
                holder,
                url: urlOf(post),
                credential: keys[holder],
                refused: () => void refused.push(holder),
              }
            );
          },
        },
      ],
    });
    const signIn = async (connection?: keyof typeof keys) => {
      const cookie = await world.signIn();
      if (connection) connections.set(world.tokenOf(cookie) ?? '', connection);
      return cookie;
    };
    const people = {
      ada: await signIn('north'),
      owen: await signIn('north'),
      nora: await signIn('south'),
      max: await signIn(),
    };
    return new ParcelWorld({ world, post, people, refused });
  }

  /** Calls the made-up system through the gateway, as a page does. */
  ask(
    path: string,
    { who = 'ada', ...init }: RequestInit & { duplex?: 'half'; who?: keyof ParcelWorld['people'] } = {},
  ): Promise<Response> {
    const headers = { origin: this.world.url, ...(init.headers as Record<string, string>) };
    return this.world.ask(root + path, this.people[who], { ...init, headers });
  }

  async stop(): Promise<void> {
    await this.world.stop();
    await this.post.stop();
  }
}

export const jsonBody = (value: unknown): RequestInit => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
