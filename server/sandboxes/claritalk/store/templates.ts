import type { Database } from '../../lib/database.ts';

export interface TypeRow {
  id: number;
  name: string;
  is_default: number;
}

export interface ThemeRow {
  id: number;
  name: string;
  type_id: number;
}

export interface QuestionRow {
  id: number;
  theme_id: number;
  question: string;
  output_type: string;
}

export const toType = (row: TypeRow) => ({ id: row.id, name: row.name, is_default: row.is_default === 1 });

export function typesOf(database: Database, organisationId: number): TypeRow[] {
  return database.all<TypeRow>(
    'SELECT id, name, is_default FROM types WHERE organisation_id = ? ORDER BY id',
    organisationId,
  );
}

export function findType(database: Database, organisationId: number, id: number): TypeRow | undefined {
  return database.get<TypeRow>(
    'SELECT id, name, is_default FROM types WHERE id = ? AND organisation_id = ?',
    id,
    organisationId,
  );
}

export function themesOf(database: Database, organisationId: number): ThemeRow[] {
  return database.all<ThemeRow>(
    `SELECT th.id, th.name, th.type_id FROM themes th JOIN types ty ON ty.id = th.type_id
     WHERE ty.organisation_id = ? ORDER BY th.type_id, th.id`,
    organisationId,
  );
}

export function findTheme(database: Database, organisationId: number, id: number): ThemeRow | undefined {
  return database.get<ThemeRow>(
    `SELECT th.id, th.name, th.type_id FROM themes th JOIN types ty ON ty.id = th.type_id
     WHERE th.id = ? AND ty.organisation_id = ?`,
    id,
    organisationId,
  );
}

export function questionsOf(database: Database, themeId: number): QuestionRow[] {
  return database.all<QuestionRow>(
    'SELECT id, theme_id, question, output_type FROM questions WHERE theme_id = ? ORDER BY id',
    themeId,
  );
}
