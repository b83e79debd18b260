import { getMeeting, listMeetings } from '#contract/claritalk.ts';
import { call, callForAnswer } from '#src/api/client.ts';
import { normaliseMeeting, normaliseMeetingPage } from '#src/api/meetings-normalise.ts';
import { withPriority } from '#src/api/priority.ts';
import { importKey } from './vault.ts';
import type { MeetingSource } from './walker.ts';

const keyBytes = 32;
const retryMs = 10_000;

/**
 * The session's key for the index, which the gateway makes (docs/security.md). It goes from the answer straight
 * into a CryptoKey that cannot be read out, in this worker's memory.
 * @throws Error when the gateway gives none, because it is older or the index is not meant for this session.
 */
export async function fetchIndexKey(turn: () => Promise<void>): Promise<CryptoKey> {
  for (;;) {
    await turn();
    const response = await fetch('/session/index-key', { method: 'POST', cache: 'no-store' }).catch(
      () => undefined,
    );
    if (response?.ok) {
      const raw = new Uint8Array(await response.arrayBuffer());
      if (raw.byteLength === keyBytes) return importKey(raw);
    }
    if (response && response.status !== 401 && response.status < 500) throw new Error('no key for the index');
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

/** The meetings of the server, read in this thread. */
export function serverSource(turn: () => Promise<void>): MeetingSource {
  return {
    turn,
    async list(offset, limit, signal) {
      const query = { limit, offset, order: 'desc' as const };
      const given = { query, signal: withPriority(signal, 'idle') };
      const answer = await callForAnswer(listMeetings, given);
      const total = answer.headers.get('X-Total-Meetings-Of-User');
      return normaliseMeetingPage(answer.data, total, limit);
    },
    async meeting(id, signal) {
      const given = {
        params: { id },
        query: { detail: 'true' },
        signal: withPriority(signal, 'idle'),
      } as const;
      return normaliseMeeting(await call(getMeeting, given), id);
    },
  };
}
