import type { OwnWrite } from '../conversations/changes/own-writes.ts';
import { fieldAt } from '../fields.ts';

/** Whether an operation changes a channel, or something in one. */
export const isChannelWrite = (operation: string): boolean =>
  /Messaging(?:Channel|Message|Reaction|Attachment|AttachmentUpload|Bookmark)/.test(operation);

/** Returns the channel that someone here has changed, where the request names it. */
export function channelIn({ operation, params, body }: OwnWrite): string | undefined {
  const inBody = fieldAt(body, 'data.attributes.channel-id');
  if (typeof inBody === 'string') return inBody.toLowerCase();
  return /MessagingChannel/.test(operation) ? params.id?.toLowerCase() : undefined;
}
