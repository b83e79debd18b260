import { expect, it } from 'vitest';
import { channelId, channelOf, dialogId, dialogOf, isConversationId, ownIdOf } from './conversation-id.ts';

const uuid = '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';

it('has the id of its system in it, and nobody else’s', () => {
  expect([dialogId(17), channelId(uuid.toUpperCase())]).toEqual(['chat2desk/17', `courier/${uuid}`]);
  expect([ownIdOf(dialogId(17)), ownIdOf(channelId(uuid))]).toEqual(['17', uuid]);
  expect([dialogOf(dialogId(17)), dialogOf(channelId(uuid))]).toEqual([17, undefined]);
  expect([channelOf(dialogId(17)), channelOf(channelId(uuid))]).toEqual([undefined, uuid]);
});

it('is nothing else', () => {
  const odd = ['17', 17, 'chat2desk/', 'chat2desk/x', `chat2desk/${uuid}`, 'courier/17', `claap/${uuid}`];
  expect([`courier/${uuid}`, 'chat2desk/17', ...odd].filter(isConversationId)).toEqual([
    `courier/${uuid}`,
    'chat2desk/17',
  ]);
});
