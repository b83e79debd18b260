import { transports } from '#contract/chat2desk/enumerations.ts';
import type { Conversation, Named } from '#src/api/gateway/conversations.ts';
import type { LinkedClient, LinkedClients } from '#src/api/gateway/linked-clients.ts';

/** One way to reach a client. */
export interface Way {
  readonly channel: Named | undefined;
  readonly transport: string | undefined;
  /** What they and the company have written to each other there; undefined where that would be the first message. */
  readonly conversation: Conversation | undefined;
}

/** Someone of a meeting who can be written to. */
export interface Recipient {
  readonly client: LinkedClient;
  /** The newest conversation first. */
  readonly ways: readonly Way[];
}

/**
 * Characters that a message may have, as the messengers themselves document: WhatsApp, Telegram and VK 4,096, Facebook
 * 2,000, Instagram and Viber 1,000; ten parts of an SMS. Others are not known to have one that matters.
 */
const longest: readonly (readonly [start: string, characters: number])[] = [
  ['wa_', 4_096],
  ['whatsapp', 4_096],
  ['telegram', 4_096],
  ['tg_', 4_096],
  ['vk', 4_096],
  ['facebook', 2_000],
  ['insta', 1_000],
  ['viber', 1_000],
  ['sms', 1_530],
];
const usualLongest = 20_000;

export const longestOn = (transport: string | undefined): number =>
  longest.find(([start]) => transport?.startsWith(start))?.[1] ?? usualLongest;

/** Whether a messenger carries a PDF; where it does not, the link is in the text. */
export const carriesPdf = (transport: string | undefined): boolean =>
  transport === undefined || (transports[transport] ?? []).includes('pdf');

/** The linked clients of a meeting with their conversations; on each channel the newest counts. */
export function recipientsOf({ clients, conversations }: LinkedClients): readonly Recipient[] {
  return clients.map((client) => {
    const own = conversations.filter((one) => one.client.id === client.id);
    const byChannel = new Map<string, Way>();
    for (const conversation of own) {
      const { channel, transport } = conversation;
      const key = `${channel?.id} ${transport}`;
      if (!byChannel.has(key)) byChannel.set(key, { channel, transport, conversation });
    }
    return { client, ways: [...byChannel.values()] };
  });
}
