import { type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  createMessagingAttachment,
  processMessagingAttachmentUpload,
  updateMessagingAttachment,
  uploadMessagingAttachment,
} from '#contract/courier/attachments.ts';
import { createMessagingMessage } from '#contract/courier/messages.ts';
import { attachmentTypes } from '#contract/courier/requests.ts';
import { getChannelFile } from '#contract/gateway/channels.ts';
import { type ConversationId, ownIdOf } from '#contract/gateway/conversation-id.ts';
import { kindOf, nameFor } from '#contract/gateway/file-kind.ts';
import { fields, number, text } from '#src/lib/reader.ts';
import { type Certain, certain, type Watch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { ApiError } from '../client/errors.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { orThrow, write } from '../client/write.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { madeId, prepared } from './prepared.ts';

/** A file at Courier, in a draft of a message that is posted with it. */
export interface PreparedFile {
  /** UUID. */
  readonly id: string;
  /** UUID of the draft. */
  readonly message: string;
  readonly name: string;
  /** Media type. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** A file that a person chose for a channel. */
export interface FileForChannel extends IdempotencyKey {
  readonly id: ConversationId;
  readonly name: string;
  readonly content: Blob;
}

const notAllowed = () =>
  new ApiError({
    kind: 'invalid',
    operation: uploadMessagingAttachment.name,
    refusal: { code: 'file-not-allowed', values: {} },
  });

/**
 * Writes a draft in a channel and gives it a file, in three steps. Nobody sees anything of it before the draft is posted, so
 * a lost response to any step costs nothing but another draft.
 */
export async function attachToChannel(
  _queryClient: QueryClient,
  chosen: FileForChannel,
  watch: Watch,
): Promise<Certain<PreparedFile>> {
  const kind = kindOf(new Uint8Array(await chosen.content.arrayBuffer()));
  const type = attachmentTypes.find((one) => one === kind);
  if (kind === undefined || type === undefined) {
    return { kind: 'refused', error: notAllowed(), looked: false };
  }
  const name = nameFor(chosen.name, kind);
  const content = new Blob([chosen.content], { type });
  const work = () =>
    prepared(async (wish): Promise<PreparedFile> => {
      const draft = { 'channel-id': ownIdOf(chosen.id), message: name, draft: true };
      const body = { data: { type: 'messaging-messages' as const, attributes: draft } };
      const { data } = orThrow(await write(createMessagingMessage, { body, ...wish() }));
      const message = madeId(createMessagingMessage.name, data);
      const file = { 'message-id': message, filename: name, 'content-type': type };
      const announcing = { data: { type: 'messaging-attachments' as const, attributes: file } };
      const announced = orThrow(await write(createMessagingAttachment, { body: announcing, ...wish() }));
      const id = madeId(createMessagingAttachment.name, announced.data);
      const params = { id };
      orThrow(await write(uploadMessagingAttachment, { params, form: content, ...wish() }));
      orThrow(await write(processMessagingAttachmentUpload, { params, body: {}, ...wish() }));
      return { id, message, name, type, size: content.size };
    }, chosen.signal);
  return certain(work, async () => 'untold', watch);
}

/** Takes a file away that was not sent. Its draft stays at Courier, which has no way of deleting one. */
export async function removePrepared(
  _queryClient: QueryClient,
  given: IdempotencyKey & Pick<PreparedFile, 'id'>,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { id } = given;
  const attributes = { removed: true };
  const body = { data: { id, type: 'messaging-attachments' as const, attributes } };
  const work = () => write(updateMessagingAttachment, { params: { id }, body, ...elevated(given) });
  return certain<unknown>(work, async () => 'untold', watch);
}

/** Undefined for anything else. */
export function readPreparedFile(wire: unknown): PreparedFile | undefined {
  const one = fields(wire);
  const [id, message, name, type] = [text(one.id), text(one.message), text(one.name), text(one.type)];
  const size = number(one.size);
  if (id === undefined || message === undefined || name === undefined || type === undefined) return undefined;
  return size === undefined ? undefined : { id, message, name, type, size };
}

/** A file of a message, where it can be fetched; null where Courier has no address for it. */
export const channelFileOptions = (id: ConversationId, file: string) =>
  queryOptions({
    queryKey: [...conversationKeys.one(id), 'file', file],
    queryFn: async ({ signal }): Promise<{ readonly link: string; readonly type: string } | null> => {
      const { link, type } = fields(
        await call(getChannelFile, { params: { id: ownIdOf(id), file }, signal }),
      );
      const known = text(link);
      return known === undefined ? null : { link: known, type: text(type) ?? '' };
    },
    retry: false,
    // The link works for half a day at least.
    staleTime: 60 * 60_000,
  });
