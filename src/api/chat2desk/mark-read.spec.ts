import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { conversationKeys, renewConversation } from '../gateway/follow-conversations.ts';
import { LossyServer } from '../testing/lossy-server.ts';
import { markRead } from './messages.ts';

afterEach(() => void vi.unstubAllGlobals());

const [id, other] = [dialogId(3), dialogId(4)];

/** Everything that pages keep of conversations. */
const kept = {
  inbox: conversationKeys.inbox({ open: true }),
  linked: conversationKeys.linked({}),
  todos: conversationKeys.todos(['meeting']),
  own: conversationKeys.one(id),
  messages: conversationKeys.messages(id),
  around: conversationKeys.around(id),
  client: conversationKeys.client(7),
  links: conversationKeys.links(7),
  fields: conversationKeys.fields,
  answering: conversationKeys.answering(id),
  ofAnother: conversationKeys.one(other),
  messagesOfAnother: conversationKeys.messages(other),
};

/** @returns what is read again because of this */
async function renewedBy(change: (queries: QueryClient) => Promise<void>): Promise<readonly string[]> {
  const queries = new QueryClient();
  const all = Object.entries(kept);
  for (const [, key] of all) queries.setQueryData<unknown>(key, {});
  await change(queries);
  return all.filter(([, key]) => queries.getQueryState(key)?.isInvalidated).map(([name]) => name);
}

it('reads again no more than what shows unread messages when one is marked as read', async () => {
  const server = new LossyServer(() => ({ status: 'success' }));
  expect(await renewedBy((queries) => markRead(queries, 3, 12))).toEqual(['inbox', 'own', 'messages']);
  expect(server.sent).toEqual(['POST /connected/chat2desk/v1/messages/12/read']);
});

it('reads again one conversation and the lists, and tells nobody that this page reads', async () => {
  expect(await renewedBy((queries) => renewConversation(queries, id))).toEqual([
    'inbox',
    'linked',
    'todos',
    'own',
    'messages',
    'around',
  ]);
});

it('tells nobody that this page reads when everything of conversations is read again', async () => {
  const renewed = await renewedBy((queries) => queries.invalidateQueries({ queryKey: conversationKeys.all }));
  expect(renewed).toEqual(Object.keys(kept).filter((name) => name !== 'answering'));
});
