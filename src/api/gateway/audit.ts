import { infiniteQueryOptions } from '@tanstack/react-query';
import { listAudit, type AuditEntry as WireEntry } from '#contract/gateway/admin.ts';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import type { QueryOf } from '#contract/operation.ts';
import { fields, instant, list, number, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';
import { readRefusal } from '../client/refusal.ts';
import { fromNewest, type NewestPage, readNewest } from './from-newest.ts';

export type AuditFilter = Pick<QueryOf<typeof listAudit>, 'action' | 'outcome' | 'actor'>;

/** One administrative request that went through the gateway. */
export interface AuditEntry {
  readonly id: number;
  readonly at: Date | undefined;
  readonly requestId: string | undefined;
  /** Name of the Claritalk operation. */
  readonly action: string;
  /** Undefined when nobody could be identified. */
  readonly actor: { readonly uuid: string; readonly name: string; readonly email: string } | undefined;
  /** UUID, e-mail address or name. */
  readonly target: string | undefined;
  /** The requested fields. */
  readonly change: readonly (readonly [field: string, value: string])[];
  /** Undefined while it runs, or when the server died in the meantime. */
  readonly outcome: Exclude<WireEntry['outcome'], null> | undefined;
  readonly status: number | undefined;
  /** Why it was refused: a code for the page to word, and the same in English. */
  readonly refusal: RefusalReason | undefined;
  readonly reason: string | undefined;
  readonly endedAt: Date | undefined;
}

const onScreen = 50;
const inFile = 200;

export const auditKeys = {
  all: ['audit'] as const,
  list: (filter: AuditFilter) => ['audit', filter] as const,
};

/** The log, the newest first, page after page. */
export const auditOptions = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: auditKeys.list(filter),
    queryFn: ({ pageParam, signal }) => readPage(filter, onScreen, pageParam, signal),
    ...fromNewest,
    getNextPageParam: ({ entries, more }) => (more ? entries.at(-1)?.id : undefined),
    // Someone who opens the log wants to see what happened a moment ago.
    staleTime: 0,
  });

/** Returns the log's latest entries, at most as many as said and up to a page more. @throws ApiError */
export const readAudit = (filter: AuditFilter, most: number, signal?: AbortSignal) =>
  readNewest((before) => readPage(filter, inFile, before, signal), most);

async function readPage(
  filter: AuditFilter,
  limit: number,
  before: number | undefined,
  signal: AbortSignal | undefined,
): Promise<NewestPage<AuditEntry>> {
  const older = before === undefined ? {} : { before: String(before) };
  const wire = await call(listAudit, { query: { ...filter, ...older, limit: String(limit) }, signal });
  return { entries: list(fields(wire).entries, normaliseAuditEntry), more: fields(wire).more === true };
}

const outcomes = ['done', 'refused', 'failed', 'unknown'] as const;

/** Undefined without an id, because older ones could not be asked for then. */
export function normaliseAuditEntry(wire: unknown): AuditEntry | undefined {
  const entry = fields(wire);
  const id = number(entry.id);
  if (id === undefined) return undefined;
  const actor = fields(entry.actor);
  const actorUuid = text(actor.uuid);
  return {
    id,
    at: instant(entry.at),
    requestId: text(entry.requestId),
    action: text(entry.action) ?? '',
    actor:
      actorUuid === undefined
        ? undefined
        : { uuid: actorUuid, name: text(actor.name) ?? actorUuid, email: text(actor.email) ?? '' },
    target: text(entry.target),
    change: Object.entries(fields(entry.change)).map(([field, value]) => [field, String(value)] as const),
    outcome: outcomes.find((known) => known === entry.outcome),
    status: number(entry.status),
    refusal: readRefusal(entry.refusal),
    reason: text(entry.reason),
    endedAt: instant(entry.endedAt),
  };
}
