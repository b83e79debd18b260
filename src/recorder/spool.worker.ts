import { SpoolError } from './model/spool-error.ts';
import type { Spool } from './spool.ts';
import { openSpoolDatabase } from './spool-database.ts';
import type { SpoolReply, SpoolRequest } from './spool-protocol.ts';

let opening: Promise<Spool> | undefined;

/** Opens the database once; after a failure the next call tries again. */
function openOnce(): Promise<Spool> {
  opening ??= openSpoolDatabase().catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

async function answer({ call, method, args }: SpoolRequest): Promise<SpoolReply> {
  try {
    const spool = await openOnce();
    return { call, value: await Reflect.apply(spool[method], spool, args) };
  } catch (error) {
    const { code, message } = SpoolError.from(error);
    return { call, error: { code, message } };
  }
}

/** Audio goes back without a copy. */
function buffersOf(reply: SpoolReply): ArrayBuffer[] {
  if (!('value' in reply)) return [];
  if (reply.value instanceof ArrayBuffer) return [reply.value];
  const chunk = reply.value as { bytes?: unknown } | undefined;
  return chunk?.bytes instanceof ArrayBuffer ? [chunk.bytes] : [];
}

addEventListener('message', async (event: MessageEvent<SpoolRequest>) => {
  const reply = await answer(event.data);
  postMessage(reply, { transfer: buffersOf(reply) });
});
