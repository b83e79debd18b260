import * as contract from '#contract/chat2desk/templates.ts';
import type { Database } from '../../lib/database.ts';
import { done, handle, success } from '../handler.ts';
import { listed } from '../store/lists.ts';
import { findOperator } from '../store/operators.ts';
import { utc } from '../values/times.ts';
import { notFound, wrongFields } from '../web/errors.ts';

interface TemplateRow {
  readonly id: number;
  readonly shortcut: string | null;
  readonly text: string | null;
  readonly name: string;
  readonly file: string | null;
  readonly group_id: number | null;
  readonly user_id: number | null;
  readonly created: number;
}

interface GroupRow {
  readonly id: number;
  readonly name: string;
}

const toTemplate = ({ created, ...row }: TemplateRow) => ({
  id: row.id,
  shortcut: row.shortcut,
  text: row.text,
  name: row.name,
  file: row.file,
  group_id: row.group_id,
  type: row.user_id === null ? 'common' : 'personal',
  user_id: row.user_id,
  created: utc(created),
});

const toGroup = ({ id, name }: GroupRow) => ({ id, name });

function templateInPath(database: Database, id: string | number): TemplateRow {
  const row = database.get<TemplateRow>('SELECT * FROM templates WHERE id = ?', Number(id));
  if (!row) throw notFound(`Template #${id} not found`);
  return row;
}

function groupInPath(database: Database, id: string | number): GroupRow {
  const row = database.get<GroupRow>('SELECT * FROM template_groups WHERE id = ?', Number(id));
  if (!row) throw notFound(`Templates group #${id} not found`);
  return row;
}

/** @throws Refusal 400 when the group or the user is not there. */
function checkOwner(database: Database, groupId: number | undefined, userId: number | undefined): void {
  if (groupId !== undefined && !database.get('SELECT 1 FROM template_groups WHERE id = ?', groupId)) {
    throw wrongFields({ group_id: ['not found'] });
  }
  if (userId !== undefined && !findOperator(database, userId)) throw wrongFields({ user_id: ['not found'] });
}

const listTemplates = handle(contract.listTemplates, ({ services: { database }, query }) =>
  listed<TemplateRow>(database, { from: 'templates' }, query, toTemplate),
);

const getTemplate = handle(contract.getTemplate, ({ services: { database }, params }) =>
  success(toTemplate(templateInPath(database, params.id))),
);

const createTemplate = handle(contract.createTemplate, ({ services: { database }, body }) => {
  checkOwner(database, body.group_id, body.user_id);
  const { id } = database.run(
    'INSERT INTO templates (shortcut, text, name, file, group_id, user_id, created) VALUES (?, ?, ?, ?, ?, ?, ?)',
    body.shortcut ?? null,
    body.text ?? null,
    body.name,
    body.file ?? null,
    body.group_id ?? null,
    body.user_id ?? null,
    Date.now(),
  );
  return success(toTemplate(templateInPath(database, id)));
});

const updateTemplate = handle(contract.updateTemplate, ({ services: { database }, params, body }) => {
  const row = templateInPath(database, params.id);
  checkOwner(database, body.group_id, body.user_id);
  const moved = body.group_id !== undefined || body.user_id !== undefined;
  database.run(
    'UPDATE templates SET shortcut = ?, text = ?, name = ?, file = ?, group_id = ?, user_id = ? WHERE id = ?',
    body.shortcut ?? row.shortcut,
    body.text ?? row.text,
    body.name ?? row.name,
    body.file ?? row.file,
    moved ? (body.group_id ?? null) : row.group_id,
    moved ? (body.user_id ?? null) : row.user_id,
    row.id,
  );
  return done;
});

const deleteTemplate = handle(contract.deleteTemplate, ({ services: { database }, params }) => {
  database.run('DELETE FROM templates WHERE id = ?', templateInPath(database, params.id).id);
  return done;
});

const listTemplateGroups = handle(contract.listTemplateGroups, ({ services: { database }, query }) =>
  listed<GroupRow>(database, { from: 'template_groups' }, query, toGroup),
);

const getTemplateGroup = handle(contract.getTemplateGroup, ({ services: { database }, params }) =>
  success(toGroup(groupInPath(database, params.id))),
);

const createTemplateGroup = handle(contract.createTemplateGroup, ({ services: { database }, body }) => {
  const { id } = database.run('INSERT INTO template_groups (name) VALUES (?)', body.name);
  return success({ id, name: body.name });
});

const updateTemplateGroup = handle(
  contract.updateTemplateGroup,
  ({ services: { database }, params, body }) => {
    const { id } = groupInPath(database, params.id);
    database.run('UPDATE template_groups SET name = ? WHERE id = ?', body.name, id);
    return success({ id, name: body.name });
  },
);

const deleteTemplateGroup = handle(contract.deleteTemplateGroup, ({ services: { database }, params }) => {
  database.run('DELETE FROM template_groups WHERE id = ?', groupInPath(database, params.id).id);
  return done;
});

export const templateHandlers = [
  listTemplates,
  getTemplate,
  createTemplate,
  updateTemplate,
  deleteTemplate,
  listTemplateGroups,
  getTemplateGroup,
  createTemplateGroup,
  updateTemplateGroup,
  deleteTemplateGroup,
];
