import { claritalk } from '../upstreams/claritalk.ts';
import { openClients, type UpstreamClient, type UpstreamClients } from '../upstreams/client.ts';
import {
  type ConnectedSystems,
  type ConnectedSystemsOptions,
  type Live,
  openConnectedSystems,
} from './connections/connected-systems.ts';
import type { MediaSessions } from './connections/media/media-requests.ts';
import type { Origins } from './connections/shared/shared-files.ts';
import type { ConnectedStores } from './connections/stores/connected-stores.ts';
import type { AuditLog } from './elevation/audit-log.ts';
import { claritalkCalls } from './elevation/claritalk-calls.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { Refusal } from './http/refusal.ts';
import type { Meter } from './metrics/meter.ts';
import { observeUpstream } from './metrics/observe-upstream.ts';
import { type ConnectedUpstream, ownConnections } from './proxy/connection.ts';
import { createProxy, type ForwardApi, type ProxyOptions } from './proxy/proxy.ts';
import { sendRefusal } from './proxy/proxy-response.ts';
import type { SessionStore } from './sessions/sessions.ts';

/** The systems behind the gateway, with the connections that it keeps open to them. */
export interface Systems {
  readonly all: readonly (ConnectedUpstream & { readonly clients: UpstreamClients })[];
  /** Claritalk, which the gateway itself calls too. */
  readonly claritalk: UpstreamClient;
  readonly connected: ConnectedSystems;
  close(): Promise<void>;
}

export function openSystems(
  options: GatewayOptions & Pick<ConnectedSystemsOptions, 'limits' | 'notices' | 'secondAdmin'>,
  stores: ConnectedStores,
  sessions: Pick<SessionStore, 'refuse'>,
  audit: AuditLog,
  origins: Origins,
  live: Live | undefined,
  meter: Meter,
): Systems {
  const { url } = options.claritalk;
  const main: ConnectedUpstream = {
    upstream: claritalk(options),
    find: ownConnections(url, (id, token) => sessions.refuse(id, token)),
  };
  const open = (system: ConnectedUpstream) => {
    const { timeouts, id, rateHeaders } = system.upstream;
    return {
      ...system,
      clients: openClients(timeouts, {}, observeUpstream(meter, { system: id, rateHeaders })),
    };
  };
  const first = open(main);
  const claritalkClient = first.clients.at(url);
  const connected = openConnectedSystems({
    ...options,
    stores,
    offered: options.offered ?? [],
    call: claritalkCalls(claritalkClient),
    audit,
    origins,
    live,
    observe: observeUpstream(meter),
  });
  const all = [first, ...(options.connected ?? []).map(open), ...connected.upstreams.map(open)];
  return {
    all,
    claritalk: claritalkClient,
    connected,
    async close() {
      await Promise.all(all.map(({ clients }) => clients.close()));
      // Last, so that what these were doing is in the ledger.
      await connected.close();
    },
  };
}

/** Only further systems are below this, never a page. */
const elsewhere: { readonly root: string; readonly forward: ForwardApi } = {
  root: '/connected',
  forward(_request, response) {
    sendRefusal(response, new Refusal(404, 'The dashboard’s server does not know this system.'));
    return undefined;
  },
};

/** Finds what forwards requests for a path: the proxy of the system whose root it is below. */
export type FindForward = (path: string) => ForwardApi | undefined;

export function forwardTo(
  { all, connected }: Systems,
  shared: Omit<ProxyOptions, keyof Systems['all'][number]> & MediaSessions,
): FindForward {
  const proxies = all.map((system) => ({
    root: system.upstream.root,
    forward: createProxy({ ...shared, ...system }),
  }));
  const media = connected.media(shared);
  return (path) =>
    [...media, ...proxies, elsewhere].find(({ root }) => path === root || path.startsWith(`${root}/`))
      ?.forward;
}
