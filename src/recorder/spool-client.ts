import { SpoolError } from './model/spool-error.ts';
import type { Spool } from './spool.ts';
import type { SpoolMethod, SpoolReply, SpoolRequest } from './spool-protocol.ts';

interface PendingCall {
  resolve(value: unknown): void;
  reject(error: SpoolError): void;
}

/** The part of Worker that the client uses. */
export type SpoolWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

const startWorker = (): SpoolWorker =>
  new Worker(new URL('./spool.worker.ts', import.meta.url), { type: 'module', name: 'recorder-spool' });

/**
 * The spool behind its worker. The worker starts with the first call. If it dies, the calls under way fail
 * with SpoolError `unavailable` and the next call starts a new one: appending is idempotent, so callers simply
 * try again.
 */
export function openSpool(start: () => SpoolWorker = startWorker): Spool {
  const pending = new Map<number, PendingCall>();
  let worker: SpoolWorker | undefined;
  let calls = 0;

  function settle(reply: SpoolReply): void {
    const waiting = pending.get(reply.call);
    pending.delete(reply.call);
    if ('error' in reply) waiting?.reject(new SpoolError(reply.error.code, reply.error.message));
    else waiting?.resolve(reply.value);
  }

  function fail(reason: string): void {
    worker?.terminate();
    worker = undefined;
    const failed = [...pending.values()];
    pending.clear();
    for (const call of failed) call.reject(new SpoolError('unavailable', reason));
  }

  function running(): SpoolWorker {
    if (worker) return worker;
    worker = start();
    worker.onmessage = (event: MessageEvent<SpoolReply>) => settle(event.data);
    worker.onerror = (event) => fail(event.message || 'the spool worker failed');
    return worker;
  }

  /** The worker answers with what the method of the same name answers; the cast states just that. */
  function ask<M extends SpoolMethod>(method: M, ...args: Parameters<Spool[M]>): ReturnType<Spool[M]> {
    const answered = new Promise((resolve, reject) => {
      const request: SpoolRequest<M> = { call: ++calls, method, args };
      pending.set(request.call, { resolve, reject });
      // Bytes are copied, not transferred: a slice that could not be stored must still be there to retry.
      running().postMessage(request);
    });
    return answered as ReturnType<Spool[M]>;
  }

  return {
    create: (recording) => ask('create', recording),
    append: (id, slice) => ask('append', id, slice),
    closeChunks: (id, chunkBytes) => ask('closeChunks', id, chunkBytes),
    seal: (id, ending, chunkBytes) => ask('seal', id, ending, chunkBytes),
    readChunk: (id, number) => ask('readChunk', id, number),
    readBytes: (id, start, end) => ask('readBytes', id, start, end),
    replan: (id, plan) => ask('replan', id, plan),
    acknowledge: (id, number, plan) => ask('acknowledge', id, number, plan),
    update: (id, changes, plan) => ask('update', id, changes, plan),
    get: (id) => ask('get', id),
    list: (userUuid) => ask('list', userUuid),
    remove: (id) => ask('remove', id),
    listUploaded: () => ask('listUploaded'),
  };
}
