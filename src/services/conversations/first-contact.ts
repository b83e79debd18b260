import { firstContactTransports } from '#contract/chat2desk/enumerations.ts';
import { isEmail } from '#contract/email.ts';
import type { Channel } from '#src/api/chat2desk/administration/company.ts';
import type { NewClient } from '#src/api/chat2desk/create-client.ts';

/** A channel, and a messenger on it that lets the company write first. */
export interface FirstWay {
  readonly key: string;
  readonly channel: Channel;
  readonly transport: NewClient['transport'];
  /** It has as many new clients today as it may have. Only WhatsApp has such a limit. */
  readonly isFull: boolean;
}

export const firstWaysOf = (channels: readonly Channel[]): readonly FirstWay[] =>
  channels.flatMap((channel) =>
    firstContactTransports
      .filter((transport) => channel.transports.includes(transport))
      .map((transport) => ({
        key: `${channel.id} ${transport}`,
        channel,
        transport,
        isFull: isFull(channel, transport),
      })),
  );

const isFull = ({ newClients }: Channel, transport: string): boolean =>
  transport === 'whatsapp' && newClients !== undefined && newClients.used >= newClients.limit;

/**
 * What Chat2Desk knows someone by on a messenger: an e-mail address, or digits with the country's code (E.164 has 15
 * at most). Undefined for what is neither, such as a number that begins with the 0 of its own country.
 */
export function firstAddress(transport: NewClient['transport'], typed: string): string | undefined {
  if (transport === 'email') return isEmail(typed.trim()) ? typed.trim() : undefined;
  const digits = typed.replaceAll(/[\s().+/-]/g, '').replace(/^00/, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}
