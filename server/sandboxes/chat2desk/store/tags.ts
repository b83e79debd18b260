import type { Database } from '../../lib/database.ts';

/** A row of the view `tags_with_groups`. */
export interface TagRow {
  readonly id: number;
  readonly label: string;
  readonly description: string | null;
  readonly group_id: number;
  readonly group_name: string;
}

export const toTag = ({ id, label, description, group_id, group_name }: TagRow) => ({
  id,
  label,
  description,
  group_id,
  group_name,
});

/** Returns what webhooks say about a tag: its label is a name there. */
export const toHookTag = ({ label, ...row }: TagRow) => ({
  id: row.id,
  name: label,
  description: row.description,
  group_id: row.group_id,
  group_name: row.group_name,
});

export const findTag = (database: Database, id: string | number): TagRow | undefined =>
  database.get('SELECT * FROM tags_with_groups WHERE id = ?', Number(id));
