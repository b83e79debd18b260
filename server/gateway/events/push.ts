import type { IncomingMessage, ServerResponse } from 'node:http';
import { eventsPath, hooksRoot } from '#contract/gateway/push.ts';
import type { SubjectKey } from '#contract/gateway/session.ts';
import type { Databases } from '../../data/database.ts';
import type { Notices } from '../../data/notices.ts';
import type { UpstreamClient } from '../../upstreams/client.ts';
import type { ConnectedSystems } from '../connections/connected-systems.ts';
import { claritalkCalls } from '../elevation/claritalk-calls.ts';
import type { GatewayOptions } from '../gateway-options.ts';
import type { SessionCookie } from '../http/cookies.ts';
import type { Logger } from '../http/log.ts';
import type { Meter } from '../metrics/meter.ts';
import { splitTarget } from '../proxy/proxy-request.ts';
import type { Limits } from '../scheduling/limits.ts';
import { Seal, type Secrets } from '../sessions/sealed.ts';
import type { SessionStore } from '../sessions/sessions.ts';
import type { TokenService } from '../sessions/token-service.ts';
import type { HookSecrets } from '../webhooks/hook-secrets.ts';
import { pushPlan } from '../webhooks/push-schema.ts';
import { openPushStore, type PushLimits, type PushStore } from '../webhooks/push-store.ts';
import { createReceiver } from '../webhooks/receiver.ts';
import { connectedSenders, ownSender } from '../webhooks/senders.ts';
import { AccessChecks } from './access-checks.ts';
import { EventHub } from './event-hub.ts';
import { createStream } from './stream.ts';

export interface PushOptions {
  readonly store: PushStore;
  readonly secrets: HookSecrets;
  /** Connections of organisations, and who belongs to these. */
  readonly connected: Pick<ConnectedSystems, 'hooks' | 'members' | 'sights' | 'answering'>;
  /** How many deliveries are kept at most, and for how many days. */
  readonly kept: Pick<PushLimits, 'deliveries' | 'days'>;
  readonly publicUrl: string;
  readonly cookie: SessionCookie;
  readonly sessions: SessionStore;
  readonly upstream: UpstreamClient;
  readonly tokens: TokenService;
  readonly limits: Limits;
  readonly notices: Notices;
  readonly log: Logger;
  readonly meter: Meter;
  /** Called for requests whose sender is known: their bodies may arrive slowly. */
  readonly trust: (request: IncomingMessage) => void;
  readonly heartbeatMs?: number | undefined;
}

/** Someone has answered whether they may be recorded, or withdrawn that. */
interface ConsentGiven {
  readonly owner: SubjectKey;
  readonly recording: string;
}

/** Webhooks in, events out. */
export interface Push {
  readonly store: PushStore;
  readonly readers: AccessChecks;
  readonly hub: EventHub;
  readonly secrets: HookSecrets;
  readonly kept: PushOptions['kept'];
  /** Tells the pages of a person, at whichever gateway their streams are. */
  tellConsent(given: ConsentGiven): Promise<void>;
  /** Handles a request for the receiver or the stream; false if it is for something else. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  close(): void;
}

const sweepEveryMs = 10 * 60 * 1000;
const maxReportBytes = 2 * 1024 * 1024 * 1024;

/** Opens the deliveries. Their keys are derived from the secrets. */
export async function openPushStoreIn(
  databases: Databases,
  options: Pick<GatewayOptions, 'keptDeliveries' | 'keptDeliveryDays'>,
  secrets: Secrets,
): Promise<PushStore> {
  return openPushStore(await databases.open(pushPlan), new Seal(secrets, 'webhook deliveries'), {
    deliveries: options.keptDeliveries,
    days: options.keptDeliveryDays,
    reportBytes: maxReportBytes,
  });
}

/** Closing this leaves the store open. */
export function openPush(options: PushOptions): Push {
  const { store, secrets, connected, kept, publicUrl, cookie, sessions, upstream, tokens, log } = options;
  const { hooks, members, sights, answering } = connected;
  const call = claritalkCalls(upstream);
  const readers = new AccessChecks({
    upstream,
    call,
    tokens,
    sessions,
    members,
    sights,
    limits: options.limits,
  });
  const hub = new EventHub({
    store,
    readers,
    existing: sessions.existing,
    ...(options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs }),
  });
  sessions.onEnd(() => void hub.endLost());
  const consents = options.notices.topic<ConsentGiven>('consent');
  const showConsent = ({ owner, recording }: ConsentGiven) =>
    hub.tellPerson(owner, { type: 'consent', recording });
  // Pages look for themselves, too.
  consents.on(showConsent);
  answering.onTell((sessionId, id, one) => hub.tell(sessionId, { type: 'answering', id, ...one }));
  const own = ownSender(secrets);
  const others = connectedSenders({ hooks, log });
  const receive = createReceiver({
    senderOf: async (address) => (await others(address)) ?? own(address),
    store,
    trust: options.trust,
    log,
    meter: options.meter,
  });
  const stream = createStream({ publicUrl, cookie, sessions, hub });
  const sweep = () => {
    store.sweep().catch((error: unknown) => {
      log.warn('old deliveries could not be deleted', { error: error instanceof Error ? error.message : '' });
    });
    readers.sweep();
  };
  sweep();
  const sweeping = setInterval(sweep, sweepEveryMs).unref();
  return {
    store,
    readers,
    hub,
    secrets,
    kept,
    async tellConsent(given) {
      showConsent(given);
      await consents.tell(given);
    },
    handle(request, response) {
      const { path } = splitTarget(request.url ?? '');
      if (path.startsWith(`${hooksRoot}/`)) receive(request, response);
      else if (path === eventsPath) stream(request, response);
      else return false;
      return true;
    },
    close() {
      clearInterval(sweeping);
      hub.close();
    },
  };
}
