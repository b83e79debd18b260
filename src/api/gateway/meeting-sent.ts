import { queryOptions } from '@tanstack/react-query';
import { deliveryStates } from '#contract/gateway/conversations.ts';
import { ledgerStates } from '#contract/gateway/ledger-entry.ts';
import { listMeetingSent, sentWays } from '#contract/gateway/meeting-sent.ts';
import type { SystemId } from '#contract/system.ts';
import { serverNow } from '#src/lib/clock.ts';
import { fields, flag, instant, list, number, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';
import { ApiError } from '../client/errors.ts';
import type { Delivery } from './conversations.ts';
import { conversationKeys } from './follow-conversations.ts';
import { normaliseSharedFile, type SharedFile } from './shared-file.ts';

/** Something that went to a client out of a meeting, and what became of it. */
export interface SentToClient {
  /** Of its entry under Sent. */
  readonly id: number;
  readonly key: string;
  /** How far the request got. */
  readonly state: (typeof ledgerStates)[number];
  readonly sender: string;
  readonly way: (typeof sentWays)[number];
  readonly at: Date | undefined;
  /** Id of the client at Chat2Desk, UUID of the individual at Courier; always as text. */
  readonly client: { readonly id: string; readonly name: string };
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
  /** Why what went out by one of the systems is not among these. */
  readonly failed: ApiError | undefined;
}

/** Systems that reach clients. */
const sendingSystems = ['chat2desk', 'courier'] as const;
export type SendingSystem = (typeof sendingSystems)[number];

/** Nothing reports what becomes of e-mails and text messages. */
const whilePendingMs = 3_000;
/** What has not arrived by then is looked at by opening the page again. */
const pendingForMs = 10 * 60_000;

/**
 * What went to clients out of a meeting, by any of the systems, as far as the reader may see; read again when a
 * conversation changes. @throws ApiError where none of them can be read
 */
export const meetingSentOptions = (meeting: string, systems: readonly SystemId[]) => {
  const asked = sendingSystems.filter((system) => systems.includes(system));
  return queryOptions({
    queryKey: conversationKeys.linked({ sentOf: meeting, systems: asked }),
    queryFn: async ({ signal }): Promise<MeetingSent> => {
      const read = await Promise.allSettled(asked.map((system) => readMeetingSent(meeting, system, signal)));
      const found = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      const error: unknown = read.find((one) => one.status === 'rejected')?.reason;
      const failed = error instanceof ApiError ? error : undefined;
      if (error !== undefined && (!failed || found.length === 0)) throw error;
      const sent = found.flatMap((one) => one.sent);
      return {
        sent: sent.toSorted((one, other) => Number(other.at) - Number(one.at)),
        sharing: found.some(({ sharing }) => sharing),
        operator: found.find(({ operator }) => operator !== undefined)?.operator,
        failed,
      };
    },
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.sent.some(isPending) ? whilePendingMs : false),
  });
};

const isPending = ({ way, state, delivery, at }: SentToClient): boolean => {
  if (way === 'messenger' || Number(at) < serverNow() - pendingForMs) return false;
  const isUnderWay = delivery === undefined || delivery.state === 'pending';
  return state === 'done' && (isUnderWay || (way === 'text' && delivery.state === 'sent'));
};

/** The same of one system, as it is now. @throws ApiError */
export async function readMeetingSent(
  meeting: string,
  system: SendingSystem,
  signal?: AbortSignal,
): Promise<MeetingSent> {
  return normaliseMeetingSent(await call(listMeetingSent, { params: { system, meeting }, signal }));
}

export function normaliseMeetingSent(wire: unknown): MeetingSent {
  const { sent, sharing, operator } = fields(wire);
  return {
    sent: list(sent, sentToClient),
    sharing: flag(sharing) ?? false,
    operator: number(operator),
    failed: undefined,
  };
}

function sentToClient(wire: unknown): SentToClient | undefined {
  const one = fields(wire);
  const [id, client] = [number(one.id), fields(one.client)];
  const clientId = number(client.id)?.toString() ?? text(client.id);
  if (id === undefined || clientId === undefined) return undefined;
  const delivery = fields(one.delivery);
  const became = deliveryStates.find((known) => known === delivery.state);
  return {
    id,
    key: text(one.key) ?? '',
    state: ledgerStates.find((known) => known === one.state) ?? 'unknown',
    sender: text(fields(one.person).name) ?? '',
    way: sentWays.find((known) => known === one.way) ?? 'messenger',
    at: instant(one.at),
    client: { id: clientId, name: text(client.name) ?? clientId },
    dialog: number(one.dialog),
    delivery: became && { state: became, reason: text(delivery.reason) },
    answeredAt: instant(one.answeredAt),
    todos: number(one.todos) ?? 0,
    shared: normaliseSharedFile(one.shared),
  };
}
