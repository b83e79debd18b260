import { queryOptions } from '@tanstack/react-query';
import { listTeams } from '#contract/claritalk/groups.ts';
import { fields, list, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';

export interface TeamMember {
  readonly uuid: string;
  readonly name: string;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  /** As far as the response names them; UUIDs in lower case. */
  readonly members: readonly TeamMember[];
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
  return { id, name: text(team.name) ?? id, members: list(team.members, normaliseMember) };
}

function normaliseMember(wire: unknown): TeamMember | undefined {
  const member = fields(wire);
  const uuid = (text(member.uuid) ?? text(member.id))?.toLowerCase();
  return uuid === undefined ? undefined : { uuid, name: text(member.name) ?? uuid };
}
