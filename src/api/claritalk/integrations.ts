import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  communicateWithIntegration,
  getIntegration,
  getIntegrationData,
  listIntegrations,
} from '#contract/claritalk/integrations.ts';
import type { BodyOf } from '#contract/operation.ts';
import { fields, flag, instant, list, number, text } from '#src/lib/reader.ts';
import { afresh } from '../client/afresh.ts';
import { certain, type Find } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { ApiError } from '../client/errors.ts';
import { orThrow, write } from '../client/write.ts';

/** A system that Claritalk can be connected to. */
export interface Integration {
  readonly id: number;
  readonly name: string;
  /** `crm`, `calendar`, `accounting` or whatever there is. */
  readonly type: string | undefined;
  /** Undefined when the server does not say. */
  readonly connected: boolean | undefined;
  readonly syncedAt: Date | undefined;
}

/** What Claritalk keeps of something in a connected system. */
export interface IntegrationRecord {
  /** Distinguishes it from the others of its list. */
  readonly key: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly vatNumber: string | undefined;
  readonly type: string | undefined;
}

/** Someone or something in a connected system, by the id that it has there. */
export interface Relation {
  readonly id: string | number;
  readonly label: string;
}

export type IntegrationRequest = BodyOf<typeof communicateWithIntegration>;

export const integrationKeys = {
  all: ['integrations'] as const,
  list: ['integrations', 'list'] as const,
  detail: (id: number) => ['integrations', id] as const,
  data: (id: number, term: string) => ['integrations', id, 'data', term] as const,
  relations: (id: number, term: string) => ['integrations', id, 'relations', term] as const,
  allRelations: (id: number) => ['integrations', id, 'all relations'] as const,
  /** Of the mutation. */
  sync: (id: number) => ['integrations', id, 'sync'] as const,
};

/** The systems that the organisation may connect to, in the server's order. */
export const integrationsOptions = () =>
  queryOptions({
    queryKey: integrationKeys.list,
    queryFn: async ({ signal }) => list(await call(listIntegrations, { signal }), normaliseIntegration),
    staleTime: 5 * 60_000,
  });

export const integrationOptions = (id: number) =>
  queryOptions({
    queryKey: integrationKeys.detail(id),
    queryFn: async ({ signal }) => {
      const wire = await call(getIntegration, { params: { integrationId: String(id) }, signal });
      return normaliseIntegration(wire) ?? missing(getIntegration.name);
    },
  });

/** What Claritalk keeps of a connected system; the server searches for the term. */
export const integrationDataOptions = (id: number, term: string) =>
  queryOptions({
    queryKey: integrationKeys.data(id, term),
    queryFn: async ({ signal }) => {
      const query = { integration_id: id, ...(term === '' ? {} : { term }) };
      return list(fields(await call(getIntegrationData, { query, signal })).data, normaliseRecord);
    },
  });

/** The connected system is asked when someone needs it, and no oftener: whoever waits is offered to try again. */
const whenAsked = {
  staleTime: 60_000,
  retry: false,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
} as const;

/** Relations that a connected system finds for a term. People can query only in their own name. */
export const relationSearchOptions = (integrationId: number, userUuid: string, term: string) =>
  queryOptions({
    queryKey: integrationKeys.relations(integrationId, term),
    queryFn: ({ signal }) =>
      askIntegration(
        { integration_id: integrationId, user_uuid: userUuid, action: 'relations.search', data: { term } },
        signal,
      ),
    ...whenAsked,
  });

/** Every relation of a connected system, as it is there now. */
export const allRelationsOptions = (integrationId: number, userUuid: string) =>
  queryOptions({
    queryKey: integrationKeys.allRelations(integrationId),
    queryFn: ({ signal }) =>
      askIntegration(
        { integration_id: integrationId, user_uuid: userUuid, action: 'relations.all', data: {} },
        signal,
      ),
    ...whenAsked,
  });

/** Milliseconds. Longer than the gateway waits for Claritalk, whose response says more than silence. */
const actionTimeoutMs = 35_000;

const send = (request: IntegrationRequest, signal?: AbortSignal) =>
  write(communicateWithIntegration, { body: request, signal, timeoutMs: actionTimeoutMs });

/** Returns the relations that a connected system finds, which changes nothing there. */
export const askIntegrationOptions = () =>
  mutationOptions({ mutationFn: (request: IntegrationRequest) => askIntegration(request) });

/** @throws ApiError */
async function askIntegration(request: IntegrationRequest, signal?: AbortSignal): Promise<Relation[]> {
  return relationsIn(orThrow(await send(request, signal)));
}

