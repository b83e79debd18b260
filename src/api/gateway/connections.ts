import { type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  type ConnectionWebhook,
  connectionStates,
  deleteConnection,
  listConnections,
  openConnection,
  saveConnection,
  testConnection,
  webhookStates,
} from '#contract/gateway/connections.ts';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import { type SystemId, systemIds } from '#contract/system.ts';
import { fields, flag, instant, list, number, text } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type Watch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { readRefusal } from '../client/refusal.ts';
import { write } from '../client/write.ts';
import { connectionKeys } from './connection-keys.ts';

/** A connection as admins see it. */
export interface Connection {
  readonly state: (typeof connectionStates)[number];
  /** Grows with each change. */
  readonly version: number;
  /** The end of its key. */
  readonly lastFour: string;
  readonly savedBy: { readonly uuid: string; readonly name: string };
  readonly savedAt: Date | undefined;
  /** When its key was last found to be good. */
  readonly testedAt: Date | undefined;
  /** Its address, where an admin entered it. */
  readonly url: string | undefined;
  readonly quota: { readonly used: number; readonly of: number | undefined } | undefined;
  /** Undefined where the system reports nothing, or the gateway accepts nothing. */
  readonly webhook: Webhook | undefined;
}

/** The state of a system's webhook. */
export interface Webhook extends Pick<ConnectionWebhook, 'registered' | 'state'> {
  /** Why it could not be checked or repaired. */
  readonly problem: RefusalReason | undefined;
  readonly checkedAt: Date | undefined;
  /** When the newest delivery came. */
  readonly lastAt: Date | undefined;
}

/** A system that the organisation can be connected to. */
export interface ConnectableSystem {
  readonly id: SystemId;
  readonly name: string;
  /** An admin has to enter its address. */
  readonly needsAddress: boolean;
  readonly connected: boolean;
  /** All members may use the connection, not only admins. */
  readonly open: boolean;
  /** Undefined without a connection, and for members. */
  readonly connection: Connection | undefined;
}

export const connectionsOptions = () =>
  queryOptions({
    queryKey: connectionKeys.all,
    queryFn: async ({ signal }) => normaliseSystems(await call(listConnections, { signal })),
  });

/** Returns the systems that the organisation is connected to. @throws ApiError */
export async function connectedSystems(signal: AbortSignal): Promise<readonly SystemId[]> {
  const systems = normaliseSystems(await call(listConnections, { signal }));
  return systems.filter(({ connected }) => connected).map(({ id }) => id);
}

/** Systems in the order of the gateway, each with its connection. */
export function normaliseSystems(wire: unknown): readonly ConnectableSystem[] {
  const { systems, connections } = fields(wire);
  const stored = list(connections, fields);
  return list(systems, (one) => {
    const { system, name, address } = fields(one);
    const id = systemIds.find((known) => known === system);
    if (id === undefined) return undefined;
    const found = stored.find((connection) => connection.system === id);
    return {
      id,
      name: text(name) ?? id,
      needsAddress: address === 'open',
      connected: found !== undefined,
      open: flag(found?.open) ?? false,
      connection: normaliseConnection(found),
    };
  });
}

/** Undefined without a version, as members get it. */
function normaliseConnection(wire: unknown): Connection | undefined {
  const connection = fields(wire);
  const version = number(connection.version);
  if (version === undefined) return undefined;
  const savedBy = fields(connection.savedBy);
  const quota = fields(connection.quota);
  const used = number(quota.used);
  return {
    state: connectionStates.find((known) => known === connection.state) ?? 'connected',
    version,
    lastFour: text(connection.lastFour) ?? '',
    savedBy: { uuid: text(savedBy.uuid) ?? '', name: text(savedBy.name) ?? '' },
    savedAt: instant(connection.savedAt),
    testedAt: instant(connection.testedAt),
    url: text(connection.url),
    quota: used === undefined ? undefined : { used, of: number(quota.of) },
    webhook: normaliseWebhook(connection.webhook),
  };
}

