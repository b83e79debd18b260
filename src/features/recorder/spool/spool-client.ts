import type { PageLife } from '#src/lib/tabs/page-life.ts';
import { openRemote, type RpcFailure, type RpcWorker } from '#src/lib/worker-rpc.ts';
import { isSpoolErrorCode, SpoolError } from '../model/spool-error.ts';
import type { Spool } from './spool.ts';

const startWorker = (): RpcWorker =>
  new Worker(new URL('./spool.worker.ts', import.meta.url), { type: 'module', name: 'recorder-spool' });

const errorOf = ({ code, message }: RpcFailure) =>
  new SpoolError(isSpoolErrorCode(code) ? code : 'unavailable', message);

/**
 * The spool behind its worker, which starts with the first call. If it dies, the calls under way fail with SpoolError
 * `unavailable`: appending is idempotent, so callers simply try again.
 */
export function openSpool(start: () => RpcWorker = startWorker, life?: PageLife): Spool {
  const onceOnly: ReadonlySet<keyof Spool> = new Set(['create', 'replan']);
  const { call } = openRemote<Spool>({ start, life, onceOnly, errorOf });
  return {
    create: (recording) => call('create', recording),
    append: (id, slice) => call('append', id, slice),
    closeChunks: (id, chunkBytes) => call('closeChunks', id, chunkBytes),
    seal: (id, ending, chunkBytes) => call('seal', id, ending, chunkBytes),
    readChunk: (id, number) => call('readChunk', id, number),
    readBytes: (id, start, end) => call('readBytes', id, start, end),
    replan: (id, plan) => call('replan', id, plan),
    acknowledge: (id, number, plan) => call('acknowledge', id, number, plan),
    update: (id, changes, plan) => call('update', id, changes, plan),
    get: (id) => call('get', id),
    list: (userUuid) => call('list', userUuid),
    remove: (id) => call('remove', id),
    listUploaded: () => call('listUploaded'),
  };
}
