import { queryOptions } from '@tanstack/react-query';
import { listOrganisations } from '#contract/claritalk.ts';
import { fields, list, text } from '#src/lib/reader.ts';
import { call } from './client.ts';

export interface Organisation {
  readonly uuid: string;
  readonly name: string;
}

export const organisationKeys = { all: ['organisations'] as const };

/** The organisations that the person may see, the person's own first. Children are left out. */
export const organisationsOptions = () =>
  queryOptions({
    queryKey: organisationKeys.all,
    queryFn: async ({ signal }) => list(await call(listOrganisations, { signal }), normaliseOrganisation),
    staleTime: 5 * 60_000,
  });

/** Undefined without an identity, because nothing can refer to it then. */
export function normaliseOrganisation(wire: unknown): Organisation | undefined {
  const organisation = fields(wire);
  const uuid = text(organisation.uuid) ?? text(organisation.id);
  return uuid === undefined ? undefined : { uuid, name: text(organisation.name) ?? uuid };
}
