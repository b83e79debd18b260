import { answer, type CallMessage, type ReplyMessage, type RpcReply } from '#src/lib/worker-rpc.ts';
import { SpoolError } from '../model/spool-error.ts';
import type { Spool } from './spool.ts';
import { openSpoolDatabase } from './spool-database.ts';

let opening: Promise<Spool> | undefined;

const forget = () => {
  opening = undefined;
};

/** Opens the database once; after a failure, or when it was closed, the next call tries again. */
function openOnce(): Promise<Spool> {
  opening ??= openSpoolDatabase(forget).catch((error: unknown) => {
    forget();
    throw error;
  });
  return opening;
}

const failureOf = (error: unknown) => {
  const { code, message } = SpoolError.from(error);
  return { code, message };
};

/** Audio goes back without a copy. */
function buffersOf(reply: RpcReply): ArrayBuffer[] {
  if (!('value' in reply)) return [];
  const { value } = reply;
  if (value instanceof ArrayBuffer) return [value];
  const isChunk = typeof value === 'object' && value !== null && 'bytes' in value;
  return isChunk && value.bytes instanceof ArrayBuffer ? [value.bytes] : [];
}

addEventListener('message', async ({ data }: MessageEvent<CallMessage<Spool>>) => {
  const reply = await answer(openOnce, data.call, failureOf);
  postMessage({ kind: 'reply', reply } satisfies ReplyMessage, { transfer: buffersOf(reply) });
});
