import type {
  IndexCall,
  IndexMethod,
  IndexStatus,
  LocalIndex,
  PageMessage,
  WorkerMessage,
} from './protocol.ts';

/** The part of Worker that the client uses. */
export type IndexWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export interface IndexClientOptions {
  readonly userUuid: string;
  readonly requestsPerMinute: number;
  readonly on: boolean;
  /** The access token, once a request of the worker is in nobody's way. */
  readonly turn: (refused: string | undefined) => Promise<string | undefined>;
  readonly onStatus: (status: IndexStatus) => void;
  /** For tests. */
  readonly start?: () => IndexWorker;
}

export interface IndexClient extends LocalIndex {
  /** Tells whether the person wants an index, for a worker that begins to lead later. */
  setOn(on: boolean): void;
  /** Ends the worker; calls under way fail. */
  close(): void;
}

const startWorker = (): IndexWorker =>
  new Worker(new URL('./index.worker.ts', import.meta.url), { type: 'module', name: 'local-index' });

/** The index behind this tab's worker, which begins at once. */
export function openIndex(given: IndexClientOptions): IndexClient {
  const { userUuid, requestsPerMinute, on, turn, onStatus } = given;
  const pending = new Map<string, Pending>();
  const worker = (given.start ?? startWorker)();
  const send = (message: PageMessage) => worker.postMessage(message);

  function failAll(reason: string): void {
    const failed = [...pending.values()];
    pending.clear();
    for (const call of failed) call.reject(new Error(reason));
  }

  async function answerAsk(ask: number, refused: string | undefined): Promise<void> {
    try {
      send({ kind: 'answer', ask, token: await turn(refused), failed: false });
    } catch {
      send({ kind: 'answer', ask, token: undefined, failed: true });
    }
  }

  worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
    if (data.kind === 'status') onStatus(data.status);
    else if (data.kind === 'ask') void answerAsk(data.ask, data.refused);
    else {
      const { reply } = data;
      const call = pending.get(reply.call);
      pending.delete(reply.call);
      if ('error' in reply) call?.reject(new Error(reply.error));
      else call?.resolve(reply.value);
    }
  };
  worker.onerror = (event) => {
    onStatus({ activity: 'failed', indexed: 0, total: undefined, version: 0 });
    failAll(event.message || 'the index worker failed');
  };
  send({ kind: 'start', userUuid, requestsPerMinute, on });

  /** The worker answers with what the method of the same name answers; the cast states just that. */
  function call<M extends IndexMethod>(
    method: M,
    ...args: Parameters<LocalIndex[M]>
  ): ReturnType<LocalIndex[M]> {
    const answered = new Promise((resolve, reject) => {
      // Unique among all tabs, which share one channel.
      const request: IndexCall<M> = { call: crypto.randomUUID(), method, args };
      pending.set(request.call, { resolve, reject });
      send({ kind: 'call', call: request });
    });
    return answered as ReturnType<LocalIndex[M]>;
  }

  return {
    search: (request) => call('search', request),
    options: () => call('options'),
    actionItems: (request) => call('actionItems', request),
    dossiers: () => call('dossiers'),
    statuses: (starts) => call('statuses', starts),
    dossier: (id) => call('dossier', id),
    learn: (meeting) => call('learn', meeting),
    forget: (id) => call('forget', id),
    rebuild: () => call('rebuild'),
    clear: () => call('clear'),
    setOn: (wanted) => send({ kind: 'switch', on: wanted }),
    close() {
      worker.terminate();
      failAll('the index was closed');
    },
  };
}
