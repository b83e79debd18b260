import { queryOptions } from '@tanstack/react-query';
import { getClient } from '#contract/chat2desk/clients.ts';
import { fields, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { dataOf, instantOf } from './wire.ts';

/** What is known about a client. */
export interface ClientCard {
  readonly name: string | undefined;
  /** A number, an address, or the name that a messenger gives them. */
  readonly address: string | undefined;
  readonly phone: string | undefined;
  readonly comment: string | undefined;
  /** Their id in the company's CRM. */
  readonly relation: string | undefined;
  readonly firstAt: Date | undefined;
}

export const clientOptions = (id: number) =>
  queryOptions({
    queryKey: conversationKeys.client(id),
    queryFn: async ({ signal }): Promise<ClientCard> => {
      const one = fields(dataOf(await call(getClient, { params: { id: String(id) }, signal })));
      return {
        name: text(one.assigned_name) ?? text(one.name),
        address: text(one.phone),
        phone: text(one.client_phone),
        comment: text(one.comment),
        relation: text(one.external_id),
        firstAt: instantOf(one.first_client_message),
      };
    },
  });
