import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { listOrganisations } from '#contract/claritalk/organisations.ts';
import { adminCreateOrganisation } from '#contract/gateway/admin.ts';
import type { BodyOf } from '#contract/operation.ts';
import { fields, list, text } from '#src/lib/reader.ts';
import { afresh } from '../client/afresh.ts';
import { type Certain, certain, type Find, type PageWatch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { type Outcome, write } from '../client/write.ts';

export interface Organisation {
  readonly uuid: string;
  readonly name: string;
  readonly domain: string | undefined;
  readonly children: readonly Organisation[];
}

export const organisationKeys = { all: ['organisations'] as const };

/** The organisations that the person may see, the person's own first, each with those below it. */
export const organisationsOptions = () =>
  queryOptions({
    queryKey: organisationKeys.all,
    queryFn: async ({ signal }) => list(await call(listOrganisations, { signal }), normaliseOrganisation),
    staleTime: 5 * 60_000,
  });

export type NewOrganisation = BodyOf<typeof adminCreateOrganisation>;

/** An organisation to create, and the idempotency key of the request. */
export interface OrganisationRequest {
  readonly organisation: NewOrganisation;
  readonly idempotencyKey: IdempotencyKey;
}

/** How a page watches that an organisation is created. */
export interface OrganisationWatch extends PageWatch<OrganisationRequest> {
  /** UUIDs of those below the parent before anything was sent: none of them is what was created. */
  readonly known: readonly string[];
}

/**
 * Creates an organisation below another, as an admin; refused as a 'conflict' when its domain already exists. Where a
 * response is lost it is searched for by its domain below the parent. The result is undefined where Claritalk does not
 * show it.
 */
export async function createOrganisation(
  queryClient: QueryClient,
  { organisation, idempotencyKey }: OrganisationRequest,
  { earlier, known, ...watch }: OrganisationWatch,
): Promise<Certain<Organisation | undefined>> {
  const read = async (wanted: NewOrganisation) =>
    madeOf(await afresh(queryClient, organisationsOptions()), wanted, known);
  const finderOf =
    (wanted: NewOrganisation): Find<Organisation | undefined> =>
    async () => {
      const found = await read(wanted);
      return found ? { found } : 'absent';
    };
  const send = async (): Promise<Outcome<undefined>> => {
    const outcome = await write(adminCreateOrganisation, { body: organisation, ...elevated(idempotencyKey) });
    if (outcome.kind === 'done') return { ...outcome, value: undefined };
    // Refused as existing or in progress, after a try that got no response: that try may have created it.
    if (outcome.kind !== 'refused' || outcome.error.kind !== 'conflict') return outcome;
    const isOwn = earlier?.organisation.domain === organisation.domain;
    return isOwn ? { kind: 'unknown', error: outcome.error } : outcome;
  };
  const before = earlier && finderOf(earlier.organisation);
  const result = await certain(send, finderOf(organisation), watch, before);
  if (result.kind !== 'done' || result.found) return result;
  try {
    return { ...result, value: await read(organisation) };
  } catch {
    void queryClient.invalidateQueries({ queryKey: organisationKeys.all });
    return result;
  }
}

function madeOf(
  tree: readonly Organisation[],
  { parent_uuid, domain }: Pick<NewOrganisation, 'parent_uuid' | 'domain'>,
  known: readonly string[],
): Organisation | undefined {
  for (const { uuid, children } of tree) {
    const isParent = uuid.toLowerCase() === parent_uuid.toLowerCase();
    const found = isParent
      ? children.find(
          (child) => child.domain?.toLowerCase() === domain.toLowerCase() && !known.includes(child.uuid),
        )
      : madeOf(children, { parent_uuid, domain }, known);
    if (found) return found;
  }
  return undefined;
}

/** Undefined without an identity, because nothing can refer to it then. */
export function normaliseOrganisation(wire: unknown): Organisation | undefined {
  const organisation = fields(wire);
  const uuid = text(organisation.uuid) ?? text(organisation.id);
  if (uuid === undefined) return undefined;
  return {
    uuid,
    name: text(organisation.name) ?? uuid,
    domain: text(organisation.domain),
    children: list(organisation.children, normaliseOrganisation),
  };
}
