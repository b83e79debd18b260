import type { PageLife } from '#src/lib/tabs/page-life.ts';
import { answer, openRemote, type RpcWorker } from '#src/lib/worker-rpc.ts';
import type { IndexStatus, LocalIndex, PageMessage, PageTurn, WorkerMessage } from './protocol.ts';

export interface IndexClientOptions {
  readonly userUuid: string;
  readonly requestsPerMinute: number;
  readonly on: boolean;
  /** The access token, once a request of the worker gets in nobody's way. */
  readonly turn: PageTurn['turn'];
  readonly onStatus: (status: IndexStatus) => void;
  /** For tests. */
  readonly start?: () => RpcWorker;
  readonly life?: PageLife;
}

export interface IndexClient extends LocalIndex {
  /** Tells whether the person wants an index, for a worker that begins to lead later. */
  setOn(on: boolean): void;
  /** Ends the worker; calls under way fail. */
  close(): void;
}

const startWorker = (): RpcWorker =>
  new Worker(new URL('./index.worker.ts', import.meta.url), { type: 'module', name: 'local-index' });

const crashed: IndexStatus = {
  activity: 'failed',
  failure: 'stopped',
  listed: false,
  indexed: 0,
  total: undefined,
  version: 0,
};

/**
 * The index behind this tab's worker, which begins at once. While the page sleeps there is no worker: its lock would
 * keep the other tabs from an index.
 */
export function openIndex(given: IndexClientOptions): IndexClient {
  const { userUuid, requestsPerMinute, turn, onStatus, start = startWorker, life } = given;
  let { on } = given;
  const { call, say, close } = openRemote<LocalIndex, PageMessage, WorkerMessage>({
    start,
    life,
    greeting: () => ({ kind: 'start', userUuid, requestsPerMinute, on }),
    onMessage(message, reply) {
      if (message.kind === 'status') onStatus(message.status);
      else
        void answer(() => ({ turn }), message.call).then((answered) =>
          reply({ kind: 'reply', reply: answered }),
        );
    },
    onCrash: () => onStatus(crashed),
  });
  return {
    search: (request) => call('search', request),
    options: () => call('options'),
    actionItems: (request) => call('actionItems', request),
    dossiers: () => call('dossiers'),
    statuses: (starts) => call('statuses', starts),
    dossier: (id) => call('dossier', id),
    insight: (request) => call('insight', request),
    todoCounts: (request) => call('todoCounts', request),
    health: (request) => call('health', request),
    learn: (meeting) => call('learn', meeting),
    forget: (id) => call('forget', id),
    rebuild: () => call('rebuild'),
    clear: () => call('clear'),
    setOn(wanted) {
      on = wanted;
      say({ kind: 'switch', on: wanted });
    },
    close: () => close('the index was closed'),
  };
}
