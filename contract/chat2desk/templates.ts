/** Templates: prepared replies, in groups. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { id, longText, notTogether, requiredText, text, webUrl } from '../fields.ts';
import { connected } from '../system.ts';
import * as shape from './shapes.ts';
import { chat2desk } from './system.ts';

const told = { source: 'documented', resource: 'Templates' } as const;
const tab = { who: 'admin', place: 'connection/templates' } as const;
const templateMissing = { status: 404, when: 'template not found' };
const groupMissing = { status: 404, when: 'group not found' };
const wrong = { status: 400, when: 'the name is missing or too long, or both a group and a user are given' };

const fields = {
  shortcut: v.optional(text(64)),
  text: v.optional(longText),
  file: v.optional(webUrl),
  group_id: v.optional(id),
  user_id: v.optional(id),
};
const example = { shortcut: 'hours', text: 'We are there from 9 to 5.' };
const name = requiredText(60);
const groupBody = v.strictObject({ name: requiredText(255) });

export const listTemplates = connected(chat2desk, {
  ...told,
  name: 'listTemplates',
  title: 'List templates',
  about: 'Prepared answers, with the shortcuts that insert them.',
  method: 'GET',
  path: '/v1/templates',
  query: v.strictObject(shape.page),
  response: shape.answer(v.array(shape.template)),
  paging: chat2desk.paging,
  effect: 'read',
  who: 'member',
  place: 'conversation',
});

export const getTemplate = connected(chat2desk, {
  ...told,
  name: 'getTemplate',
  title: 'Get a template',
  about: 'One prepared answer.',
  method: 'GET',
  path: '/v1/templates/:id',
  params: shape.idInPath,
  response: shape.answer(shape.template),
  errors: [templateMissing],
  effect: 'read',
  who: 'member',
  place: 'conversation',
});

export const createTemplate = connected(chat2desk, {
  ...told,
  ...tab,
  name: 'createTemplate',
  title: 'Create a template',
  about: 'Prepares an answer, for a group or for one user.',
  method: 'POST',
  path: '/v1/templates',
  body: v.pipe(
    v.strictObject({ name, ...fields }),
    notTogether('group_id', 'user_id'),
    v.examples([{ ...example, name: 'Opening hours', group_id: 1 }]),
  ),
  response: shape.answer(shape.template),
  errors: [wrong],
  effect: 'write',
});

export const updateTemplate = connected(chat2desk, {
  ...told,
  ...tab,
  name: 'updateTemplate',
  title: 'Change a template',
  about: 'Changes a prepared answer.',
  method: 'PUT',
  path: '/v1/templates/:id',
  params: shape.idInPath,
  body: v.pipe(
    v.strictObject({ name: v.optional(name), ...fields }),
    notTogether('group_id', 'user_id'),
    v.examples([example]),
  ),
  response: shape.done,
  errors: [wrong, templateMissing],
  effect: 'write',
});

export const deleteTemplate = connected(chat2desk, {
  ...told,
  ...tab,
  name: 'deleteTemplate',
  title: 'Delete a template',
  about: 'Deletes a prepared answer for everyone.',
  method: 'DELETE',
  path: '/v1/templates/:id',
  params: shape.idInPath,
  response: shape.done,
  errors: [templateMissing],
  effect: 'danger',
  guards: ['destroying'],
});

export const listTemplateGroups = connected(chat2desk, {
  ...told,
  name: 'listTemplateGroups',
  title: 'List groups of templates',
  about: 'The groups of templates.',
  method: 'GET',
  path: '/v1/templates_groups',
  query: v.strictObject(shape.page),
  response: shape.answer(v.array(shape.templateGroup)),
  paging: chat2desk.paging,
  effect: 'read',
  who: 'member',
  place: 'conversation',
});

export const getTemplateGroup = connected(chat2desk, {
  ...told,
  name: 'getTemplateGroup',
  title: 'Get a group of templates',
  about: 'One group of templates.',
  method: 'GET',
  path: '/v1/templates_groups/:id',
  params: shape.idInPath,
  response: shape.answer(shape.templateGroup),
  errors: [groupMissing],
  effect: 'read',
  who: 'member',
  place: 'connection/templates',
});

export const createTemplateGroup = connected(chat2desk, {
  ...told,
  ...tab,
  name: 'createTemplateGroup',
  title: 'Create a group of templates',
  about: 'Adds a group for templates.',
  method: 'POST',
  path: '/v1/templates_groups',
  body: groupBody,
  response: shape.done,
  errors: [{ status: 400, when: 'the name is missing' }],
  effect: 'write',
});

export const updateTemplateGroup = connected(chat2desk, {
  ...told,
  ...tab,
  name: 'updateTemplateGroup',
  title: 'Rename a group of templates',
  about: 'Renames a group of templates.',
  method: 'PUT',
  path: '/v1/templates_groups/:id',
  params: shape.idInPath,
  body: groupBody,
  response: shape.done,
  errors: [groupMissing],
  effect: 'write',
});

export const deleteTemplateGroup = connected(chat2desk, {
  ...told,
  ...tab,
  name: 'deleteTemplateGroup',
  title: 'Delete a group of templates',
  about: 'Deletes a group of templates for everyone.',
  method: 'DELETE',
  path: '/v1/templates_groups/:id',
  params: shape.idInPath,
  response: shape.done,
  errors: [groupMissing],
  effect: 'danger',
  guards: ['destroying'],
});
