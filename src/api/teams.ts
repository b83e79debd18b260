import { queryOptions } from '@tanstack/react-query';
import { listTeams } from '#contract/claritalk.ts';
import { fields, list, text } from '#src/lib/reader.ts';
import { call } from './client.ts';

export interface Team {
  readonly id: string;
  readonly name: string;
  /** UUIDs of its members, as far as the answer names them. */
  readonly memberUuids: readonly string[];
}

export const teamKeys = { all: ['teams'] as const };

/** The teams that the person may see. */
export const teamsOptions = () =>
  queryOptions({
    queryKey: teamKeys.all,
    queryFn: async ({ signal }) => list(await call(listTeams, { signal }), normaliseTeam),
    staleTime: 5 * 60_000,
  });

/** Undefined without an id, because nothing can refer to it then. */
export function normaliseTeam(wire: unknown): Team | undefined {
  const team = fields(wire);
  const id = text(team.id) ?? text(team.uuid);
  if (id === undefined) return undefined;
  const memberUuids = list(team.members, (member) => text(fields(member).id)?.toLowerCase());
  return { id, name: text(team.name) ?? id, memberUuids };
}
