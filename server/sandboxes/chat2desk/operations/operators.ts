import { operatorStatuses } from '#contract/chat2desk/enumerations.ts';
import * as contract from '#contract/chat2desk/operators.ts';
import type { Database } from '../../lib/database.ts';
import { done, handle, success } from '../handler.ts';
import { Conditions, listed, maybeNumber } from '../store/lists.ts';
import {
  allRights,
  findOperator,
  noteEvent,
  type OperatorRow,
  offlineTypeOf,
  operatorsTable,
  toOperator,
  toRights,
} from '../store/operators.ts';
import { notFound, wrongFields } from '../web/errors.ts';

/** As many as the company's contract allows. */
const maxOperators = 60;

const listOperators = handle(contract.listOperators, ({ services: { database }, query }) => {
  const disabled = query.disableNewChats;
  const where = new Conditions()
    .when(query.phone, 'phone = ?')
    .when(query.email, 'email = ?')
    .when(maybeNumber(query.online), 'online = ?')
    .when(maybeNumber(query.status_id), 'status_id = ?')
    .when(disabled === undefined ? undefined : Number(String(disabled) === 'true'), 'disable_new_chats = ?')
    .when(query.role, 'role = ?');
  return listed<OperatorRow>(database, { from: operatorsTable, where }, query, toOperator);
});

interface Fields {
  readonly email?: string | undefined;
  readonly access_rights_id?: string | number | undefined;
  readonly status_id?: string | number | undefined;
}

/** @throws Refusal 400 with only the fields; `taken` says that an address is someone else's. */
function check(database: Database, fields: Fields, taken: string, id = 0): void {
  const { email, access_rights_id, status_id } = fields;
  const errors: Record<string, readonly unknown[]> = {};
  if (email && database.get('SELECT 1 FROM operators WHERE email = ? AND id <> ?', email, id)) {
    errors.email = [taken];
  }
  const rights = maybeNumber(access_rights_id);
  if (rights !== undefined && !database.get('SELECT 1 FROM access_rights WHERE id = ?', rights)) {
    errors.access_rights_id = [{ error: 'Access rights not found for this company!' }];
  }
  if (status_id !== undefined && !(Number(status_id) in operatorStatuses)) {
    errors.status_id = [{ error: 'This status id is not correct!' }];
  }
  if (Object.keys(errors).length > 0) throw wrongFields(errors);
}

const createOperator = handle(contract.createOperator, ({ services: { database }, query }) => {
  const count = database.get<{ count: number }>('SELECT count(*) AS count FROM operators');
  if ((count?.count ?? 0) >= maxOperators) throw wrongFields({ operators_limit: ['operators limit'] });
  check(database, query, 'must be uniqueness');
  const { id } = database.run(
    `INSERT INTO operators (email, access_right_id, status_id, online, avatar, first_name, last_name, external_id)
     VALUES (?, ?, ?, 0, ?, ?, ?, ?)`,
    query.email,
    Number(query.access_rights_id),
    Number(query.status_id),
    query.avatar ?? null,
    query.first_name,
    query.last_name,
    query.external_id ?? null,
  );
  const operator = findOperator(database, id);
  return success(operator && toOperator(operator));
});

const updateOperator = handle(contract.updateOperator, ({ services, params, query }) => {
  const { database, hooks } = services;
  const before = findOperator(database, params.id);
  if (!before) throw notFound(`Operator #${params.id} not found`);
  check(database, query, 'has already been taken', before.id);
  database.run(
    `UPDATE operators SET email = ?, access_right_id = ?, status_id = ?, avatar = ?, first_name = ?, last_name = ?,
       external_id = ? WHERE id = ?`,
    query.email ?? before.email,
    maybeNumber(query.access_rights_id) ?? before.access_right_id,
    maybeNumber(query.status_id) ?? before.status_id,
    query.avatar ?? before.avatar,
    query.first_name ?? before.first_name,
    query.last_name ?? before.last_name,
    query.external_id ?? before.external_id,
    before.id,
  );
  const after = findOperator(database, before.id) ?? before;
  if (after.status_id !== before.status_id) {
    noteEvent(database, after.id, 'status_change', null);
    hooks.emit('operator_status_changed', {
      id: String(after.id),
      email: after.email,
      online: after.online,
      offline_type: offlineTypeOf(after.status_id),
      status_id: after.status_id,
    });
  }
  return done;
});

const russian = ['Работает', 'Занят', 'Перерыв', 'На обучении', 'Тех. перерыв', 'В отпуске'];

// A bare list, as documented.
const listOperatorStatuses = handle(contract.listOperatorStatuses, () =>
  Object.entries(operatorStatuses).map(([id, en]) => ({
    id: Number(id),
    name: { en, ru: russian[Number(id)] ?? en },
  })),
);

const listOperatorGroups = handle(contract.listOperatorGroups, ({ services: { database } }) => {
  const groups = database.all<{ id: number; name: string }>('SELECT * FROM operator_groups ORDER BY id');
  const members = database.all<{ group_id: number; operator_id: number }>(
    'SELECT * FROM operator_group_members ORDER BY operator_id',
  );
  return success(
    groups.map(({ id, name }) => ({
      id,
      name,
      operator_ids: members.filter(({ group_id }) => group_id === id).map(({ operator_id }) => operator_id),
    })),
  );
});

const listAccessRights = handle(contract.listAccessRights, ({ services: { database } }) =>
  success(allRights(database).map(toRights)),
);

const getAccessRights = handle(contract.getAccessRights, ({ services: { database }, params }) => {
  const row = allRights(database).find(({ id }) => id === Number(params.id));
  // With status 400, as documented.
  if (!row) throw notFound({ text: `Access rights id #${params.id} not found` }, 400);
  return success(toRights(row));
});

export const operatorHandlers = [
  listOperators,
  createOperator,
  updateOperator,
  listOperatorStatuses,
  listOperatorGroups,
  listAccessRights,
  getAccessRights,
];
