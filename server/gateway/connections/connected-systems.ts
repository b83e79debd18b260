import { claap } from '#contract/claap/system.ts';
import { courier as courierSystem } from '#contract/courier/system.ts';
import type { SystemId } from '#contract/system.ts';
import type { Notices } from '../../data/notices.ts';
import { OwnedWork } from '../../data/owned-work.ts';
import {
  defaultTimeouts,
  type ObserveUpstream,
  openClients,
  type UpstreamTimeouts,
} from '../../upstreams/client.ts';
import { connectedUpstream } from '../../upstreams/connected.ts';
import { openPublicClients } from '../../upstreams/public-hosts.ts';
import type { AuditLog } from '../elevation/audit-log.ts';
import type { SessionOptions } from '../elevation/caller.ts';
import type { ClaritalkCall } from '../elevation/claritalk-calls.ts';
import { Members } from '../elevation/members.ts';
import type { Logger } from '../http/log.ts';
import type { MeasuredState } from '../metrics/metrics.ts';
import type { ConnectedUpstream } from '../proxy/connection.ts';
import type { Limits } from '../scheduling/limits.ts';
import type { SealedDatabase } from '../sessions/seal-again.ts';
import { Seal } from '../sessions/sealed.ts';
import type { BroadcastPace } from './broadcasts/broadcasting.ts';
import { openBroadcasting } from './broadcasts/open-broadcasting.ts';
import { Calls } from './calls/calls.ts';
import { Channels } from './channels/channels.ts';
import type { AnsweringPages } from './conversations/answering/answering.ts';
import { Conversations, conversationSystem } from './conversations/conversations.ts';
import type { Sights } from './conversations/sights.ts';
import { Courier } from './courier/courier.ts';
import { connectionsOf } from './find.ts';
import { HookKeeper } from './hook-keeper.ts';
import type { HookOwner } from './hook-store.ts';
import { type MediaSessions, mediaRequests } from './media/media-requests.ts';
import { MediaReferences } from './media/references.ts';
import type { OfferedSystem } from './offered.ts';
import { openPublishing, type PublishingSettings } from './publications/open-publishing.ts';
import { type ConnectionRoutesOptions, connectionRoutes } from './routes.ts';
import type { SecondAdmin } from './second-admin.ts';
import { type Origins, SharedFiles } from './shared/shared-files.ts';
import { changesElsewhere } from './stores/changes-elsewhere.ts';
import type { ConnectedStores } from './stores/connected-stores.ts';
import type { ConnectionId, Deliveries } from './view.ts';

export interface ConnectedSystemsOptions {
  readonly dataDir: string;
  readonly stores: ConnectedStores;
  readonly offered: readonly OfferedSystem[];
  /** With the sandbox, addresses in responses may lead to it. */
  readonly sandbox: boolean;
  readonly timeouts?: UpstreamTimeouts | undefined;
  readonly publishing?: PublishingSettings | undefined;
  readonly broadcasting?: Partial<BroadcastPace> | undefined;
  readonly origins: Origins;
  readonly call: ClaritalkCall;
  readonly limits: Limits;
  readonly notices: Notices;
  readonly secondAdmin: SecondAdmin;
  readonly audit: AuditLog;
  readonly log: Logger;
  /** Undefined where no deliveries are taken. */
  readonly live: Live | undefined;
  readonly observe: ObserveUpstream;
}

/** What a system reports. */
export interface HeardNews {
  readonly about: string;
  readonly subject: string | undefined;
  readonly payload: unknown;
}

/** Where systems deliver to, and what is kept of it. */
export interface Live {
  /** What stands before the path of addresses. */
  readonly origin: string;
  readonly deliveries: Deliveries;
}

/** Systems that organisations connect with their own key. */
export interface ConnectedSystems {
  readonly upstreams: readonly ConnectedUpstream[];
  readonly members: Members;
  /** Who may see which conversation. */
  readonly sights: Sights;
  readonly answering: AnsweringPages;
  /** What is known of those who deliver. */
  readonly hooks: {
    owner(system: SystemId, secret: string): Promise<HookOwner | undefined>;
    key(of: ConnectionId): Promise<string | undefined>;
    heard(of: ConnectionId, news: HeardNews): Promise<void>;
  };
  /** What answers requests for files, and below which path. */
  media(sessions: MediaSessions): readonly ReturnType<typeof mediaRequests>[];
  routes(
    session: SessionOptions &
      Pick<ConnectionRoutesOptions, 'log' | 'trust' | 'idempotency' | 'leases' | 'limits'>,
  ): ReturnType<typeof connectionRoutes>;
  /** How many entries of the ledger are in which state; and the least that is left of a quota, by system. */
  readonly measured: Pick<MeasuredState, 'ledger' | 'connectionQuota'>;
  /** What is sealed in the databases. */
  readonly sealed: readonly SealedDatabase[];
  /** Forgets what is old. */
  sweep(): void;
  close(): Promise<void>;
}

