import { indexKeyPath } from '#contract/gateway/session.ts';
import { setTokenSource } from '#src/api/client/client.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { setQuotaWatch, watchQuota } from '#src/api/client/quota-gate.ts';
import { Leadership } from '#src/lib/tabs/leadership.ts';
import { TabChannel } from '#src/lib/tabs/tab-channel.ts';
import { answer, Caller, type ReplyMessage, type RpcReply } from '#src/lib/worker-rpc.ts';
import { sharedQuota } from '#src/services/quota/shared-quota.ts';
import { fetchDeviceKey } from '../vault/device-key.ts';
import { Vault } from '../vault/vault.ts';
import { IndexService } from './index-service.ts';
import { indexChannel, indexLock } from './names.ts';
import { openStorage } from './open-storage.ts';
import type {
  IndexCall,
  IndexFailure,
  IndexStatus,
  PageMessage,
  PageTurn,
  TabMessage,
  WorkerMessage,
} from './protocol.ts';
import { serverSource } from './server.ts';

/**
 * The worker of one tab. One of a person's tabs leads: it alone has the index in memory, walks and writes. The workers
 * of the others pass their calls on to it, and one of them takes over when its tab is closed or sleeps, or when it does
 * not respond to a call.
 */
const tell = (message: WorkerMessage | ReplyMessage) => postMessage(message);

let service: IndexService | undefined;
let channel: TabChannel<TabMessage> | undefined;
let leadership: Leadership | undefined;
/** Calls of this page that nobody has answered yet: a leader may vanish, or not be there yet. */
const waiting = new Map<string, IndexCall>();
/** Calls of other tabs that came while the index was loading. */
const early: IndexCall[] = [];
let on = true;
let last: IndexStatus | undefined;

let handed: string | undefined;

const page = new Caller<PageTurn>(
  (call) => tell({ kind: 'call', call }),
  () => new ApiError({ kind: 'network', operation: 'index' }),
);
/** Asks the page for its turn and the token to use. */
const ask = (refused: string | undefined) => page.call('turn', refused);

setTokenSource({
  accessToken: (refused) => {
    const token = handed;
    handed = undefined;
    return refused === undefined && token !== undefined ? Promise.resolve(token) : ask(refused);
  },
  // The page finds out by its own requests, and it alone knows what to do then.
  sessionEnded: () => undefined,
});

async function turn(): Promise<void> {
  handed = await ask(undefined);
}

function settle(reply: RpcReply): void {
  if (!waiting.delete(reply.call)) return;
  tell({ kind: 'reply', reply });
}

function answerOf(call: IndexCall): Promise<RpcReply> {
  return answer(() => {
    if (!service) throw new Error('nothing to answer with');
    return service;
  }, call);
}

function fromPage(call: IndexCall): void {
  waiting.set(call.call, call);
  if (service) void answerOf(call).then(settle);
  else if (!leadership?.leads) {
    channel?.postMessage({ kind: 'call', call });
    leadership?.suspect();
  }
}

function fromTab(message: TabMessage): void {
  const leads = leadership?.leads ?? false;
  if (message.kind === 'hello') {
    if (leads) spread(last ?? starting);
  } else if (message.kind === 'call') {
    if (leads && service) void reply(message.call);
    else if (leads) early.push(message.call);
  } else {
    leadership?.heard();
    if (message.kind === 'reply') settle(message.reply);
    else if (message.kind === 'status' && !leads) tell(message);
    else if (message.kind === 'leading') passOn();
  }
}

/** Hands what nobody has answered to the tab that leads now. */
function passOn(): void {
  for (const call of waiting.values()) channel?.postMessage({ kind: 'call', call });
}

async function reply(call: IndexCall): Promise<void> {
  channel?.postMessage({ kind: 'reply', reply: await answerOf(call) });
}

const starting: IndexStatus = {
  activity: 'starting',
  listed: false,
  indexed: 0,
  total: undefined,
  version: 0,
};

function spread(status: IndexStatus): void {
  last = status;
  tell({ kind: 'status', status });
  channel?.postMessage({ kind: 'status', status });
}

type Start = Extract<PageMessage, { kind: 'start' }>;

async function lead({ userUuid, requestsPerMinute }: Start, signal: AbortSignal): Promise<void> {
  let failure: IndexFailure = 'key';
  try {
    const key = await fetchDeviceKey(indexKeyPath, ask, signal);
    failure = 'storage';
    const storage = await openStorage(new Vault(key, userUuid));
    const made = new IndexService({
      storage,
      source: serverSource(turn),
      requestsPerMinute,
      onStatus: (status) => signal.aborted || spread(status),
    });
    // Another tab took over, because this one seemed to be gone: two must not write.
    const end = () => {
      if (service === made) service = undefined;
      made.close();
      passOn();
    };
    if (signal.aborted) return end();
    signal.addEventListener('abort', end, { once: true });
    await made.open(on);
    if (signal.aborted) return;
    service = made;
  } catch (error) {
    if (signal.aborted) return;
    spread({ ...starting, activity: 'failed', failure });
    for (const { call } of [...waiting.values(), ...early.splice(0)]) {
      const failed = { call, failure: { message: error instanceof Error ? error.message : 'unknown' } };
      settle(failed);
      channel?.postMessage({ kind: 'reply', reply: failed });
    }
    return;
  }
  for (const call of waiting.values()) void answerOf(call).then(settle);
  for (const call of early.splice(0)) void reply(call);
  channel?.postMessage({ kind: 'leading' });
}

/** Reading what is on disk may take a slow machine seconds, in which it answers nobody. */
const patienceMs = 10_000;

function start(message: Start): void {
  on = message.on;
  tell({ kind: 'status', status: starting });
  const tabs = new TabChannel<TabMessage>(indexChannel(message.userUuid));
  channel = tabs;
  tabs.onmessage = ({ data }) => fromTab(data);
  tabs.postMessage({ kind: 'hello' });
  leadership = new Leadership({
    name: indexLock(message.userUuid),
    lead: (signal) => void lead(message, signal),
    ask: () => tabs.postMessage({ kind: 'hello' }),
    patienceMs,
    alone: true,
  });
}

setQuotaWatch(async () => sharedQuota().quota);
void watchQuota();

addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
  if (data.kind === 'start') start(data);
  else if (data.kind === 'call') fromPage(data.call);
  else if (data.kind === 'switch') on = data.on;
  else page.settle(data.reply);
});
