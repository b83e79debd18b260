import * as v from 'valibot';
import type { Database } from '../../lib/database.ts';
import { jsonColumn } from '../../lib/json-column.ts';
import { maybeUtc } from '../values/times.ts';

export interface OperatorRow {
  readonly id: number;
  readonly email: string;
  readonly phone: string | null;
  readonly role: string;
  readonly access_right_id: number;
  readonly access_right_name: string;
  readonly status_id: number;
  readonly online: number;
  readonly avatar: string | null;
  readonly first_name: string;
  readonly last_name: string;
  readonly external_id: string | null;
  readonly last_visit: number | null;
  readonly disable_new_chats: number;
  readonly opened_dialogs: number;
}

/** Operators with their rights, as a table. */
export const operatorsTable = `(
  SELECT o.*, a.role, a.name AS access_right_name,
    (SELECT count(*) FROM dialogs d WHERE d.operator_id = o.id AND d.state = 'open') AS opened_dialogs
  FROM operators o JOIN access_rights a ON a.id = o.access_right_id)`;

export const findOperator = (database: Database, id: string | number): OperatorRow | undefined =>
  database.get(`SELECT * FROM ${operatorsTable} WHERE id = ?`, Number(id));

/** The company's admin: who acts where nobody is named. */
export function adminOf(database: Database): OperatorRow {
  const row = database.get<OperatorRow>(
    `SELECT * FROM ${operatorsTable} WHERE role = 'admin' ORDER BY id LIMIT 1`,
  );
  if (!row) throw new Error('the company has no admin');
  return row;
}

/** What `offline_type` says, by the status. */
const offlineTypes: readonly (string | null)[] = [null, 'busy', 'break', 'training', 'tech_break', 'holiday'];
export const offlineTypeOf = (statusId: number): string | null => offlineTypes[statusId] ?? null;

export const toOperator = (row: OperatorRow) => ({
  id: row.id,
  email: row.email,
  phone: row.phone ?? '',
  role: row.role,
  access_right_id: row.access_right_id,
  online: row.online,
  offline_type: offlineTypeOf(row.status_id),
  avatar: row.avatar,
  opened_dialogs: row.opened_dialogs,
  first_name: row.first_name,
  last_name: row.last_name,
  external_id: row.external_id,
  last_visit: maybeUtc(row.last_visit),
  status_id: row.status_id,
  two_factor: row.role === 'admin',
  status: row.role === 'admin' ? 'admin' : 'enabled',
  access_right_name: row.access_right_name,
});

interface RightsRow {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly permissions: string;
}

const permissionsColumn = jsonColumn(v.record(v.string(), v.boolean()));

export const toRights = ({ id, name, role, permissions }: RightsRow) => ({
  id,
  name,
  role,
  base_role: true,
  permissions: v.parse(permissionsColumn, permissions),
});

export const allRights = (database: Database): readonly RightsRow[] =>
  database.all('SELECT * FROM access_rights ORDER BY id');

/**
 * Returns someone in a group who is online and accepts new chats: the one with the fewest. Undefined when there is
 * nobody.
 */
export const freeOperatorOf = (database: Database, groupId: number): OperatorRow | undefined =>
  database.get(
    `SELECT * FROM ${operatorsTable} WHERE online = 1 AND disable_new_chats = 0
       AND id IN (SELECT operator_id FROM operator_group_members WHERE group_id = ?)
     ORDER BY opened_dialogs, id LIMIT 1`,
    groupId,
  );

/** Records what an operator did, for the report of a day. */
export function noteEvent(database: Database, operatorId: number, event: string, dialogId: number | null) {
  const sql = 'INSERT INTO operator_events (operator_id, event, dialog_id, created) VALUES (?, ?, ?, ?)';
  database.run(sql, operatorId, event, dialogId, Date.now());
}