export function openConnectedSystems(options: ConnectedSystemsOptions): ConnectedSystems {
  const { dataDir, stores, offered, sandbox, timeouts = defaultTimeouts, call, audit, log, live } = options;
  const { secrets: secret, store, ledger, publications, broadcasts, leases } = stores;
  const members = new Members(call);
  const nearby = offered.flatMap(({ url }) => (sandbox && url !== undefined ? [new URL(url).origin] : []));
  const publicClients = openPublicClients(timeouts, nearby, undefined, options.observe);
  const clients = openClients(timeouts, {}, options.observe);
  const keeper =
    live &&
    new HookKeeper({
      offered,
      store,
      ledger,
      audit,
      leases,
      log,
      clients,
      publicClients,
      origin: live.origin,
      sandbox,
    });
  const logged = (message: string) => (error: unknown) =>
    log.error(message, { error: error instanceof Error ? error.name : 'unknown' });
  const checks =
    keeper &&
    new OwnedWork({
      leases,
      name: 'webhooks',
      work: (ownership) => keeper.work(ownership),
      failed: logged('webhooks could not be checked'),
    });
  const media = new MediaReferences(new Seal(secret, 'media references'));
  const conversations = new Conversations({
    offered,
    store,
    call,
    limits: options.limits,
    notices: options.notices,
    clients,
    publicClients,
    isLive: live !== undefined,
  });
  const calls = new Calls({
    offered,
    store,
    conversations,
    notices: options.notices,
    clients,
    publicClients,
  });
  const courier = new Courier({ offered, store, conversations, clients, publicClients });
  const channels = new Channels({ store, courier, notices: options.notices });
  const changes = changesElsewhere(options.notices, { conversations, calls, channels });
  const shared = new SharedFiles({
    store: stores.shared,
    offered,
    origins: options.origins,
    sandbox,
  });
  const library = offered.find(({ system }) => system.id === claap.id);
  const publishing =
    library &&
    openPublishing(
      dataDir,
      { offered: library, store, ledger, publications, leases, log, clients, publicClients },
      options.publishing,
    );
  const telephone = offered.find(({ system }) => system.id === courierSystem.id);
  const broadcasting =
    telephone &&
    openBroadcasting(
      { offered: telephone, store, ledger, broadcasts, leases, courier, log, clients, publicClients },
      options.broadcasting,
    );
  const find = {
    store,
    ledger,
    audit,
    members,
    conversations,
    courier,
    channels,
    calls,
    publicClients,
    secondAdmin: options.secondAdmin,
    media,
    onWrite: changes.wrote,
    shared,
  };
  return {
    upstreams: offered.map((one) => ({
      upstream: { ...connectedUpstream(one.system, one.operations), timeouts },
      find: connectionsOf(find, one),
    })),
    members,
    sights: conversations.sights,
    answering: conversations.answering,
    hooks: {
      owner: (system, hookSecret) => store.hooks.owner(system, hookSecret),
      key: async ({ organisation, system }) => (await store.opened(organisation, system))?.key,
      async heard({ organisation, system }, { about, subject, payload }) {
        if (system === claap.id && subject !== undefined)
          await publishing?.publisher.heard(organisation, subject);
        if (system === conversationSystem) {
          const change = await conversations.heard(organisation, about, subject, payload);
          await changes.heard(organisation, change);
        }
        // Whatever was found before: it works.
        if (!(await store.find(organisation, system))?.isWebhookOff) return;
        await store.noteWebhook(organisation, system, false);
        await store.hooks.note(organisation, system, 'working', undefined);
      },
    },
    media: (sessions) =>
      offered.map((one) =>
        mediaRequests(
          { references: media, store, members, publicClients, shared, calls, channels },
          sessions,
          one,
        ),
      ),
    routes(session) {
      const routes: ConnectionRoutesOptions = {
        ...session,
        offered,
        store,
        ledger,
        call,
        clients,
        publicClients,
        members,
        conversations,
        calls,
        references: media,
        courier,
        channels,
        shared,
        audit,
        keeper,
        deliveries: live?.deliveries,
        publishing,
        broadcasting,
      };
      return connectionRoutes(routes);
    },
    measured: { ledger: () => ledger.count(), connectionQuota: () => store.leastQuota() },
    sealed: [store, ledger, shared.store, publications, broadcasts].map((one) => one.sealed),
    sweep() {
      ledger.prune().catch(logged('the ledger could not be pruned'));
      shared.store.prune().catch(logged('old shared files could not be deleted'));
      broadcasting?.sweep();
      store.clients.prune().catch(logged('clients could not be pruned'));
    },
    async close() {
      await Promise.all([publishing?.close(), broadcasting?.close()]);
      await Promise.all([clients.close(), publicClients.close(), keeper?.close(), checks?.close()]);
      await store.close();
      await ledger.close();
    },
  };
}
