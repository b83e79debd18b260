import type { ConversationId } from '#contract/gateway/conversation-id.ts';
import { createStore, type Store } from '#src/lib/store.ts';
import { keepReply, type ReplyDraft, readReply } from './reply-draft.ts';

/** A draft that components follow in part, so that a key draws the field alone. */
export interface ReplyStore extends Pick<Store<ReplyDraft>, 'subscribe' | 'get'> {
  readonly change: (change: Partial<ReplyDraft> | ((now: ReplyDraft) => ReplyDraft)) => void;
  /** Writes to this device what it does not have yet. */
  readonly flush: () => void;
}

/** Milliseconds from a key to the device: a person who types does not wait for the disk. */
const keptAfterMs = 300;

/** What a person writes in a conversation. It is kept on this device a moment later, or when the page is left. */
export function openReply(user: string, id: ConversationId): ReplyStore {
  const { subscribe, get, set } = createStore(readReply(user, id));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    keepReply(user, id, get());
  };
  return {
    subscribe,
    get,
    change(change) {
      set(typeof change === 'function' ? change(get()) : { ...get(), ...change });
      timer ??= setTimeout(flush, keptAfterMs);
    },
    flush,
  };
}
