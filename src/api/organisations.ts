import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { adminCreateOrganisation } from '#contract/admin.ts';
import { listOrganisations } from '#contract/claritalk.ts';
import type { BodyOf } from '#contract/operation.ts';
import { fields, list, text } from '#src/lib/reader.ts';
import { call } from './client.ts';
import { elevated, type Wish } from './wish.ts';

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

/** Creates an organisation below another, as an admin. @throws ApiError 'conflict' when its domain is there already */
export async function createOrganisation(
  queryClient: QueryClient,
  organisation: NewOrganisation,
  wish: Wish,
): Promise<void> {
  await call(adminCreateOrganisation, { body: organisation, ...elevated(wish) });
  await queryClient.invalidateQueries({ queryKey: organisationKeys.all });
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
