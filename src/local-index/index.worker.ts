import { setTokenSource } from '#src/api/client.ts';
import { ApiError } from '#src/api/errors.ts';
import { watchRates } from '#src/api/rate-gate.ts';
import { IndexService } from './index-service.ts';
import { indexChannel, indexLock } from './names.ts';
import type {
  IndexCall,
  IndexReply,
  IndexStatus,
  PageMessage,
  TabMessage,
  WorkerMessage,
} from './protocol.ts';
import { fetchIndexKey, serverSource } from './server.ts';
import { openIndexStorage } from './storage.ts';
import { Vault } from './vault.ts';

/**
 * The worker of one tab. Of a person's tabs one leads: it alone has the index in memory, walks and writes. The
 * workers of the others pass their calls on to it, and one of them takes over when its tab is closed.
 */
const tell = (message: WorkerMessage) => postMessage(message);

let service: IndexService | undefined;
let channel: BroadcastChannel | undefined;
/** Calls of this page that nobody has answered yet: a leader may vanish, or not be there yet. */
const waiting = new Map<string, IndexCall>();
/** Calls of other tabs that came while the index was loading. */
const early: IndexCall[] = [];
let leads = false;
let on = true;
let last: IndexStatus | undefined;

interface Asked {
  resolve(token: string | undefined): void;
  reject(error: unknown): void;
}
const asked = new Map<number, Asked>();
let asks = 0;
let handed: string | undefined;

/** Asks the page for its turn and the token to use; answers when nothing of the person's is under way. */
function ask(refused: string | undefined): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    asks += 1;
    asked.set(asks, { resolve, reject });
    tell({ kind: 'ask', ask: asks, refused });
  });
}

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

function settle(reply: IndexReply): void {
  if (!waiting.delete(reply.call)) return;
  tell({ kind: 'reply', reply });
}

async function answer(call: IndexCall): Promise<IndexReply> {
  if (!service) throw new Error('nothing to answer with');
  try {
    return { call: call.call, value: await Reflect.apply(service[call.method], service, call.args) };
  } catch (error) {
    return { call: call.call, error: error instanceof Error ? error.message : 'unknown' };
  }
}

function fromPage(call: IndexCall): void {
  waiting.set(call.call, call);
  if (service) void answer(call).then(settle);
  else if (!leads) channel?.postMessage({ kind: 'call', call } satisfies TabMessage);
}

function fromTab(message: TabMessage): void {
  if (message.kind === 'reply') settle(message.reply);
  else if (message.kind === 'status' && !leads) tell(message);
  else if (message.kind === 'leading') {
    for (const call of waiting.values()) channel?.postMessage({ kind: 'call', call } satisfies TabMessage);
  } else if (message.kind === 'hello') {
    if (leads && last) spread(last);
  } else if (message.kind === 'call' && leads) {
    if (service) void reply(message.call);
    else early.push(message.call);
  }
}

async function reply(call: IndexCall): Promise<void> {
  channel?.postMessage({ kind: 'reply', reply: await answer(call) } satisfies TabMessage);
}

const starting: IndexStatus = { activity: 'starting', indexed: 0, total: undefined, version: 0 };

function spread(status: IndexStatus): void {
  last = status;
  tell({ kind: 'status', status });
  channel?.postMessage({ kind: 'status', status } satisfies TabMessage);
}

async function lead({ userUuid, requestsPerMinute }: Extract<PageMessage, { kind: 'start' }>) {
  leads = true;
  try {
    const key = await fetchIndexKey(turn);
    const storage = await openIndexStorage(new Vault(key, userUuid));
    const made = new IndexService({
      storage,
      source: serverSource(turn),
      requestsPerMinute,
      onStatus: spread,
    });
    await made.open(on);
    service = made;
  } catch (error) {
    spread({ ...starting, activity: 'failed' });
    for (const { call } of [...waiting.values(), ...early.splice(0)]) {
      const failed = { call, error: error instanceof Error ? error.message : 'unknown' };
      settle(failed);
      channel?.postMessage({ kind: 'reply', reply: failed } satisfies TabMessage);
    }
    return;
  }
  for (const call of waiting.values()) void answer(call).then(settle);
  for (const call of early.splice(0)) void reply(call);
  channel?.postMessage({ kind: 'leading' } satisfies TabMessage);
}

function start(message: Extract<PageMessage, { kind: 'start' }>): void {
  on = message.on;
  tell({ kind: 'status', status: starting });
  channel = new BroadcastChannel(indexChannel(message.userUuid));
  channel.onmessage = (event: MessageEvent<TabMessage>) => fromTab(event.data);
  channel.postMessage({ kind: 'hello' } satisfies TabMessage);
  // Held until this tab is closed.
  void navigator.locks.request(indexLock(message.userUuid), async () => {
    await lead(message);
    await new Promise<never>(() => undefined);
  });
}

// Without it the gateway still keeps this worker from sending what Claritalk would refuse.
watchRates().catch(() => undefined);

addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
  if (data.kind === 'start') start(data);
  else if (data.kind === 'call') fromPage(data.call);
  else if (data.kind === 'switch') on = data.on;
  else {
    const one = asked.get(data.ask);
    asked.delete(data.ask);
    if (data.failed) one?.reject(new ApiError({ kind: 'network', operation: 'index' }));
    else one?.resolve(data.token);
  }
});
