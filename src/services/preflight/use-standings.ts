import { useQueries } from '@tanstack/react-query';
import {
  allRelationsOptions,
  type Integration,
  type Relation,
  relationSearchOptions,
} from '#src/api/claritalk/integrations.ts';
import type { Attendee } from '#src/api/claritalk/meetings/meetings-parts.ts';
import { type Asked, isAmong, type Returned, type Standing, standingOf } from './standing.ts';

interface Standings {
  /** In the order of the attendees; undefined for those who are linked to nothing. */
  readonly of: readonly (Standing | undefined)[];
  /** Asks those again that did not respond. */
  readonly retry: () => void;
}

/**
 * Asks connected systems about the relations that attendees are linked to: for each by the attendee's name, and for all
 * relations only where that does not find the linked one.
 */
export function useStandings(
  people: readonly Attendee[],
  systems: readonly Integration[],
  userUuid: string | undefined,
): Standings {
  const names = [
    ...new Set(people.flatMap(({ name, integrationId }) => (integrationId === undefined ? [] : [name]))),
  ];
  const enabled = userUuid !== undefined;
  const searches = useQueries({
    queries: systems.flatMap(({ id }) =>
      names.map((name) => ({ ...relationSearchOptions(id, userUuid ?? '', name), enabled })),
    ),
  });
  const byName = (system: number, name: string) => searches[system * names.length + names.indexOf(name)];
  const isMissed = (system: number, { name, integrationId }: Attendee) => {
    const found = byName(system, name)?.data;
    return integrationId !== undefined && found !== undefined && !isAmong(integrationId, found);
  };
  const lists = useQueries({
    queries: systems.map(({ id }, system) => ({
      ...allRelationsOptions(id, userUuid ?? ''),
      enabled: enabled && people.some((person) => isMissed(system, person)),
    })),
  });
  const askedOf = (name: string): Asked[] =>
    systems.map((system, at) => ({
      system: system.name,
      byName: returned(byName(at, name)),
      all: returned(lists[at]),
    }));
  return {
    of: people.map(({ name, integrationId }) =>
      integrationId === undefined ? undefined : standingOf(integrationId, askedOf(name)),
    ),
    retry: () => {
      for (const query of [...searches, ...lists]) if (query.isError) void query.refetch();
    },
  };
}

function returned(
  query:
    | { readonly data: Relation[] | undefined; readonly isError: boolean; readonly isFetching: boolean }
    | undefined,
): Returned {
  if (query?.data) return query.data;
  return query?.isError && !query.isFetching ? 'failed' : undefined;
}
