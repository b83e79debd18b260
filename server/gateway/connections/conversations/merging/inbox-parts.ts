import { setTimeout as pause } from 'node:timers/promises';
import type { ConversationSystem } from '#contract/gateway/conversation-id.ts';
import type { listConversations } from '#contract/gateway/conversations.ts';
import type { ResponseOf } from '#contract/operation.ts';
import { Refusal, refusal } from '../../../http/refusal.ts';

type List = ResponseOf<typeof listConversations>;

/** A conversation of any system, before it is known whether it is shown. */
export interface InboxRow {
  /** Since when its client waits; undefined where nobody does. In ms since the epoch, as all times here. */
  readonly waits: number | undefined;
  /** When something was last written. */
  readonly at: number;
  readonly view: () => List['conversations'][number];
}

/** What one system adds to an inbox: conversations that someone may see, as they want to see them. */
export interface InboxPart {
  readonly rows: readonly InboxRow[];
  readonly everything: boolean;
  /** Whether more may be found. */
  readonly isChecking: boolean;
  /** Whether some can be the person’s own. */
  readonly hasOwn: boolean;
}

/** Who waits comes first, the longest first; the others follow, the newest first. */
export function inOrder(one: InboxRow, other: InboxRow): number {
  if (one.waits !== undefined && other.waits !== undefined)
    return one.waits - other.waits || other.at - one.at;
  if (one.waits !== undefined || other.waits !== undefined) return one.waits === undefined ? 1 : -1;
  return other.at - one.at;
}

/** Of a system that does not answer, the others do not wait for longer. */
export const patienceMs = 5_000;

/** Reads a system’s part; a system that did not answer is named. @throws anything but refusals */
export async function partOf<T>(
  system: ConversationSystem,
  read: () => Promise<T>,
  { name, isPatient }: { readonly name: string; readonly isPatient: boolean },
): Promise<{ readonly part: T } | { readonly refused: Refusal; readonly missing: List['missing'][number] }> {
  const waiting = new AbortController();
  try {
    if (isPatient) return { part: await read() };
    const late = pause(patienceMs, undefined, { signal: waiting.signal, ref: false }).then(() => {
      throw refusal('upstream-silent', { system: name });
    });
    late.catch(() => undefined);
    // It is read on behind, so that it is there for whoever asks next.
    return { part: await Promise.race([read(), late]) };
  } catch (refused) {
    if (!(refused instanceof Refusal)) throw refused;
    return { refused, missing: { system, refusal: refused.reason ? { ...refused.reason } : null } };
  } finally {
    waiting.abort();
  }
}
