import { queryOptions } from '@tanstack/react-query';
import { listOrganizations } from '#contract/courier/people.ts';
import { text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { courierKeys } from './courier-keys.ts';
import { allItems, type Item } from './items.ts';

/** An organisation at Courier, to whose people, numbers and settings a key gives access. */
export interface CourierOrganisation {
  readonly id: string;
  readonly name: string;
  /** Of the IANA database: `Europe/Brussels`. */
  readonly zone: string | undefined;
}

const heldMs = 10 * 60_000;

/** By name: Courier lists them in no order that it documents. */
export const organisationsOptions = () =>
  queryOptions({
    queryKey: courierKeys.list('organizations'),
    queryFn: async ({ signal }) => {
      const all = await readOrganisations(signal);
      return all.toSorted((one, another) => one.name.localeCompare(another.name));
    },
    staleTime: heldMs,
  });

/** @throws ApiError */
export const readOrganisations = (signal: AbortSignal | undefined) =>
  allItems((query) => call(listOrganizations, { query, signal }), normaliseOrganisation);

export const normaliseOrganisation = ({ id, of }: Item): CourierOrganisation => ({
  id,
  name: text(of['display-name']) ?? text(of.name) ?? id,
  zone: text(of.timezone),
});
