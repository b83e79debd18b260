import type { InboxView } from '#contract/gateway/conversations.ts';
import { folded, wordsOf } from '../conversations/find-conversations.ts';
import type { InboxPart } from '../conversations/merging/inbox-parts.ts';
import type { Viewer } from '../conversations/sights.ts';
import { viewOfChannel } from './channel-view.ts';
import type { Channels } from './channels.ts';
import type { Channel } from './wire.ts';

/** What someone wants to see of channels. */
export interface ChannelSearch {
  readonly view: InboxView;
  /** Only those that nobody of the company is in. */
  readonly nobodys: boolean;
  readonly unread: boolean;
  readonly text: string;
}

/** Channels that a person may see, as they want to see them. @throws Refusal */
export async function findChannels(
  channels: Channels,
  viewer: Viewer,
  { view, nobodys, unread, text }: ChannelSearch,
): Promise<InboxPart> {
  const book = await channels.bookOf(viewer.member.organisation);
  const [{ channels: all, isComplete }, sight] = await Promise.all([book.all(), channels.sightOf(viewer)]);
  const { individual } = sight;
  const news = individual === undefined ? new Set<string>() : await book.unreadBy(individual);
  const words = wordsOf(text);
  const isIn = ({ subscribers }: Channel) => subscribers.some(({ id }) => id === individual);
  const matches = ({ subscribers, last }: Channel) => {
    const haystack = folded([...subscribers.map(({ name }) => name), last?.text ?? ''].join('\n'));
    return words.every((word) => haystack.includes(word));
  };
  const isWanted = (channel: Channel) =>
    channel.isOpen === (view !== 'closed') &&
    (view !== 'waiting' || book.waits(channel) !== undefined) &&
    (view !== 'mine' || isIn(channel)) &&
    (!nobodys || book.colleaguesOf(channel).length === 0) &&
    (!unread || news.has(channel.id)) &&
    sight.sees(channel) &&
    matches(channel);
  return {
    rows: all.filter(isWanted).map((channel) => ({
      waits: book.waits(channel)?.since,
      at: channel.last?.at ?? 0,
      view: () => viewOfChannel(channel, book, news.has(channel.id)),
    })),
    everything: sight.everything,
    isChecking: sight.isChecking || !isComplete,
    hasOwn: individual !== undefined,
  };
}
