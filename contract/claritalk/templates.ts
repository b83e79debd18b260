/** Templates: types, which have themes, which have questions. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import * as shape from './shapes.ts';

const organisationMissing = { status: 404, when: 'organisation not found' };
/** Id in a create-or-update body: 0 or absent creates. */
const saveId = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)));
const integer = v.pipe(v.number(), v.safeInteger());

export const listTypes = operation({
  name: 'listTypes',
  method: 'GET',
  path: '/types/list',
  response: v.array(shape.meetingType),
  errors: [organisationMissing],
});

export const saveType = operation({
  name: 'saveType',
  method: 'POST',
  path: '/types',
  body: v.strictObject({ id: saveId, name: shape.requiredText(255), is_default: v.optional(v.boolean()) }),
  response: shape.meetingType,
  errors: [{ status: 400, when: 'missing name' }, organisationMissing],
});

export const deleteType = operation({
  name: 'deleteType',
  method: 'DELETE',
  path: '/types/:id',
  params: v.strictObject({ id: shape.integerText }),
  response: shape.empty,
  errors: [{ status: 404, when: 'meeting type not found' }],
});

export const listThemes = operation({
  name: 'listThemes',
  method: 'GET',
  path: '/themes/list',
  response: v.array(shape.theme),
  errors: [organisationMissing],
});

export const saveTheme = operation({
  name: 'saveTheme',
  method: 'POST',
  path: '/themes',
  body: v.strictObject({ id: saveId, name: shape.requiredText(255), type_id: integer }),
  response: shape.theme,
  errors: [
    { status: 400, when: 'missing name or type_id' },
    { status: 404, when: 'organisation or meeting type not found' },
  ],
});

export const deleteTheme = operation({
  name: 'deleteTheme',
  method: 'DELETE',
  path: '/themes/:id',
  params: v.strictObject({ id: shape.integerText }),
  response: shape.empty,
  errors: [{ status: 404, when: 'theme not found' }],
});

export const listQuestions = operation({
  name: 'listQuestions',
  method: 'GET',
  path: '/themes/:themeId/questions/list',
  params: v.strictObject({ themeId: shape.integerText }),
  response: v.array(shape.question),
  permission: 'organisation_settings_meeting_question_viewlist',
  errors: [
    { status: 403, when: 'insufficient permissions' },
    { status: 404, when: 'theme not found' },
  ],
});

export const saveQuestion = operation({
  name: 'saveQuestion',
  method: 'POST',
  path: '/themes/:themeId/questions',
  params: v.strictObject({ themeId: shape.integerText }),
  body: v.strictObject({
    id: saveId,
    question: shape.requiredText(2000),
    output_type: v.optional(shape.outputType),
  }),
  response: shape.question,
  errors: [
    { status: 400, when: 'missing or invalid question' },
    { status: 404, when: 'theme not found' },
  ],
});

export const deleteQuestion = operation({
  name: 'deleteQuestion',
  method: 'DELETE',
  path: '/themes/:themeId/questions/:questionId',
  params: v.strictObject({ themeId: shape.integerText, questionId: shape.integerText }),
  response: shape.empty,
  permission: 'organisation_settings_meeting_question_delete',
  errors: [
    { status: 403, when: 'insufficient permissions' },
    { status: 404, when: 'question not found' },
  ],
});
