import { downloadMessagingAttachment } from '#contract/courier/attachments.ts';
import { urlText } from '#contract/url-text.ts';
import { Refusal } from '../../http/refusal.ts';
import { hidden, type Viewer } from '../conversations/sights.ts';
import { askedBytes, type BytesRequest, passBytes, textOf } from '../media/answered-file.ts';
import { fileHeaders } from '../media/file-types.ts';
import type { Channels } from './channels.ts';

/** A file of a message, as a reference has it. */
export interface ChannelFile {
  readonly channel: string;
  readonly file: string;
}

const pattern = /^file ([0-9a-f-]{36}) ([0-9a-f-]{36})$/;

export const fileReference = ({ channel, file }: ChannelFile): string => `file ${channel} ${file}`;

/** Undefined for what refers to anything else. */
export function fileInReference(text: string): ChannelFile | undefined {
  const [, channel, file] = pattern.exec(text) ?? [];
  return channel === undefined || file === undefined ? undefined : { channel, file };
}

/**
 * What a file of a channel is called, where someone may see the channel, and the file is still in one of its messages.
 * @throws Refusal
 */
export async function nameOfFile(
  channels: Channels,
  viewer: Viewer,
  { channel: id, file }: ChannelFile,
): Promise<string> {
  const { channel } = await channels.channel(viewer, id);
  const messages = await (await channels.bookOf(viewer.member.organisation)).messages(channel.id);
  const found = messages.flatMap(({ isRemoved, files }) => (isRemoved ? [] : files));
  const one = found.find((known) => known.id === file);
  if (!one) throw hidden();
  return one.name;
}

/** Returns the media type of a file, without its parameters; undefined where there is no file. @throws Refusal */
export async function typeOfFile(
  channels: Channels,
  organisation: string,
  file: string,
): Promise<string | undefined> {
  const headers = { range: 'bytes=0-0' };
  const asked = { headers, successes: [200, 206] };
  const answer = await channels.bytes(organisation, downloadMessagingAttachment, file, asked);
  // It may send all of it.
  answer?.body.on('error', () => {}).destroy();
  return answer && (textOf(answer, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase();
}

/** Passes a file on, or the part that is asked for. Who may see it is asked each time. @throws Refusal */
export async function passChannelFile(
  channels: Channels,
  viewer: Viewer,
  file: ChannelFile,
  asked: BytesRequest,
): Promise<void> {
  const name = await nameOfFile(channels, viewer, file);
  const { headers } = askedBytes(asked.request);
  const bytes = { headers, successes: [200, 206, 416], signal: asked.signal };
  const { organisation } = viewer.member;
  const answer = await channels.bytes(organisation, downloadMessagingAttachment, file.file, bytes);
  if (!answer) throw new Refusal(404, 'There is no such file for you, or no longer.');
  await passBytes(answer, asked, fileHeaders(textOf(answer, 'content-type'), `/${urlText(name)}`));
}
