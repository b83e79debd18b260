import type * as v from 'valibot';
import type { listCommunicationMessages } from '#contract/courier/conversations.ts';
import type { listMessagingMessages } from '#contract/courier/messages.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import { timeOf } from '../conversations/wire.ts';
import { fieldAt } from '../fields.ts';

export interface Subscriber {
  /** UUID of the individual. */
  readonly id: string;
  readonly name: string;
  /** Whether they are notified of new messages in the channel; undefined where that is not known. */
  readonly isNotified?: boolean | undefined;
}

/** A conversation of several people, as its list has it. */
export interface Channel {
  readonly id: string;
  readonly isOpen: boolean;
  readonly subscribers: readonly Subscriber[];
  readonly last: { readonly id: string; readonly text: string; readonly at: number | undefined } | undefined;
  /** Id of the message that is marked to be found again. */
  readonly bookmark: string | undefined;
}

/** A message of a channel. */
export interface ChannelMessage {
  readonly id: string;
  /** UUID of the individual who wrote it. */
  readonly author: string | undefined;
  readonly name: string;
  /** Whether a client wrote it, and nobody of the company. */
  readonly isClients: boolean;
  /** Nobody wrote it: an out-of-office reply, for example. */
  readonly isAutomatic: boolean;
  /** Not posted yet. */
  readonly isDraft: boolean;
  readonly isRemoved: boolean;
  readonly text: string;
  /** In ms since the epoch. */
  readonly at: number | undefined;
  readonly changedAt: number | undefined;
  readonly files: readonly {
    readonly id: string;
    readonly name: string;
    readonly size: number | undefined;
  }[];
  readonly reactions: readonly { readonly type: string; readonly by: string; readonly name: string }[];
}

type WireChannel = v.InferOutput<typeof listCommunicationMessages.response>['data'][number];
type WireMessage = v.InferOutput<typeof listMessagingMessages.response>['data'][number];

/** Lines of text in a list are cut here. */
const longestText = 200;

const nameOf = (first: string | null | undefined, last: string | null | undefined, other = '') =>
  [first, last].filter(Boolean).join(' ').trim() || other;

/** The document names the preference, and not its values: what says plainly yes or no is read. */
const notifying: Readonly<Record<string, boolean>> = { true: true, on: true, false: false, off: false };

const notifiedBy = (preferences: unknown): boolean | undefined =>
  notifying[String(fieldAt(preferences, 'notify')).toLowerCase()];

export function channelOf({ id, attributes }: WireChannel): Channel {
  const last = attributes['last-message'];
  return {
    id,
    isOpen: attributes.archived !== true,
    subscribers: (attributes.subscribers ?? []).flatMap((one) =>
      one.id
        ? [
            {
              id: one.id,
              name: nameOf(one['first-name'], one['last-name'], one.email ?? one.id),
              isNotified: notifiedBy(one['communication-preferences']),
            },
          ]
        : [],
    ),
    last: last?.id
      ? {
          id: last.id,
          text: wholeCharacters((last.message ?? '').trim(), longestText),
          at: timeOf(last['posted-time']),
        }
      : undefined,
    bookmark: attributes.bookmark?.['message-id'] ?? undefined,
  };
}

export function messageOf({ id, attributes }: WireMessage): ChannelMessage {
  const author = attributes['individual-id'] ?? undefined;
  return {
    id,
    author,
    name: nameOf(attributes['first-name'], attributes['last-name'], attributes['user-name'] ?? ''),
    isClients: attributes['user-type'] === 'participant',
    isAutomatic: attributes.source === 'auto-responder',
    isDraft: attributes.draft === true,
    isRemoved: attributes.removed === true,
    text: attributes.message ?? '',
    at: timeOf(attributes['posted-time']),
    changedAt: timeOf(attributes['last-modified-time']),
    files: (attributes.attachments ?? []).flatMap((file) =>
      file.id && file.removed !== true
        ? [{ id: file.id, name: file.filename ?? '', size: file['content-size'] ?? undefined }]
        : [],
    ),
    reactions: (attributes.reactions ?? []).flatMap((one) => {
      const [type, by] = [one['reaction-type'], one['individual-id']];
      return type && by ? [{ type, by, name: nameOf(one['first-name'], one['last-name']) }] : [];
    }),
  };
}
