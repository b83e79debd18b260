import { queryOptions } from '@tanstack/react-query';
import { type AnsweringState, answeringStates } from '#contract/gateway/answering.ts';
import { type ConversationId, ownIdOf, systemOf } from '#contract/gateway/conversation-id.ts';
import { noteAnswering } from '#contract/gateway/conversations.ts';
import { fields, list, text } from '#src/lib/reader.ts';
import { outliving } from '../client/outliving.ts';
import { orThrow, write } from '../client/write.ts';
import { askAnswering, conversationKeys, type Other } from './follow-conversations.ts';

/** Longer than a browser lets a page in the background sleep, it would count as gone. */
const repeatedMs = 30_000;

/** Of this page among all those of a person; not a secret. */
export const ownPage: string = crypto.randomUUID();

const params = (id: ConversationId) => ({ system: systemOf(id), id: ownIdOf(id) });

/**
 * Who else is answering in a conversation, while this page reports what its own reader does: in the background too, where
 * there may be an unfinished draft.
 */
export const answeringOptions = (id: ConversationId, state: AnsweringState) =>
  queryOptions({
    queryKey: conversationKeys.answering(id),
    queryFn: ({ signal }): Promise<readonly Other[]> =>
      askAnswering(id, async () => {
        const body = { page: ownPage, state };
        const told = fields(orThrow(await write(noteAnswering, { params: params(id), body, signal })));
        return list(told.others, readOther);
      }),
    refetchInterval: repeatedMs,
    refetchIntervalInBackground: true,
    staleTime: repeatedMs,
    gcTime: 0,
    retry: false,
  });

/** This page is no longer before the conversation. Nobody waits for the response, nor minds if there is none. */
export function leaveConversation(id: ConversationId): void {
  const body = { page: ownPage, state: 'gone' as const };
  void write(noteAnswering, { params: params(id), body, transport: outliving }).catch(() => undefined);
}

function readOther(wire: unknown): Other | undefined {
  const one = fields(wire);
  const [page, person, name] = [text(one.page), text(one.person), text(one.name)];
  const state = answeringStates.find((known) => known === one.state);
  if (page === undefined || person === undefined || state === undefined) return undefined;
  return { page, person, name: name ?? '', state };
}
