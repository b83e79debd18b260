import { queryOptions } from '@tanstack/react-query';
import { getClient, getClientTransports, listCustomClientFields } from '#contract/chat2desk/clients.ts';
import { fields, list, number, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { dataOf, instantOf } from './wire.ts';

/** What is known about a client. */
export interface ClientCard {
  readonly name: string | undefined;
  /** The name that the company gave them, instead of the messenger's. */
  readonly assignedName: string | undefined;
  /** A number, an address, or the name that a messenger gives them. */
  readonly address: string | undefined;
  readonly phone: string | undefined;
  readonly comment: string | undefined;
  /** Their id in the company's CRM. */
  readonly relation: string | undefined;
  readonly firstAt: Date | undefined;
  /** Values of the company's own fields, by their ids. */
  readonly own: Readonly<Record<string, unknown>>;
}

/** A field of the company's own on the card of each client. */
export interface ClientField {
  readonly id: number;
  readonly name: string;
  /** Operators may change its value. */
  readonly editable: boolean;
  /** What it can be; undefined where it is any text. */
  readonly choices: readonly string[] | undefined;
}

const heldMs = 24 * 60 * 60_000;

/** Fields that operators may see. */
export const clientFieldsOptions = () =>
  queryOptions({
    queryKey: conversationKeys.fields,
    queryFn: async ({ signal }) =>
      list(dataOf(await call(listCustomClientFields, { signal })), (wire): ClientField | undefined => {
        const { id, name, type, value, editable, viewable } = fields(wire);
        const known = number(id);
        if (known === undefined || viewable === false) return undefined;
        const choices = type === 'dropdown' ? (text(value)?.split('\n') ?? []) : undefined;
        return { id: known, name: text(name) ?? String(known), editable: editable !== false, choices };
      }),
    staleTime: heldMs,
  });

export const clientOptions = (id: number) =>
  queryOptions({
    queryKey: conversationKeys.client(id),
    queryFn: ({ signal }) => readClient(id, signal),
  });

/** @throws ApiError */
export async function readClient(id: number, signal?: AbortSignal): Promise<ClientCard> {
  const one = fields(dataOf(await call(getClient, { params: { id: String(id) }, signal })));
  return {
    name: text(one.assigned_name) ?? text(one.name),
    assignedName: text(one.assigned_name),
    address: text(one.phone),
    phone: text(one.client_phone),
    comment: text(one.comment),
    relation: text(one.external_id),
    firstAt: instantOf(one.first_client_message),
    own: fields(one.custom_fields),
  };
}

/** Channels and messengers through which a client can be reached. */
export const clientWaysOptions = (id: number) =>
  queryOptions({
    queryKey: [...conversationKeys.client(id), 'ways'],
    queryFn: async ({ signal }) => {
      const wire = dataOf(await call(getClientTransports, { params: { id: String(id) }, signal }));
      return list(wire, fields).flatMap(({ channel_id, transports }) =>
        list(transports, text).map((transport) => ({ channel: number(channel_id), transport })),
      );
    },
  });
