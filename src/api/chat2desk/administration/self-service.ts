import { queryOptions } from '@tanstack/react-query';
import { getClientLastQuestion } from '#contract/chat2desk/clients.ts';
import { listMessages } from '#contract/chat2desk/messages.ts';
import { fields, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { menuKeys, type Question, readQuestions } from '../menu.ts';
import { type Message, readMessages } from '../messages.ts';
import { dataOf } from '../wire.ts';

/** An item that was sent to a client, and what they wrote next. */
export interface Offer {
  readonly item: number;
  readonly text: string;
  readonly at: Date | undefined;
  /** Undefined where they have not written since, or got the next item first. */
  readonly reply: { readonly text: string; readonly at: Date | undefined } | undefined;
}

/** Everything that was offered to a client, the newest first. */
export const offersOptions = (client: number) =>
  queryOptions({
    queryKey: menuKeys.offers(client),
    queryFn: async ({ signal }) => {
      const query = { client_id: client, type: 'from_client' as const, order: 'desc' as const, limit: 200 };
      const [offered, written] = await Promise.all([
        readQuestions(client, signal),
        call(listMessages, { query, signal }),
      ]);
      return withReplies(offered, readMessages(written));
    },
    staleTime: 0,
  });

/** The text of the item that was sent to a client last; null where there is none. */
export const lastOfferOptions = (client: number) =>
  queryOptions({
    queryKey: menuKeys.last(client),
    queryFn: async ({ signal }) => {
      const params = { id: String(client) };
      return text(fields(dataOf(await call(getClientLastQuestion, { params, signal }))).text) ?? null;
    },
    staleTime: 0,
  });

/** To each offer the first message of the client before the next offer; the newest first. */
export function withReplies(
  offered: readonly Question[],
  written: readonly Pick<Message, 'text' | 'at'>[],
): readonly Offer[] {
  const time = ({ at }: { readonly at: Date | undefined }) => at?.getTime() ?? 0;
  const inOrder = offered.toSorted((one, other) => time(one) - time(other));
  const messages = written.toSorted((one, other) => time(one) - time(other));
  const offers = inOrder.map((offer, at): Offer => {
    const next = inOrder[at + 1];
    const end = next ? time(next) : Number.POSITIVE_INFINITY;
    const reply = messages.find((one) => time(one) >= time(offer) && time(one) < end);
    return { ...offer, reply: reply && { text: reply.text, at: reply.at } };
  });
  return offers.toReversed();
}
