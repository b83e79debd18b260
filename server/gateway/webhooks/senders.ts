import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { readNews } from '#contract/connected/news.ts';
import { connectedSystems } from '#contract/connected/table.ts';
import type { SystemId, SystemWebhooks } from '#contract/system.ts';
import { withoutFields } from '#contract/without-fields.ts';
import type { HeardNews } from '../connections/connected-systems.ts';
import type { HookOwner } from '../connections/hook-store.ts';
import type { Logger } from '../http/log.ts';
import { Refusal } from '../http/refusal.ts';
import { doubtOf, sentAtOf } from './genuine.ts';
import type { HookSecrets } from './hook-secrets.ts';
import { type Origin, payloadOf, type ReadDelivery, readDelivery, readJson } from './read-delivery.ts';
import type { Places, Sender } from './receiver.ts';

const mebibyte = 1024 * 1024;

/** Claritalk: any sender who knows the dashboard's secret. A report of many pages with pictures, in base64, fits. */
export function ownSender(secrets: HookSecrets): (address: string) => Sender | undefined {
  const sender: Sender = {
    maxBodyBytes: 24 * mebibyte,
    places: { most: 6, taken: 0 },
    read: async (_request, body) => readDelivery(body),
  };
  return (secret) => (secrets.accepts(secret) ? sender : undefined);
}

/** What is known about connections. */
export interface KnownHooks {
  /** Whose secret it is. */
  owner(system: SystemId, secret: string): Promise<HookOwner | undefined>;
  /** Key of a connection. */
  key(origin: Origin): Promise<string | undefined>;
  /** Called for each genuine delivery of a system. */
  heard(origin: Origin, news: HeardNews): Promise<void>;
}

export interface ConnectedSendersOptions {
  readonly hooks: KnownHooks;
  readonly log: Logger;
  readonly now?: () => number;
}

const address = /^([a-z0-9]{1,20})\/([A-Za-z0-9_-]{43})$/;
/** More than a message, or a recording with all its data, needs. */
const maxBodyBytes = 2 * mebibyte;
/** One connection cannot take all the places. */
const mostAtATime = 8;

interface Told {
  readonly origin: Origin;
  readonly webhooks: SystemWebhooks;
}

/** Connected systems, each at a connection's address: deliveries there are checked for being genuine. */
export function connectedSenders({ hooks, log, now = Date.now }: ConnectedSendersOptions) {
  const lanes = new Map<string, Places>();
  const laneOf = (key: string) => {
    const lane = lanes.get(key) ?? { most: mostAtATime, taken: 0 };
    lanes.set(key, lane);
    return lane;
  };

  async function read(
    told: Told,
    token: string | undefined,
    { headers }: IncomingMessage,
    body: Buffer,
  ): Promise<ReadDelivery> {
    const { origin, webhooks } = told;
    const { verification } = webhooks;
    const credential = await hooks.key(origin);
    const doubt = doubtOf(verification, { headers, body, credential, secret: token, now: now() });
    if (doubt !== undefined) {
      log.warn('a webhook is not genuine', { system: origin.system, doubt });
      throw new Refusal(401, 'The delivery is not signed as it should be.');
    }
    const delivery = { ...readNewsOf(origin, body), sentAt: sentAtOf(verification, headers) };
    const { about, subject } = delivery;
    await hooks.heard(origin, { about, subject, payload: readJson(body) });
    return delivery;
  }

  return async (asked: string): Promise<Sender | undefined> => {
    const [, id = '', secret = ''] = address.exec(asked) ?? [];
    const system = connectedSystems.find((one) => one.system.id === id)?.system;
    if (!system?.webhooks) return undefined;
    const owner = await hooks.owner(system.id, secret);
    if (!owner) return undefined;
    const { organisation, token } = owner;
    const told = { origin: { system: system.id, organisation }, webhooks: system.webhooks };
    return {
      maxBodyBytes,
      places: laneOf(`${organisation} ${system.id}`),
      read: (request, body) => read(told, token, request, body),
    };
  };
}

/** @throws for what is not a delivery. */
function readNewsOf(origin: Origin, body: Buffer): Omit<ReadDelivery, 'sentAt'> {
  const payload = readJson(body);
  const news = readNews[origin.system]?.(payload);
  if (!news) throw new TypeError('no delivery');
  const { event, subject, id, secrets } = news;
  const same = createHash('sha256').update(`${origin.system} ${origin.organisation} `);
  return {
    origin,
    fingerprint: (id === undefined ? same.update('body ').update(body) : same.update(`id ${id}`)).digest(
      'hex',
    ),
    bytes: body.length,
    event,
    about: subject?.about ?? 'unknown',
    subject: subject?.id,
    status: undefined,
    payload: payloadOf(withoutFields(payload, secrets)),
    report: undefined,
  };
}
