import * as contract from '#contract/claritalk/groups.ts';
import { handle } from '../operation-handler.ts';

interface DossierRow {
  id: string;
  name: string;
  reference: string;
  createdAt: string;
  updatedAt: string;
}

const dossierColumns =
  'd.uuid AS id, d.name, d.reference, d.created_at AS createdAt, d.updated_at AS updatedAt';

const listDossiers = handle(contract.listDossiers, ({ services, organisationId, caller }) => ({
  body:
    caller.kind === 'service'
      ? services.database.all<DossierRow>(
          `SELECT ${dossierColumns} FROM dossiers d WHERE d.organisation_id = ? ORDER BY d.name`,
          organisationId,
        )
      : services.database.all<DossierRow>(
          `SELECT ${dossierColumns} FROM dossiers d WHERE d.organisation_id = ? AND
           (d.team_id IS NULL OR d.team_id IN (SELECT team_id FROM team_members WHERE user_id = ?)) ORDER BY d.name`,
          organisationId,
          caller.user.id,
        ),
}));

interface MemberRow {
  team: string;
  name: string;
  user: string | null;
  user_name: string | null;
}

const listTeams = handle(contract.listTeams, ({ services, organisationId, caller }) => {
  const user = caller.kind === 'user' ? caller.user.id : null;
  const rows = services.database.all<MemberRow>(
    `SELECT t.uuid AS team, t.name, u.uuid AS user, u.name AS user_name FROM teams t
     LEFT JOIN team_members m ON m.team_id = t.id LEFT JOIN users u ON u.id = m.user_id
     WHERE t.organisation_id = ? AND (? IS NULL OR t.id IN (SELECT team_id FROM team_members WHERE user_id = ?))
     ORDER BY t.name, u.name`,
    organisationId,
    user,
    user,
  );
  const teams = new Map<string, { id: string; name: string; members: { id: string; name: string }[] }>();
  for (const row of rows) {
    const team = teams.get(row.team) ?? { id: row.team, name: row.name, members: [] };
    teams.set(row.team, team);
    if (row.user) team.members.push({ id: row.user, name: row.user_name ?? '' });
  }
  return { body: [...teams.values()] };
});

export const groupHandlers = [listDossiers, listTeams];