const relationsIn = (answer: unknown) => list(fields(answer).data, normaliseRelation);

/** What a sync sends: that, and nothing else. */
export const syncRequest = (integrationId: number, userUuid: string): IntegrationRequest => ({
  integration_id: integrationId,
  user_uuid: userUuid,
  action: 'sync',
  data: {},
});

/** The result of a sync that was not refused. */
export interface SyncOutcome {
  /** `found`: not the response but Claritalk's time of the last sync showed that it was done. */
  readonly kind: 'done' | 'found' | 'unknown';
  /** What the answer names. */
  readonly relations: readonly Relation[];
  /** Milliseconds. */
  readonly took: number;
  /** How many records there were and are; undefined when that could not be read. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** When it was last synced before; undefined when never, or not known. */
  readonly syncedBefore: Date | undefined;
}

/** A sync continues while people are elsewhere on the page: whoever comes back finds it by its key. */
export const syncOptions = (queryClient: QueryClient, request: IntegrationRequest) =>
  mutationOptions({
    mutationKey: integrationKeys.sync(request.integration_id),
    mutationFn: () => syncIntegration(queryClient, request),
  });

/** Refetches the state of an integration. */
export const refreshIntegration = (queryClient: QueryClient, id: number): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: integrationKeys.detail(id) });

/**
 * Has Claritalk take over everything from a connected system, and compares what it kept before and after. Where the
 * response is lost, the time of the last sync shows the outcome.
 * @throws ApiError when it was refused
 */
export async function syncIntegration(
  queryClient: QueryClient,
  request: IntegrationRequest,
): Promise<SyncOutcome> {
  const id = request.integration_id;
  const count = () =>
    afresh(queryClient, integrationDataOptions(id, '')).then(
      (records) => records.length,
      // No data yet is documented as an error; whatever else it is, the sync will tell.
      () => undefined,
    );
  const stand = () => afresh(queryClient, integrationOptions(id));
  const [before, known] = await Promise.all([count(), stand().catch(() => undefined)]);
  const syncedBefore = known?.syncedAt;
  const find: Find<unknown> = async () => {
    const now = await stand();
    if (!known) return 'untold';
    return wasSyncedSince(now, syncedBefore) ? { found: undefined } : 'unseen';
  };
  const startedAt = performance.now();
  try {
    const result = await certain(() => send(request), find, {});
    if (result.kind === 'refused') throw result.error;
    const took = performance.now() - startedAt;
    const isAnswered = result.kind === 'done' && !result.found;
    return {
      kind: isAnswered ? 'done' : result.kind === 'done' ? 'found' : 'unknown',
      relations: isAnswered ? relationsIn(result.value) : [],
      took,
      before,
      after: await count(),
      syncedBefore,
    };
  } finally {
    // Even when no response came: it may have been done.
    void queryClient.invalidateQueries({ queryKey: integrationKeys.all });
  }
}

/** Whether Claritalk shows a later sync than the known one. */
export const wasSyncedSince = ({ syncedAt }: Integration, before: Date | undefined): boolean =>
  syncedAt !== undefined && (before === undefined || syncedAt > before);

const missing = (operation: string): never => {
  throw new ApiError({ kind: 'not-found', operation });
};

/** Undefined without an id, because nothing can refer to it then. */
export function normaliseIntegration(wire: unknown): Integration | undefined {
  const integration = fields(wire);
  const id = number(integration.id);
  if (id === undefined) return undefined;
  return {
    id,
    name: text(integration.name) ?? text(integration.title) ?? String(id),
    type: text(integration.type),
    connected: flag(integration.connected),
    syncedAt: instant(integration.synced_at),
  };
}

/** Undefined when there is nothing to name it by. */
export function normaliseRecord(wire: unknown, index: number): IntegrationRecord | undefined {
  const record = fields(wire);
  const vatNumber = text(record.vat_number);
  const title = text(record.title) ?? text(record.name) ?? text(record.label) ?? text(record.description);
  if (title === undefined) return undefined;
  const description = text(record.description);
  return {
    key: `${index} ${text(record.id) ?? ''}`,
    title,
    description: description === title ? undefined : description,
    vatNumber,
    type: text(record.type),
  };
}

/** Undefined without an id: nobody could be linked to it. The id stays what it is, text or number. */
export function normaliseRelation(wire: unknown): Relation | undefined {
  const relation = fields(wire);
  const { id } = relation;
  const known = typeof id === 'number' && Number.isFinite(id) ? id : text(id);
  if (known === undefined) return undefined;
  return { id: known, label: text(relation.label) ?? text(relation.name) ?? String(known) };
}
