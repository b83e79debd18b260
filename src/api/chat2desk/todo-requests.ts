import type { QueryClient } from '@tanstack/react-query';
import { sendMessage } from '#contract/chat2desk/messages.ts';
import { createTicket } from '#contract/chat2desk/tickets.ts';
import { type About, aboutHeader } from '#contract/gateway/sent.ts';
import type { BodyOf } from '#contract/operation.ts';
import { type Certain, certain, type PageWatch } from '../client/certain.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { type Outcome, write } from '../client/write.ts';
import { findSentThere } from '../gateway/find-sent.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { renewed } from '../gateway/sent-actions.ts';

/** A message to a client about their to-dos. */
export interface OutgoingReminder extends IdempotencyKey {
  readonly about: About;
  readonly client: number;
  readonly dialog: number;
  readonly channel: number | undefined;
  readonly transport: string | undefined;
  readonly text: string;
  /** An admin's own operator; that of members is filled in by the gateway. */
  readonly operator: number | undefined;
}

/**
 * Reminds a client of to-dos, once: the gateway records what it is about before anything is sent, and refuses another
 * reminder of which someone else, or another tab, does not know yet.
 */
export function remind(
  queryClient: QueryClient,
  reminder: OutgoingReminder,
  watch: PageWatch<OutgoingReminder>,
): Promise<Certain<unknown>> {
  const { key, client, channel, transport, text, operator } = reminder;
  const body: BodyOf<typeof sendMessage> = {
    client_id: client,
    text,
    type: 'to_client',
    external_id: key,
    ...(channel === undefined ? {} : { channel_id: channel }),
    ...(transport === undefined ? {} : { transport }),
    ...(operator === undefined ? {} : { operator_id: operator }),
  };
  return once(queryClient, reminder, watch, () => write(sendMessage, { body, ...optionsOf(reminder) }));
}

/** A ticket to be made of a to-do. */
export interface NewTodoTicket extends IdempotencyKey {
  readonly about: About;
  readonly summary: string;
  readonly description: string;
  readonly priority: 1 | 2 | 3;
  /** ISO 8601, in the future. */
  readonly deadline: string | undefined;
}

/** Makes a ticket of a to-do, once. */
export function makeTicket(
  queryClient: QueryClient,
  ticket: NewTodoTicket,
  watch: PageWatch<NewTodoTicket>,
): Promise<Certain<unknown>> {
  const { summary, description, priority, deadline } = ticket;
  const body = { summary, description, priority, ...(deadline === undefined ? {} : { deadline }) };
  return once(queryClient, ticket, watch, () => write(createTicket, { body, ...optionsOf(ticket) }));
}

type AboutTodos = IdempotencyKey & { readonly about: About };

/** An earlier try that is not known to have failed is looked for first; the gateway would refuse another one. */
async function once<V extends AboutTodos>(
  queryClient: QueryClient,
  given: V,
  { earlier, ...watch }: PageWatch<V>,
  send: () => Promise<Outcome<unknown>>,
): Promise<Certain<unknown>> {
  const find = (one: V) => findSentThere('chat2desk', one.key);
  const result = await certain<unknown>(send, find(given), watch, earlier && find(earlier));
  if (result.kind !== 'refused') void queryClient.invalidateQueries({ queryKey: conversationKeys.all });
  return renewed(queryClient, result);
}

function optionsOf(given: AboutTodos) {
  const { headers, ...options } = elevated(given);
  return { ...options, headers: { ...headers, [aboutHeader]: JSON.stringify(given.about) } };
}
