import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { eventsPath, hooksRoot } from '#contract/push.ts';
import type { SessionCookie } from '../cookies.ts';
import { claritalkCalls } from '../elevation/claritalk-calls.ts';
import type { GatewayOptions } from '../gateway-options.ts';
import type { Logger } from '../log.ts';
import { splitTarget } from '../proxy-request.ts';
import { Seal } from '../sealed.ts';
import type { ObservedSessionStore } from '../sessions.ts';
import type { TokenService } from '../token-service.ts';
import type { Upstream } from '../upstream.ts';
import { EventHub } from './event-hub.ts';
import type { HookSecrets } from './hook-secrets.ts';
import { openPushStore, type PushLimits, type PushStore } from './push-store.ts';
import { Readers } from './readers.ts';
import { createReceiver } from './receiver.ts';
import { createStream } from './stream.ts';

export interface PushOptions {
  readonly store: PushStore;
  readonly secrets: HookSecrets;
  /** How many deliveries are kept at most, and for how many days. */
  readonly kept: Pick<PushLimits, 'deliveries' | 'days'>;
  readonly publicUrl: string;
  readonly cookie: SessionCookie;
  readonly sessions: ObservedSessionStore;
  readonly upstream: Upstream;
  readonly tokens: TokenService;
  readonly log: Logger;
  readonly heartbeatMs?: number | undefined;
}

/** Webhooks in, events out. */
export interface Push {
  readonly store: PushStore;
  readonly readers: Readers;
  readonly hub: EventHub;
  readonly secrets: HookSecrets;
  readonly kept: PushOptions['kept'];
  /** Answers a request for the receiver or the stream; false: it is for somebody else. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  close(): void;
}

const sweepEveryMs = 10 * 60 * 1000;
const mostReportBytes = 2 * 1024 * 1024 * 1024;

/** Opens the deliveries in the gateway's data directory. `secret` is what the key for them is derived of. */
export function openPushStoreIn(
  options: Pick<GatewayOptions, 'dataDir' | 'keptDeliveries' | 'keptDeliveryDays'>,
  secret: string,
): PushStore {
  return openPushStore(join(options.dataDir, 'push.sqlite'), new Seal(secret, 'webhook deliveries'), {
    deliveries: options.keptDeliveries,
    days: options.keptDeliveryDays,
    reportBytes: mostReportBytes,
  });
}

/** Closing it leaves the store open. */
export function openPush(options: PushOptions): Push {
  const { store, secrets, kept, publicUrl, cookie, sessions, upstream, tokens, log } = options;
  const readers = new Readers({ upstream, call: claritalkCalls(upstream), tokens, sessions });
  const hub = new EventHub({
    store,
    readers,
    exists: sessions.exists,
    ...(options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs }),
  });
  sessions.onEnd(() => hub.endLost());
  const receive = createReceiver({ secrets, store, publish: (event) => hub.publish(event), log });
  const stream = createStream({ publicUrl, cookie, sessions, hub });
  const sweep = () => {
    store.sweep();
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
