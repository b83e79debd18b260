/** What to do with a meeting's dossier and teams. */
export interface Assignment {
  /** Undefined leaves it as it is, null takes the meeting out of any. */
  readonly dossierId: string | null | undefined;
  readonly teams: { readonly how: 'leave' | 'add' | 'replace'; readonly ids: readonly string[] };
}

/** Whether it changes anything at all. */
export const assignsSomething = ({ dossierId, teams }: Assignment): boolean =>
  dossierId !== undefined || teams.how === 'replace' || (teams.how === 'add' && teams.ids.length > 0);

interface Assigned {
  readonly dossierId: string | undefined;
  readonly teamIds: readonly string[];
}

/** The fields to save, only those that differ; undefined when nothing differs. */
export function assignmentChange(
  meeting: Assigned,
  { dossierId, teams }: Assignment,
): { dossier_id?: string | null; team_ids?: string[] } | undefined {
  const wanted =
    teams.how === 'leave'
      ? meeting.teamIds
      : [...new Set([...(teams.how === 'add' ? meeting.teamIds : []), ...teams.ids])];
  const sameTeams =
    wanted.length === meeting.teamIds.length && wanted.every((id) => meeting.teamIds.includes(id));
  const sameDossier = dossierId === undefined || dossierId === (meeting.dossierId ?? null);
  if (sameTeams && sameDossier) return undefined;
  return {
    ...(sameDossier ? {} : { dossier_id: dossierId }),
    ...(sameTeams ? {} : { team_ids: [...wanted] }),
  };
}
