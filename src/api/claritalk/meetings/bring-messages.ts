import { type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  bringMessages as bringRow,
  listBroughtMessages,
  mostBrought,
} from '#contract/gateway/brought-messages.ts';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { type Certain, certain, type Find, type Watch } from '#src/api/client/certain.ts';
import { call } from '#src/api/client/client.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { type Outcome, write } from '#src/api/client/write.ts';
import { conversationKeys } from '#src/api/gateway/follow-conversations.ts';
import { fields, list, number } from '#src/lib/reader.ts';
import { chatNumberOf } from './chat.ts';
import { refreshMeeting } from './meeting-cache.ts';

/** Messages of a conversation for a meeting's chat. */
export interface Bringing {
  readonly dialog: number;
  /** UUID. */
  readonly meeting: string;
  readonly messages: readonly number[];
}

type State = 'begun' | 'done';

/** Which messages of a conversation are in a meeting's chat, or may be. */
export const broughtOptions = (dialog: number, meeting: string) =>
  queryOptions({
    queryKey: conversationKeys.brought(dialogId(dialog), meeting),
    queryFn: ({ signal }) => readBrought(dialog, meeting, signal),
  });

async function readBrought(
  dialog: number,
  meeting: string,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, State>> {
  const params = { system: 'chat2desk', id: String(dialog) } as const;
  const wire = fields(await call(listBroughtMessages, { params, query: { meeting }, signal }));
  return new Map(
    list(wire.messages, (one): [number, State] | undefined => {
      const { id, state } = fields(one);
      const known = number(id);
      return known === undefined ? undefined : [known, state === 'done' ? 'done' : 'begun'];
    }),
  );
}

/**
 * Adds messages to a meeting's chat. The gateway adds each once, however often it is asked; what may be there is looked
 * for. Done when all are there.
 */
export async function bringMessages(
  queryClient: QueryClient,
  { dialog, meeting, messages }: Bringing,
  watch: Watch,
): Promise<Certain<unknown>> {
  const find: Find<unknown> = async (signal) => {
    const known = await readBrought(dialog, meeting, signal);
    if (messages.every((id) => known.get(id) === 'done')) return { found: known };
    return messages.some((id) => known.get(id) === 'begun') ? 'unseen' : 'absent';
  };
  const result = await certain<unknown>(() => bringAll({ dialog, meeting, messages }), find, watch);
  await queryClient.invalidateQueries({ queryKey: conversationKeys.brought(dialogId(dialog), meeting) });
  void refreshMeeting(queryClient, meeting);
  return result;
}

/** As many requests as it takes, one after the other; ends with the first that is not known to be done. */
async function bringAll({ dialog, meeting, messages }: Bringing): Promise<Outcome<unknown>> {
  const chat = await chatNumberOf(meeting);
  const params = { system: 'chat2desk', id: String(dialog) } as const;
  let last: Outcome<unknown> = { kind: 'done', value: undefined };
  for (let from = 0; from < messages.length && last.kind === 'done'; from += mostBrought) {
    const part = messages.slice(from, from + mostBrought);
    const body = { meeting, number: chat, messages: part };
    const outcome = await write(bringRow, { params, body, timeoutMs: 120_000 });
    const isKnown = outcome.kind !== 'done' || outcome.value.unknown.length === 0;
    last = isKnown ? outcome : { kind: 'unknown', error: unknownEnd() };
  }
  return last;
}

/** The gateway responded, and does not know either. */
const unknownEnd = () => new ApiError({ kind: 'network', operation: bringRow.name, mayBeDone: true });
