import { queryOptions } from '@tanstack/react-query';
import { deliveryStates } from '#contract/gateway/conversations.ts';
import { ledgerStates } from '#contract/gateway/ledger-entry.ts';
import { listMeetingSent } from '#contract/gateway/meeting-sent.ts';
import { fields, flag, instant, list, number, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';
import type { Delivery, Named } from './conversations.ts';
import { conversationKeys } from './follow-conversations.ts';
import { normaliseSharedFile, type SharedFile } from './shared-file.ts';

/** A message to a client about a meeting, and what became of it. */
export interface SentToClient {
  /** Of its entry under Sent. */
  readonly id: number;
  readonly key: string;
  /** How far the request got. */
  readonly state: (typeof ledgerStates)[number];
  readonly sender: string;
  readonly at: Date | undefined;
  readonly client: Named;
  /** Id of the conversation. */
  readonly dialog: number | undefined;
  readonly delivery: Delivery | undefined;
  readonly answeredAt: Date | undefined;
  /** To-dos that it reminds of. */
  readonly todos: number;
  readonly shared: SharedFile | undefined;
}

export interface MeetingSent {
  /** The newest first. */
  readonly sent: readonly SentToClient[];
  /** Whether clients can fetch a PDF from this dashboard. */
  readonly sharing: boolean;
  /** The reader's own operator. */
  readonly operator: number | undefined;
}

/** What went to clients out of a meeting, as far as the reader may see; read again when a conversation changes. */
export const meetingSentOptions = (meeting: string) =>
  queryOptions({
    queryKey: conversationKeys.linked({ sentOf: meeting }),
    queryFn: ({ signal }) => readMeetingSent(meeting, signal),
    staleTime: 0,
  });

/** The same, as it is now. @throws ApiError */
export async function readMeetingSent(meeting: string, signal?: AbortSignal): Promise<MeetingSent> {
  const params = { system: 'chat2desk', meeting } as const;
  return normaliseMeetingSent(await call(listMeetingSent, { params, signal }));
}

export function normaliseMeetingSent(wire: unknown): MeetingSent {
  const { sent, sharing, operator } = fields(wire);
  return {
    sent: list(sent, sentToClient),
    sharing: flag(sharing) ?? false,
    operator: number(operator),
  };
}

function sentToClient(wire: unknown): SentToClient | undefined {
  const one = fields(wire);
  const [id, client] = [number(one.id), fields(one.client)];
  const clientId = number(client.id);
  if (id === undefined || clientId === undefined) return undefined;
  const delivery = fields(one.delivery);
  const became = deliveryStates.find((known) => known === delivery.state);
  return {
    id,
    key: text(one.key) ?? '',
    state: ledgerStates.find((known) => known === one.state) ?? 'unknown',
    sender: text(fields(one.person).name) ?? '',
    at: instant(one.at),
    client: { id: clientId, name: text(client.name) ?? String(clientId) },
    dialog: number(one.dialog),
    delivery: became && { state: became, reason: text(delivery.reason) },
    answeredAt: instant(one.answeredAt),
    todos: number(one.todos) ?? 0,
    shared: normaliseSharedFile(one.shared),
  };
}
