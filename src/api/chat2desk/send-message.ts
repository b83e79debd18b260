import type { QueryClient } from '@tanstack/react-query';
import { listMessages, sendMessage } from '#contract/chat2desk/messages.ts';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { type Certain, certain, type Find, type PageWatch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import type { AttachedFile } from '../gateway/attached-files.ts';
import { findSent } from '../gateway/find-sent.ts';
import { conversationKeys, renewConversation } from '../gateway/follow-conversations.ts';
import { portion, readMessages } from './messages.ts';

/** What someone writes in a conversation. */
export interface Outgoing extends IdempotencyKey {
  readonly dialog: number;
  readonly client: number;
  readonly channel: number | undefined;
  readonly transport: string | undefined;
  readonly text: string;
  /** A comment stays inside the company. */
  readonly type: 'to_client' | 'comment';
  /** An admin's own operator; that of members is filled in by the gateway. */
  readonly operator: number | undefined;
  /** What it is sent with. `inText`: the messenger carries no such files, so its link is in the text. */
  readonly file?: (AttachedFile & { readonly inText: boolean }) | undefined;
}

/**
 * Sends a message once. Its key is its id at Chat2Desk too: when its response is lost it is looked for there, and in the
 * gateway's ledger; what nobody knows may have been sent.
 */
export async function send(
  queryClient: QueryClient,
  outgoing: Outgoing,
  { earlier, ...watch }: PageWatch<Outgoing>,
): Promise<Certain<unknown>> {
  const { key, client, channel, transport, type, operator, file } = outgoing;
  const text = textOf(outgoing);
  const body = {
    client_id: client,
    ...(text === '' ? {} : { text }),
    ...(file && !file.inText ? { attachment: file.link, attachment_filename: file.name } : {}),
    type,
    external_id: key,
    ...(channel === undefined ? {} : { channel_id: channel }),
    ...(transport === undefined ? {} : { transport }),
    ...(operator === undefined ? {} : { operator_id: operator }),
  };
  const work = () => write(sendMessage, { body, ...elevated(outgoing) });
  // What became of another message says nothing about this one.
  const before = earlier && isSame(earlier, outgoing) ? finder(earlier) : undefined;
  const result = await certain<unknown>(work, finder(outgoing), watch, before);
  // A refusal leaves the list as it is; anything else may be in it.
  if (result.kind !== 'refused') {
    const id = dialogId(outgoing.dialog);
    await queryClient.invalidateQueries({ queryKey: conversationKeys.messages(id) });
    void renewConversation(queryClient, id);
  }
  return result;
}

const isSame = (one: Outgoing, other: Outgoing) =>
  one.text === other.text && one.type === other.type && one.file?.id === other.file?.id;

function textOf({ text, file }: Pick<Outgoing, 'text' | 'file'>): string {
  if (!file?.inText) return text;
  return `${text}\n\n${file.name}\n${file.link}`.trimStart();
}

const finder =
  ({ key, dialog }: Pick<Outgoing, 'key' | 'dialog'>): Find<unknown> =>
  async (signal) => {
    const query = { dialog_id: dialog, limit: portion, order: 'desc' as const };
    const found = readMessages(await call(listMessages, { query, signal })).find((one) => one.key === key);
    if (found) return { found };
    const finding = await findSent('chat2desk', key)(signal);
    // It may appear in the list later.
    return finding === 'untold' ? 'unseen' : finding;
  };
