import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getLedgerEntry, listLedger } from '#contract/gateway/connections.ts';
import { ledgerStates } from '#contract/gateway/ledger-entry.ts';
import type { QueryOf } from '#contract/operation.ts';
import { effects, type SystemId, systemIds } from '#contract/system.ts';
import { fields, instant, list, number, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';
import { fromNewest, type NewestPage, readNewest } from './from-newest.ts';
import { normaliseSharedFile, type SharedFile } from './shared-file.ts';

export type SentFilter = Pick<QueryOf<typeof listLedger>, 'system' | 'state' | 'person'>;

/** Something with an effect that was asked of a connected system: an entry of the gateway's ledger. */
export interface SentEntry {
  readonly id: number;
  /** The idempotency key of its request. */
  readonly key: string | undefined;
  readonly system: SystemId;
  /** Name of the system's operation. */
  readonly operation: string;
  /** What its documentation calls it, in English. */
  readonly title: string;
  readonly effect: (typeof effects)[number] | undefined;
  readonly state: (typeof ledgerStates)[number];
  readonly person: { readonly uuid: string; readonly name: string };
  readonly at: Date | undefined;
  readonly endedAt: Date | undefined;
  /** Status of the system's response; undefined where there was none. */
  readonly status: number | undefined;
  /** It has not left the gateway yet, and can be cancelled. */
  readonly waiting: boolean;
  /** The gateway can find out what became of it. */
  readonly canLook: boolean;
  readonly lookedAt: Date | undefined;
  /** It did not happen, and nobody has sent it again. */
  readonly canRetry: boolean;
  /** Ids of the entry that this one does again, and of the one that did this again. */
  readonly retryOf: number | undefined;
  readonly retriedBy: number | undefined;
  /** The conversation that it is about, where that is known. */
  readonly dialog: number | undefined;
  /** UUIDs of the meetings that it is about. */
  readonly meetings: readonly string[];
  /** The PDF that its link leads to. */
  readonly shared: SharedFile | undefined;
}

/** What is kept of an entry's request and response; undefined where nothing is. */
export interface SentContent {
  readonly path: string | undefined;
  /** As it was sent; JSON is parsed. */
  readonly body: unknown;
  readonly answer: unknown;
}

const steps: readonly string[] = [
  'createMessagingAttachment',
  'uploadMessagingAttachment',
  'processMessagingAttachmentUpload',
  'updateMessagingAttachment',
  'createUserEmailAttachment',
  'uploadUserEmailAttachment',
  'processUserEmailAttachmentUpload',
];

/** A step on the way to something that is listed itself, and that went well. */
export const isStep = ({
  operation,
  effect,
  state,
}: Pick<SentEntry, 'operation' | 'effect' | 'state'>): boolean =>
  state === 'done' &&
  (steps.includes(operation) || (operation === 'createMessagingMessage' && effect === 'write'));

const onScreen = 50;
const inFile = 200;
const inProgressMs = 2_000;

export const sentKeys = {
  all: ['sent'] as const,
  list: (filter: SentFilter) => ['sent', 'list', filter] as const,
  content: (id: number) => ['sent', 'content', id] as const,
};

/** What one has sent, for admins what anyone has; the newest first, page after page. */
export const sentOptions = (filter: SentFilter) =>
  infiniteQueryOptions({
    queryKey: sentKeys.list(filter),
    queryFn: ({ pageParam, signal }) => readPage(filter, onScreen, pageParam, signal),
    ...fromNewest,
    getNextPageParam: ({ entries, more }) => (more ? entries.at(-1)?.id : undefined),
    // Someone who opens it wants to see what became of the last one.
    staleTime: 0,
    // Nothing reports what becomes of what is in progress.
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ entries }) => entries.some((entry) => entry.state === 'under-way'))
        ? inProgressMs
        : false,
  });

/** An entry as it is now. @throws ApiError */
export async function readSentEntry(id: number, signal?: AbortSignal): Promise<SentEntry> {
  const wire = fields(await call(getLedgerEntry, { params: { id: String(id) }, signal }));
  const entry = normaliseSent(wire.entry);
  if (!entry) throw new TypeError('an entry without an id');
  return entry;
}

/** What an entry sent and what came back. What is still in progress may have more to tell later. */
export const sentContentOptions = ({ id }: SentEntry) =>
  queryOptions({
    queryKey: sentKeys.content(id),
    queryFn: async ({ signal }) =>
      normaliseContent(await call(getLedgerEntry, { params: { id: String(id) }, signal })),
    staleTime: 0,
  });

/** Returns the latest entries, at most as many as said and up to a page more. @throws ApiError */
export const readSent = (filter: SentFilter, most: number, signal?: AbortSignal) =>
  readNewest((before) => readPage(filter, inFile, before, signal), most);

/** Returns one of the latest entries, by its idempotency key: what was sent a moment ago is among them. @throws ApiError */
export const recentEntry = async (
  system: SystemId,
  key: string,
  signal: AbortSignal | undefined,
): Promise<SentEntry | undefined> =>
  (await readPage({ system }, onScreen, undefined, signal)).entries.find((one) => one.key === key);

async function readPage(
  filter: SentFilter,
  limit: number,
  before: number | undefined,
  signal: AbortSignal | undefined,
): Promise<NewestPage<SentEntry>> {
  const older = before === undefined ? {} : { before: String(before) };
  const wire = fields(
    await call(listLedger, { query: { ...filter, ...older, limit: String(limit) }, signal }),
  );
  return { entries: list(wire.entries, normaliseSent), more: wire.more === true };
}

/** Undefined without an id or for a system that this version does not know. */
export function normaliseSent(wire: unknown): SentEntry | undefined {
  const entry = fields(wire);
  const person = fields(entry.person);
  const id = number(entry.id);
  const system = systemIds.find((known) => known === entry.system);
  if (id === undefined || system === undefined) return undefined;
  const operation = text(entry.operation) ?? '';
  const uuid = text(person.uuid) ?? '';
  // What is odd is not known.
  const state = ledgerStates.find((known) => known === entry.state) ?? 'unknown';
  return {
    id,
    key: text(entry.key),
    system,
    operation,
    title: text(entry.title) ?? operation,
    effect: effects.find((known) => known === entry.effect),
    state,
    person: { uuid, name: text(person.name) ?? uuid },
    at: instant(entry.at),
    endedAt: instant(entry.endedAt),
    // Of anything else it is the gateway's own.
    status: state === 'done' || state === 'refused' ? number(entry.status) : undefined,
    waiting: entry.waiting === true,
    canLook: entry.canLook === true,
    lookedAt: instant(entry.lookedAt),
    canRetry: entry.canRetry === true,
    retryOf: number(entry.retryOf),
    retriedBy: number(entry.retriedBy),
    dialog: number(entry.dialog),
    meetings: list(entry.meetings, text),
    shared: normaliseSharedFile(entry.shared),
  };
}

/** Never throws. */
export function normaliseContent(wire: unknown): SentContent {
  const { sent, answer } = fields(wire);
  const { path, body } = fields(sent);
  return { path: text(path), body: parsed(body), answer: answer ?? undefined };
}

function parsed(body: unknown): unknown {
  if (typeof body !== 'string' || body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
