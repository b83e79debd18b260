import { queryOptions } from '@tanstack/react-query';
import { getIndividualGroup } from '#contract/courier/people.ts';
import { list, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { oneOrNone } from '../../client/one-or-none.ts';
import { courierKeys } from './courier-keys.ts';
import { type Item, idOf, itemOf } from './items.ts';

/** A group of people, with those who manage it. Courier has no list of these: they are named where they are used. */
export interface Group {
  readonly id: string;
  readonly name: string;
  /** Ids of individuals. */
  readonly members: readonly string[];
  readonly leaders: readonly string[];
}

const heldMs = 10 * 60_000;

/** Null where there is no such group. */
export const groupOptions = (id: string) =>
  queryOptions({
    queryKey: courierKeys.one('individual-groups', id),
    queryFn: async ({ signal }): Promise<Group | null> => {
      const item = itemOf(await oneOrNone(() => call(getIndividualGroup, { params: { id }, signal })));
      return item ? normaliseGroup(item) : null;
    },
    staleTime: heldMs,
  });

export const normaliseGroup = ({ id, of }: Item): Group => ({
  id,
  name: text(of.name) ?? id,
  members: list(of.individuals, idOf),
  leaders: list(of.leaders, idOf),
});
