import { queryOptions } from '@tanstack/react-query';
import { createSniffer, getSniffer, getSnifferLogs } from '#contract/courier/diagnosis.ts';
import { getLedgerEntry, listLedger, maxObservingMs, reasonHeader } from '#contract/gateway/connections.ts';
import { urlText } from '#contract/url-text.ts';
import { serverNow } from '#src/lib/clock.ts';
import { fields, instant, list, number, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { normaliseContent, normaliseSent, type SentEntry } from '../../gateway/sent.ts';
import { changing } from '../administration/change.ts';
import { courierKeys } from '../administration/courier-keys.ts';
import { type Item, itemOf, itemsOf } from '../administration/items.ts';

/** Records the requests of a user for a while. Courier lists none, so they are found in the gateway's ledger. */
export interface Sniffer {
  /** Of the entry in the ledger. */
  readonly entry: number;
  /** Undefined where its response was lost: then it may not run at all. */
  readonly id: string | undefined;
  /** Id of the user who is observed. */
  readonly user: string | undefined;
  readonly until: Date | undefined;
  /** Name of the admin who began it. */
  readonly by: string;
}

const resource = 'sniffers';
const pageEntries = 200;
/** As many pages of the ledger as are read: far more than an hour has. */
const mostPages = 10;

/** Those that were begun in the last hour; the newest first. None lasts longer. */
export const sniffersOptions = () =>
  queryOptions({
    queryKey: courierKeys.list(resource),
    queryFn: ({ signal }) => readSniffers(serverNow() - maxObservingMs, signal),
  });

async function readSniffers(since: number, signal: AbortSignal): Promise<readonly Sniffer[]> {
  const begun: SentEntry[] = [];
  let before: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const query = { system: 'courier', limit: String(pageEntries), ...(before ? { before } : {}) } as const;
    const { entries, more } = fields(await call(listLedger, { query, signal }));
    const read = list(entries, normaliseSent);
    const isRecent = ({ at }: SentEntry) => (at?.getTime() ?? 0) >= since;
    begun.push(...read.filter((one) => isRecent(one) && isBegun(one)));
    const last = read.at(-1);
    if (more !== true || !last || !isRecent(last)) break;
    before = String(last.id);
  }
  return Promise.all(begun.map((one) => readSniffer(one, signal)));
}

const isBegun = ({ operation, state }: SentEntry) =>
  operation === createSniffer.name && (state === 'done' || state === 'unknown');

async function readSniffer({ id: entry, person }: SentEntry, signal: AbortSignal): Promise<Sniffer> {
  const wire = await call(getLedgerEntry, { params: { id: String(entry) }, signal });
  const { body, answer } = normaliseContent(wire);
  const made = itemOf(answer);
  const of = made?.of ?? fields(fields(fields(body).data).attributes);
  return {
    entry,
    id: made?.id,
    by: person.name,
    user: text(of['user-id']),
    until: instant(of['valid-until']),
  };
}

export interface NewSniffer extends IdempotencyKey {
  /** Id of the user. */
  readonly user: string;
  /** Why; it is in the audit log. */
  readonly reason: string;
  readonly until: Date;
}

const withReason = (reason: string) => ({ [reasonHeader]: urlText(reason) });

/** Begins to observe someone. Courier lists no sniffers: only the ledger knows what became of it. */
export const beginSniffer = changing<NewSniffer>({
  send({ user, reason, until, ...wish }) {
    const attributes = { 'user-id': user, 'valid-until': until.toISOString() };
    const { headers, ...rest } = elevated(wish);
    const body = { data: { type: 'sniffers' as const, attributes } };
    return write(createSniffer, { body, ...rest, headers: { ...headers, ...withReason(reason) } });
  },
  renews: [resource],
});

/** A request of someone who is observed. */
export interface Sniffed {
  readonly id: string;
  readonly at: Date | undefined;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly status: number | undefined;
  readonly sent: string | undefined;
  readonly answered: string | undefined;
  readonly agent: string | undefined;
}

/** As many as are shown. */
export const shownSniffed = 100;

export interface SniffedLog {
  readonly until: Date | undefined;
  readonly entries: readonly Sniffed[];
}

/** Reads what a sniffer recorded: whoever reads it is in the audit log, with the reason. @throws ApiError */
export async function readSniffed(id: string, reason: string, signal?: AbortSignal): Promise<SniffedLog> {
  const asked = { params: { id }, headers: withReason(reason), signal };
  const sniffer = itemOf(await call(getSniffer, asked));
  const wire = await call(getSnifferLogs, { ...asked, query: { 'page[limit]': shownSniffed } });
  return {
    until: instant(sniffer?.of['valid-until']),
    entries: itemsOf(wire, normaliseSniffed),
  };
}

export function normaliseSniffed({ id, of }: Item): Sniffed {
  const query = text(of['query-string']);
  return {
    id,
    at: instant(of['created-time']),
    method: text(of.method) ?? '',
    path: (text(of.path) ?? '') + (query === undefined ? '' : `?${query.replace(/^\?/, '')}`),
    status: number(of['status-code']),
    sent: text(of.body),
    answered: text(of.response) ?? text(of.message),
    agent: text(of['user-agent']),
  };
}
