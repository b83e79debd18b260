import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import {
  getRetention,
  listRetention,
  listRetentionItems,
  type RetentionItemState,
  type RetentionListState,
  type RetentionRule,
  retentionItemStates,
  retentionKinds,
  retentionListStates,
  type retentionNotices,
  retentionUnits,
  runRetention,
  saveRetentionRules,
  setRetentionHold,
  stopRetention,
} from '#contract/gateway/retention.ts';
import { fields, instant, list, number, text } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type Watch } from '../../client/certain.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { readRefusal } from '../../client/refusal.ts';
import { type Outcome, write } from '../../client/write.ts';

/** A dossier whose meetings stay. */
export interface RetentionHold {
  readonly dossier: string;
  readonly name: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Date | undefined;
}

/** What would go, or went. */
export interface RetentionList {
  readonly id: string;
  readonly state: RetentionListState;
  readonly at: Date | undefined;
  /** Owners are told until then. */
  readonly runsFrom: Date | undefined;
  readonly read: number;
  readonly by: string;
  readonly ranBy: string | undefined;
  readonly endedAt: Date | undefined;
  readonly counts: Readonly<Partial<Record<RetentionItemState, number>>>;
  readonly digest: string | undefined;
  readonly rules: readonly RetentionRule[];
  readonly problem: RefusalReason | undefined;
}

export interface Retention {
  readonly rules: readonly RetentionRule[];
  readonly version: number;
  readonly noticeDays: number;
  readonly holds: readonly RetentionHold[];
  /** The newest first. */
  readonly lists: readonly RetentionList[];
}

export interface RetentionItem {
  readonly position: number;
  readonly meeting: string;
  /** Undefined once it is forgotten. */
  readonly name: string | undefined;
  readonly owner: string | undefined;
  readonly status: string;
  readonly changedAt: Date | undefined;
  readonly dossier: string | undefined;
  readonly rule: number;
  readonly state: RetentionItemState;
}

export const retentionKeys = {
  all: ['retention'] as const,
  overview: ['retention', 'overview'] as const,
  due: ['retention', 'due'] as const,
  own: ['retention', 'own'] as const,
  items: (id: string, offset: number) => ['retention', 'items', id, offset] as const,
};

const movingMs = 1_000;
const isMoving = ({ state }: RetentionList) => state === 'listing' || state === 'running';

/** How many of a list are still to be deleted. */
export const leftOf = ({ counts }: Pick<RetentionList, 'counts'>): number =>
  (counts.listed ?? 0) + (counts.deleting ?? 0);

export const retentionOptions = () =>
  queryOptions({
    queryKey: retentionKeys.overview,
    queryFn: async ({ signal }) => normaliseRetention(await call(getRetention, { signal })),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.lists.some(isMoving) ? movingMs : false),
  });

export const itemsPerPage = 50;

async function readItems(id: string, offset: number, limit: number, signal: AbortSignal | undefined) {
  const query = { offset: String(offset), limit: String(limit) };
  const wire = fields(await call(listRetentionItems, { params: { id }, query, signal }));
  return { items: list(wire.items, normaliseItem), total: number(wire.total) ?? 0 };
}

/** A page of what is on a list. @param version changes with the list, so that what is shown is what is so */
export const retentionItemsOptions = (id: string, offset: number, version: string) =>
  queryOptions({
    queryKey: [...retentionKeys.items(id, offset), version] as const,
    queryFn: ({ signal }) => readItems(id, offset, itemsPerPage, signal),
    placeholderData: (before) => before,
  });

/** As many as the gateway gives at once. */
const itemsInFile = 200;

/** What is on a list, its first `most` and up to a page more. */
export async function readRetentionItems(id: string, most: number, signal?: AbortSignal) {
  const entries: RetentionItem[] = [];
  for (let offset = 0; ; offset += itemsInFile) {
    const { items, total } = await readItems(id, offset, itemsInFile, signal);
    entries.push(...items);
    const more = items.length > 0 && offset + itemsInFile < total;
    if (!more || entries.length >= most) return { entries, more };
  }
}

export function normaliseRetention(wire: unknown): Retention {
  const { rules, version, noticeDays, holds, lists } = fields(wire);
  return {
    rules: list(rules, normaliseRule),
    version: number(version) ?? 0,
    noticeDays: number(noticeDays) ?? 0,
    holds: list(holds, (one) => {
      const { dossier, name, reason, by, at } = fields(one);
      const id = text(dossier);
      if (id === undefined) return undefined;
      const who = text(fields(by).name) ?? '';
      return { dossier: id, name: text(name) ?? id, reason: text(reason) ?? '', by: who, at: instant(at) };
    }),
    lists: list(lists, normaliseList),
  };
}

export function normaliseRule(wire: unknown): RetentionRule | undefined {
  const { kind, after, typeId, language, teamId } = fields(wire);
  const { amount, unit } = fields(after);
  const known = retentionKinds.find((one) => one === kind);
  const knownUnit = retentionUnits.find((one) => one === unit);
  const count = number(amount);
  if (known === undefined || knownUnit === undefined || count === undefined) return undefined;
  const [type, code, team] = [number(typeId), text(language), text(teamId)];
  return {
    kind: known,
    after: { amount: count, unit: knownUnit },
    ...(type === undefined ? {} : { typeId: type }),
    ...(code === undefined ? {} : { language: code }),
    ...(team === undefined ? {} : { teamId: team }),
  };
}

