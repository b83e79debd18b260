import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { getRequest } from '#contract/chat2desk/requests.ts';
import { assignTags, removeTag } from '#contract/chat2desk/tags.ts';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { fields, list, number } from '#src/lib/reader.ts';
import type { Certain, PageWatch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { type Outcome, write } from '../client/write.ts';
import { readAround } from '../gateway/conversations.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { change } from './change.ts';
import { dataOf } from './wire.ts';

/** Who is given a tag: a client, or one of their requests. */
export interface Tagged {
  readonly dialog: number;
  readonly who: { readonly client: number } | { readonly request: number };
}

export interface ChangeOfTag extends Tagged, IdempotencyKey {
  readonly tag: number;
  readonly isGiven: boolean;
}

/** Ids of the tags of a request. */
export const requestTagsOptions = (dialog: number, request: number) =>
  queryOptions({
    queryKey: conversationKeys.requestTags(dialogId(dialog), request),
    queryFn: async ({ signal }) => readRequestTags(request, signal),
  });

/** @throws ApiError */
async function readRequestTags(request: number, signal: AbortSignal | undefined): Promise<readonly number[]> {
  const wire = await call(getRequest, { params: { id: String(request) }, signal });
  // The documentation shows an empty list only.
  return list(fields(dataOf(wire)).tags, (tag) => number(tag) ?? number(fields(tag).id));
}

/** Gives a tag or takes it away; doing so twice does nothing more. */
export const changeTag = (
  queryClient: QueryClient,
  given: ChangeOfTag,
  watch: PageWatch<ChangeOfTag>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: sendTag,
    async read({ dialog, who, tag, isGiven }, signal) {
      const now =
        'client' in who
          ? (await readAround(dialogId(dialog), signal)).tags.map(({ id }) => id)
          : await readRequestTags(who.request, signal);
      return now.includes(tag) === isGiven ? now : undefined;
    },
    renews: [conversationKeys.one(dialogId(given.dialog)), ['conversations', 'inbox']],
  });

function sendTag({ who, tag, isGiven, ...given }: ChangeOfTag): Promise<Outcome<unknown>> {
  if (!isGiven) {
    const body = 'client' in who ? { client_id: who.client } : { request_id: who.request };
    return write(removeTag, { params: { id: String(tag) }, body, ...elevated(given) });
  }
  const assignee =
    'client' in who
      ? { assignee_type: 'client' as const, assignee_id: who.client }
      : { assignee_type: 'request' as const, assignee_id: who.request };
  return write(assignTags, { body: { tag_ids: [tag], ...assignee }, ...elevated(given) });
}
