import * as contract from '#contract/claritalk/templates.ts';
import { notFound } from '../../lib/errors.ts';
import { type Call, handle } from '../operation-handler.ts';
import * as templates from '../store/templates.ts';

const typeMissing = () => notFound('Meeting type not found.');
const themeMissing = () => notFound('Theme not found.');
const questionMissing = () => notFound('Question not found.');

const listTypes = handle(contract.listTypes, ({ services, organisationId }) => ({
  body: templates.typesOf(services.database, organisationId).map(templates.toType),
}));

const saveType = handle(contract.saveType, ({ services, organisationId, body }) => {
  const { database } = services;
  const name = body.name.trim();
  const existing = body.id ? templates.findType(database, organisationId, body.id) : undefined;
  if (body.id && !existing) throw typeMissing();
  const isDefault = body.is_default ?? existing?.is_default === 1;
  const id = database.transaction(() => {
    // An organisation has one default type.
    if (isDefault) database.run('UPDATE types SET is_default = 0 WHERE organisation_id = ?', organisationId);
    if (!existing) {
      const sql = 'INSERT INTO types (organisation_id, name, is_default) VALUES (?, ?, ?)';
      return database.run(sql, organisationId, name, Number(isDefault)).id;
    }
    database.run(
      'UPDATE types SET name = ?, is_default = ? WHERE id = ?',
      name,
      Number(isDefault),
      existing.id,
    );
    return existing.id;
  });
  return { body: { id, name, is_default: isDefault } };
});

const deleteType = handle(contract.deleteType, ({ services, organisationId, params }) => {
  const { database } = services;
  const type = templates.findType(database, organisationId, Number(params.id));
  if (!type) throw typeMissing();
  database.transaction(() => {
    database.run('UPDATE meetings SET type_id = NULL WHERE type_id = ?', type.id);
    database.run('DELETE FROM types WHERE id = ?', type.id);
  });
  return {};
});

const listThemes = handle(contract.listThemes, ({ services, organisationId }) => ({
  body: templates.themesOf(services.database, organisationId),
}));

const saveTheme = handle(contract.saveTheme, ({ services, organisationId, body }) => {
  const { database } = services;
  const name = body.name.trim();
  if (!templates.findType(database, organisationId, body.type_id)) throw typeMissing();
  if (!body.id) {
    const { id } = database.run('INSERT INTO themes (type_id, name) VALUES (?, ?)', body.type_id, name);
    return { body: { id, name, type_id: body.type_id } };
  }
  if (!templates.findTheme(database, organisationId, body.id)) throw themeMissing();
  database.run('UPDATE themes SET type_id = ?, name = ? WHERE id = ?', body.type_id, name, body.id);
  return { body: { id: body.id, name, type_id: body.type_id } };
});

const deleteTheme = handle(contract.deleteTheme, ({ services, organisationId, params }) => {
  const theme = templates.findTheme(services.database, organisationId, Number(params.id));
  if (!theme) throw themeMissing();
  services.database.run('DELETE FROM themes WHERE id = ?', theme.id);
  return {};
});

function requireTheme({ services, organisationId }: Pick<Call, 'services' | 'organisationId'>, id: string) {
  const theme = templates.findTheme(services.database, organisationId, Number(id));
  if (!theme) throw themeMissing();
  return theme;
}

const listQuestions = handle(contract.listQuestions, (call) => ({
  body: templates.questionsOf(call.services.database, requireTheme(call, call.params.themeId).id),
}));

const saveQuestion = handle(contract.saveQuestion, (call) => {
  const { body } = call;
  const { database } = call.services;
  const theme = requireTheme(call, call.params.themeId);
  const question = body.question.trim();
  const existing = body.id
    ? templates.questionsOf(database, theme.id).find((row) => row.id === body.id)
    : undefined;
  if (body.id && !existing) throw questionMissing();
  const outputType = body.output_type ?? existing?.output_type ?? 'single_line';
  if (existing) {
    const sql = 'UPDATE questions SET question = ?, output_type = ? WHERE id = ?';
    database.run(sql, question, outputType, existing.id);
    return { body: { ...existing, question, output_type: outputType } };
  }
  const sql = 'INSERT INTO questions (theme_id, question, output_type) VALUES (?, ?, ?)';
  const { id } = database.run(sql, theme.id, question, outputType);
  return { body: { id, theme_id: theme.id, question, output_type: outputType } };
});

const deleteQuestion = handle(contract.deleteQuestion, ({ services, organisationId, params }) => {
  const { database } = services;
  const theme = templates.findTheme(database, organisationId, Number(params.themeId));
  const sql = 'DELETE FROM questions WHERE id = ? AND theme_id = ?';
  const changes = theme ? database.run(sql, Number(params.questionId), theme.id).changes : 0;
  if (changes === 0) throw questionMissing();
  return {};
});

export const templateHandlers = [
  listTypes,
  saveType,
  deleteType,
  listThemes,
  saveTheme,
  deleteTheme,
  listQuestions,
  saveQuestion,
  deleteQuestion,
];