function normaliseList(wire: unknown): RetentionList | undefined {
  const given = fields(wire);
  const id = text(given.id);
  const state = retentionListStates.find((one) => one === given.state);
  if (id === undefined || state === undefined) return undefined;
  const counts = fields(given.counts);
  const ranBy = fields(given.ranBy);
  return {
    id,
    state,
    at: instant(given.at),
    runsFrom: instant(given.runsFrom),
    read: number(given.read) ?? 0,
    by: text(fields(given.by).name) ?? '',
    ranBy: text(ranBy.name),
    endedAt: instant(given.endedAt),
    counts: Object.fromEntries(
      retentionItemStates.flatMap((one) => {
        const count = number(counts[one]);
        return count === undefined ? [] : [[one, count] as const];
      }),
    ),
    digest: text(given.digest),
    rules: list(given.rules, normaliseRule),
    problem: readRefusal(given.problem),
  };
}

function normaliseItem(wire: unknown): RetentionItem | undefined {
  const { position, meeting, name, owner, status, changedAt, dossier, rule, state } = fields(wire);
  const id = text(meeting);
  const known = retentionItemStates.find((one) => one === state);
  if (id === undefined || known === undefined) return undefined;
  return {
    position: number(position) ?? 0,
    meeting: id,
    name: text(name),
    owner: text(owner),
    status: text(status) ?? '',
    changedAt: instant(changedAt),
    dossier: text(dossier),
    rule: number(rule) ?? 0,
    state: known,
  };
}

async function changed<T>(
  queryClient: QueryClient,
  send: () => Promise<Outcome<T>>,
  judge: (now: Retention) => boolean,
  watch: Watch,
): Promise<Certain<unknown>> {
  const find: Find<unknown> = async (signal) => {
    const now = normaliseRetention(await call(getRetention, { signal }));
    return judge(now) ? { found: now } : 'absent';
  };
  const result = await certain<unknown>(send, find, watch);
  // Even after a refusal: someone else may have changed it.
  await queryClient.invalidateQueries({ queryKey: retentionKeys.all });
  return result;
}

export interface NewRules extends IdempotencyKey {
  readonly rules: readonly RetentionRule[];
  /** Of the rules that were changed. */
  readonly version: number;
  /** As before if absent. */
  readonly noticeDays?: (typeof retentionNotices)[number];
}

/** Replaces the rules. */
export const saveRules = (queryClient: QueryClient, given: NewRules, watch: Watch) => {
  const { rules, version, noticeDays } = given;
  const same = JSON.stringify(rules);
  return changed(
    queryClient,
    () =>
      write(saveRetentionRules, {
        body: { rules: [...rules], version, ...(noticeDays === undefined ? {} : { noticeDays }) },
        ...elevated(given),
      }),
    (now) =>
      now.version > version &&
      JSON.stringify(now.rules) === same &&
      (noticeDays === undefined || now.noticeDays === noticeDays),
    watch,
  );
};

export interface HoldChange extends IdempotencyKey {
  readonly dossier: string;
  readonly name: string;
  readonly reason: string;
  readonly held: boolean;
}

/** Puts a dossier on hold, or releases it. */
export const setHold = (queryClient: QueryClient, given: HoldChange, watch: Watch) => {
  const { dossier, name, reason, held } = given;
  return changed(
    queryClient,
    () => write(setRetentionHold, { body: { dossier, name, reason, held }, ...elevated(given) }),
    ({ holds }) => {
      const found = holds.find((hold) => hold.dossier === dossier);
      return held ? found?.reason === reason : found === undefined;
    },
    watch,
  );
};

/** Has what would go listed. Its key is the id of the list: asked twice, there is one. */
export const startList = (queryClient: QueryClient, given: IdempotencyKey, watch: Watch) =>
  changed(
    queryClient,
    () => write(listRetention, { body: { id: given.key }, ...elevated(given) }),
    ({ lists }) => lists.some(({ id }) => id === given.key),
    watch,
  );

export interface ListChange extends IdempotencyKey {
  readonly id: string;
}

export interface RunOfList extends ListChange {
  readonly digest: string;
  readonly count: number;
}

/** Deletes what is on the list that was seen. */
export const runList = (queryClient: QueryClient, given: RunOfList, watch: Watch) => {
  const { id, digest, count } = given;
  return changed(
    queryClient,
    () => write(runRetention, { params: { id }, body: { digest, count }, ...elevated(given) }),
    ({ lists }) => lists.some((one) => one.id === id && (one.state === 'running' || one.state === 'done')),
    watch,
  );
};

/** Stops what is being done with a list. */
export const stopList = (queryClient: QueryClient, given: ListChange, watch: Watch) =>
  changed(
    queryClient,
    () => write(stopRetention, { params: { id: given.id }, ...elevated(given) }),
    ({ lists }) => lists.some((one) => one.id === given.id && !isMoving(one)),
    watch,
  );