function normaliseWebhook(wire: unknown): Webhook | undefined {
  const webhook = fields(wire);
  const state = webhookStates.find((known) => known === webhook.state);
  if (state === undefined) return undefined;
  return {
    registered: webhook.registered === 'by-people' ? 'by-people' : 'by-operation',
    state,
    problem: readRefusal(webhook.problem),
    checkedAt: instant(webhook.checkedAt),
    lastAt: instant(webhook.lastAt),
  };
}

export interface ChangeOfConnection extends IdempotencyKey {
  readonly system: SystemId;
  /** Of the connection as the admin saw it; null where there was none. */
  readonly version: number | null;
}

const params = ({ system }: Pick<ChangeOfConnection, 'system'>) => ({ system });

/** Refetches the connection. */
export const findConnection =
  <T>(system: SystemId, judge: (now: ConnectableSystem) => T | undefined): Find<T> =>
  async (signal) => {
    const systems = normaliseSystems(await call(listConnections, { signal }));
    const now = systems.find(({ id }) => id === system);
    const found = now && judge(now);
    return found === undefined ? 'absent' : { found };
  };

/** Refetches the connection, even after a refusal: someone else may have changed it. */
export async function renewed<T>(queryClient: QueryClient, result: Certain<T>): Promise<Certain<T>> {
  await queryClient.invalidateQueries({ queryKey: connectionKeys.all });
  void queryClient.invalidateQueries({ queryKey: connectionKeys.connected });
  return result;
}

export interface NewKey extends ChangeOfConnection {
  /** The key of the system; `key` is that of the request. */
  readonly credential: string;
  /** Only where an admin enters it. */
  readonly url: string | undefined;
  /** UUID of the admin. */
  readonly by: string;
}

/** Connects a system, or replaces its key. An invalid key is refused, and nothing changes. */
export async function saveKey(
  queryClient: QueryClient,
  given: NewKey,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { credential, url, version, by } = given;
  // Versions grow, and not by one: all connections share their numbers.
  const isOurs = ({ connection }: ConnectableSystem) =>
    connection &&
    connection.version > (version ?? 0) &&
    connection.savedBy.uuid === by &&
    connection.lastFour === credential.slice(-4)
      ? connection
      : undefined;
  const send = () =>
    write(saveConnection, {
      params: params(given),
      body: { key: credential, version, ...(url === undefined ? {} : { url }) },
      ...elevated(given),
    });
  return renewed(queryClient, await certain<unknown>(send, findConnection(given.system, isOurs), watch));
}

/** Tests the saved key. */
export async function testKey(
  queryClient: QueryClient,
  given: ChangeOfConnection,
  watch: Watch,
): Promise<Certain<unknown>> {
  const isTested = ({ connection }: ConnectableSystem) =>
    connection?.testedAt && connection.testedAt.getTime() >= given.since ? connection : undefined;
  const send = () => write(testConnection, { params: params(given), ...elevated(given) });
  return renewed(queryClient, await certain<unknown>(send, findConnection(given.system, isTested), watch));
}

/** Lets all members use a connection, or admins only. */
export async function openToMembers(
  queryClient: QueryClient,
  given: ChangeOfConnection & { readonly version: number; readonly open: boolean },
  watch: Watch,
): Promise<Certain<unknown>> {
  const { open, version } = given;
  const send = () =>
    write(openConnection, { params: params(given), body: { open, version }, ...elevated(given) });
  const isSo = (now: ConnectableSystem) => (now.connected && now.open === open ? now : undefined);
  return renewed(queryClient, await certain<unknown>(send, findConnection(given.system, isSo), watch));
}

/** Forgets the key of a system. @param given its name as someone typed it */
export async function disconnect(
  queryClient: QueryClient,
  given: ChangeOfConnection & { readonly version: number; readonly name: string },
  watch: Watch,
): Promise<Certain<unknown>> {
  const { name, version } = given;
  const send = () =>
    write(deleteConnection, { params: params(given), body: { name, version }, ...elevated(given) });
  const isGone = (now: ConnectableSystem) => (now.connected ? undefined : now);
  return renewed(queryClient, await certain<unknown>(send, findConnection(given.system, isGone), watch));
}
