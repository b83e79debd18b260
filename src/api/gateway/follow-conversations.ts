import type { QueryClient } from '@tanstack/react-query';
import type { ConversationId } from '#contract/gateway/conversation-id.ts';
import type { LiveMessage } from '#contract/gateway/push.ts';
import { refetchInTurn } from './refetch-in-turn.ts';

/**
 * Keys of everything that is read of conversations; what belongs to one has its id. Asking who answers also tells that
 * this page reads, so it is not among them: what renews conversations must not report anything.
 */
export const conversationKeys = {
  all: ['conversations'] as const,
  inboxes: ['conversations', 'inbox'] as const,
  inbox: (search: unknown) => ['conversations', 'inbox', search] as const,
  one: (id: ConversationId) => ['conversations', id] as const,
  messages: (id: ConversationId) => ['conversations', id, 'messages'] as const,
  client: (id: number) => ['conversations', 'client', id] as const,
  around: (id: ConversationId) => ['conversations', id, 'around'] as const,
  requestTags: (id: ConversationId, request: number) => ['conversations', id, 'tags', request] as const,
  tickets: (id: ConversationId, request: number) => ['conversations', id, 'tickets', request] as const,
  fields: ['conversations', 'fields'] as const,
  everyAnswering: ['answering'] as const,
  answering: (id: ConversationId) => ['answering', id] as const,
  links: (client: number) => ['conversations', 'links', client] as const,
  linked: (search: unknown) => ['conversations', 'linked', search] as const,
  todos: (meetings: readonly string[]) => ['conversations', 'todos', meetings] as const,
  found: (words: string) => ['conversations', 'found', words] as const,
  brought: (id: ConversationId, meeting: string) => ['conversations', id, 'brought', meeting] as const,
};

/** Lists, of which anything may change. */
const lists: readonly unknown[] = ['inbox', 'linked', 'todos'];

/** Reads again what shows one conversation, and the lists that it may be in. */
export function renewConversation(queries: QueryClient, id: ConversationId): Promise<void> {
  return renew(queries, (of) => lists.includes(of) || of === id);
}

/** @param isMeant whether what has this behind `conversations` in its key is read again */
const renew = (queries: QueryClient, isMeant: (of: unknown) => boolean) =>
  queries.invalidateQueries({
    queryKey: conversationKeys.all,
    predicate: ({ queryKey }) => isMeant(queryKey[1]),
  });

/** What a client writes is painted within a second, of which reading takes most. */
const pauseMs = 400;

/** Refetches lists of conversations, and the conversations that a system reported something about. */
export function followConversations(queries: QueryClient) {
  let changed = new Set<unknown>();
  let isAnything = false;
  const turn = refetchInTurn(() => {
    const [ids, everything] = [changed, isAnything];
    changed = new Set();
    isAnything = false;
    void renew(queries, (of) => everything || lists.includes(of) || ids.has(of));
  }, pauseMs);
  return {
    /** @param id of a conversation; undefined where anything may have changed */
    renew(id: ConversationId | undefined) {
      if (id === undefined) isAnything = true;
      else changed.add(id);
      turn.renew();
    },
    stop: turn.stop,
  };
}

type Told = Extract<LiveMessage, { type: 'answering' }>;

/** Someone before another page who answers in a conversation. */
export type Other = Pick<Told, 'page' | 'person' | 'name' | 'state'>;

/** Those who answer in a conversation, after what one of them has done. */
function othersAfter(known: readonly Other[], { page, person, name, state }: Told): readonly Other[] {
  const others = known.filter((one) => one.page !== page);
  return state === 'reading' ? others : [...others, { page, person, name, state }];
}

/** Takes in what another page does, where this one asks for it. */
export function hearAnswering(queries: QueryClient, told: Told): void {
  for (const { id, heard } of questions) if (id === told.id) heard.push(told);
  queries.setQueryData<readonly Other[]>(
    conversationKeys.answering(told.id),
    (known) => known && othersAfter(known, told),
  );
}

/** Who answers is being asked: what is heard before the response arrives may be newer. */
const questions = new Set<{ readonly id: ConversationId; readonly heard: Told[] }>();

/** Returns who answers in a conversation, as `ask` is told, after what is heard of them until then. */
export async function askAnswering(
  id: ConversationId,
  ask: () => Promise<readonly Other[]>,
): Promise<readonly Other[]> {
  const heard: Told[] = [];
  const question = { id, heard };
  questions.add(question);
  try {
    return heard.reduce(othersAfter, await ask());
  } finally {
    questions.delete(question);
  }
}
