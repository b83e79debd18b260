/**
 * Every documented REST operation of the Claritalk API, once. The SPA's client, the gateway's allow-list, the
 * sandbox's router and the contract tests all read this table.
 */
import * as v from 'valibot';
import { type Operation, operation } from './operation.ts';
import * as shape from './shapes.ts';

const organisationMissing = { status: 404, when: 'organisation not found' };
const organisationOrUserMissing = { status: 404, when: 'organisation or user not found' };
const noAccess = { status: 403, when: 'no access to this meeting' };
const meetingMissing = { status: 404, when: 'meeting not found' };
/** Id in a create-or-update body: 0 or absent creates. */
const saveId = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)));
const integer = v.pipe(v.number(), v.safeInteger());
const email = v.pipe(v.string(), v.email(), v.maxLength(255));
/** Any role but super-admin, which nobody can grant through the API. */
const role = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_-]{0,63}$/));

// Users

export const getCurrentUser = operation({
  name: 'getCurrentUser',
  method: 'GET',
  path: '/user/me',
  response: shape.currentUser,
  access: 'user',
  errors: [
    { status: 401, when: 'missing or invalid token' },
    { status: 500, when: 'called with a service account token' },
  ],
});

export const listUsers = operation({
  name: 'listUsers',
  method: 'GET',
  path: '/users/list',
  response: v.array(shape.user),
  errors: [organisationMissing],
});

export const getUser = operation({
  name: 'getUser',
  method: 'GET',
  path: '/users',
  query: v.strictObject({
    uuid: v.optional(shape.uuid),
    email: v.optional(v.pipe(v.string(), v.maxLength(255))),
  }),
  response: shape.user,
  errors: [
    { status: 403, when: 'end user accessing another user' },
    { status: 404, when: 'user not found' },
    { status: 422, when: 'neither uuid nor email provided' },
  ],
});

export const updateUser = operation({
  name: 'updateUser',
  method: 'PUT',
  path: '/users/:uuid',
  params: v.strictObject({ uuid: v.string() }),
  body: v.strictObject({
    name: v.optional(shape.requiredText(255)),
    email: v.optional(email),
    role: v.optional(role),
  }),
  response: shape.empty,
  successStatus: 204,
  errors: [
    { status: 400, when: 'invalid UUID or super-admin role' },
    { status: 403, when: 'end user updating another user or changing role' },
    organisationMissing,
  ],
});

export const deleteUser = operation({
  name: 'deleteUser',
  method: 'DELETE',
  path: '/users/:uuid/delete',
  params: v.strictObject({ uuid: v.string() }),
  response: shape.empty,
  access: 'service',
  errors: [
    { status: 403, when: 'end user attempting delete' },
    { status: 404, when: 'user or tenant not found' },
  ],
});

export const inviteUser = operation({
  name: 'inviteUser',
  method: 'POST',
  path: '/users/invite',
  body: v.strictObject({
    name: shape.requiredText(255),
    email,
    role: v.optional(role),
    /** True skips the invitation e-mail. */
    bypass: v.optional(v.boolean()),
  }),
  response: v.looseObject({ message: v.optional(v.string()), user: shape.user }),
  access: 'service',
  errors: [
    { status: 403, when: 'end user attempting invite' },
    organisationMissing,
    { status: 422, when: 'creation failed' },
  ],
});

// Organisations

export const listOrganisations = operation({
  name: 'listOrganisations',
  method: 'GET',
  path: '/organisations/list',
  response: v.array(shape.organisation),
  errors: [organisationMissing],
});

export const createOrganisation = operation({
  name: 'createOrganisation',
  method: 'POST',
  path: '/organisations',
  body: v.strictObject({
    name: shape.requiredText(255),
    domain: shape.requiredText(255),
    parent_uuid: shape.uuid,
    webhook_url: v.optional(shape.webUrl),
  }),
  response: shape.messageBody,
  successStatus: 201,
  access: 'service',
  errors: [
    { status: 400, when: 'missing required fields' },
    { status: 403, when: 'end user attempting create' },
    { status: 404, when: 'parent organisation not found' },
  ],
});

// Templates: types → themes → questions

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

// Meetings

export const listMeetings = operation({
  name: 'listMeetings',
  method: 'GET',
  path: '/meetings/list',
  query: v.strictObject({
    limit: v.optional(shape.naturalQuery),
    offset: v.optional(shape.naturalQuery),
    order: v.optional(v.picklist(['asc', 'desc'])),
    date_start: v.optional(shape.dateText),
    date_end: v.optional(shape.dateText),
    /** Comma-separated statuses. */
    status: v.optional(v.pipe(v.string(), v.maxLength(1000))),
  }),
  response: v.array(shape.meetingListItem),
  responseHeaders: ['x-total-meetings-of-user'],
});

export const getMeeting = operation({
  name: 'getMeeting',
  method: 'GET',
  path: '/meetings/:id',
  /** UUID or numeric id. */
  params: v.strictObject({ id: v.union([shape.uuid, shape.integerText]) }),
  query: v.strictObject({ detail: v.optional(v.picklist(['true', 'false'])) }),
  requestHeaders: ['x-claritalk-connect'],
  response: shape.meeting,
  errors: [noAccess, { status: 404, when: 'meeting or organisation not found' }],
});

export const saveMeeting = operation({
  name: 'saveMeeting',
  method: 'POST',
  path: '/meetings',
  body: shape.meetingBody,
  requestHeaders: ['x-claritalk-connect'],
  response: shape.meeting,
  errors: [
    { status: 400, when: 'missing name or user_id' },
    { status: 403, when: 'end user creating for another user' },
    organisationOrUserMissing,
    { status: 409, when: 'user already has active recording' },
  ],
});

export const deleteMeeting = operation({
  name: 'deleteMeeting',
  method: 'DELETE',
  path: '/meetings/:meetingId',
  params: v.strictObject({ meetingId: v.string() }),
  response: shape.empty,
  successStatus: 204,
  errors: [{ status: 400, when: 'invalid UUID' }, noAccess, meetingMissing],
});

export const uploadAudioChunk = operation({
  name: 'uploadAudioChunk',
  method: 'POST',
  path: '/meetings/:id/upload',
  params: v.strictObject({ id: shape.uuid }),
  body: shape.chunkFields,
  bodyKind: 'multipart',
  response: shape.empty,
  rateClass: 'upload',
  // The chunk, and room for the multipart framing and fields.
  maxBodyBytes: shape.maxChunkBytes + 64 * 1024,
  errors: [{ status: 400, when: 'chunk too large (>5MB)' }, noAccess, meetingMissing],
});

export const appendChatMessage = operation({
  name: 'appendChatMessage',
  method: 'POST',
  path: '/meeting/:id/chat',
  /** The numeric id, which only `saveMeeting` with `X-CLARITALK-CONNECT: 1` returns. */
  params: v.strictObject({ id: shape.integerText }),
  body: v.strictObject({
    sentence: shape.requiredText(10_000),
    /** Unix time in seconds. */
    time: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  }),
  response: shape.empty,
  errors: [{ status: 400, when: 'missing or invalid fields' }, noAccess, meetingMissing],
});

// Dossiers, teams, integrations

export const listDossiers = operation({
  name: 'listDossiers',
  method: 'GET',
  path: '/dossiers/list',
  response: v.array(shape.dossier),
  errors: [organisationOrUserMissing],
});

export const listTeams = operation({
  name: 'listTeams',
  method: 'GET',
  path: '/teams/list',
  response: v.array(shape.team),
  errors: [organisationOrUserMissing],
});

export const listIntegrations = operation({
  name: 'listIntegrations',
  method: 'GET',
  path: '/integrations/list',
  response: v.array(shape.integration),
  access: 'user',
  errors: [organisationOrUserMissing],
});

export const getIntegration = operation({
  name: 'getIntegration',
  method: 'GET',
  path: '/integrations/:integrationId',
  params: v.strictObject({ integrationId: shape.integerText }),
  response: shape.integration,
  errors: [{ status: 404, when: 'integration not found' }],
});

export const getIntegrationData = operation({
  name: 'getIntegrationData',
  method: 'GET',
  path: '/integration/data',
  query: v.strictObject({
    integration_id: shape.naturalQuery,
    /** Filters title, description, VAT number and type. */
    term: v.optional(v.pipe(v.string(), v.maxLength(255))),
  }),
  response: v.looseObject({
    data: v.array(shape.integrationRecord),
    id: v.optional(v.nullable(v.number())),
  }),
  errors: [{ status: 404, when: 'integration, connection, or data not found' }],
});

export const integrationActions = ['sync', 'relations.all', 'relations.between', 'relations.search'] as const;

export const communicateWithIntegration = operation({
  name: 'communicateWithIntegration',
  method: 'POST',
  path: '/integrations/communicate',
  body: v.strictObject({
    integration_id: integer,
    user_uuid: shape.uuid,
    action: v.picklist(integrationActions),
    data: v.record(v.string(), v.unknown()),
  }),
  response: v.looseObject({ data: v.optional(v.nullable(v.array(shape.integrationRelation))) }),
  errors: [
    { status: 403, when: 'end user acting as another user' },
    { status: 404, when: 'integration or connection not found' },
    { status: 422, when: 'integration call failed' },
  ],
});

// Claritalk Connect, webhooks, health

export const sendConnectCommand = operation({
  name: 'sendConnectCommand',
  method: 'POST',
  path: '/service',
  body: shape.connectCommand,
  response: v.looseObject({}),
  errors: [
    { status: 400, when: 'missing params, invalid action, user or meeting not found' },
    // From the documentation's general table of status codes: "active recording already exists".
    { status: 409, when: 'user already has active recording' },
    { status: 503, when: 'Claritalk Connect desktop client not connected' },
  ],
});

export const setWebhookUrl = operation({
  name: 'setWebhookUrl',
  method: 'POST',
  path: '/client/webhook',
  body: v.strictObject({ webhook_url: shape.webUrl }),
  response: v.looseObject({ success: v.optional(v.boolean()), message: v.optional(v.string()) }),
  errors: [
    { status: 400, when: 'missing webhook_url' },
    { status: 404, when: 'organisation or OAuth client not found' },
  ],
});

export const receive3cxCall = operation({
  name: 'receive3cxCall',
  method: 'POST',
  path: '/integrations/:tenantUuid/3cx',
  params: v.strictObject({ tenantUuid: shape.uuid }),
  body: shape.threeCxCall,
  response: shape.messageBody,
  access: 'public',
  errors: [
    { status: 400, when: 'missing or invalid fields' },
    { status: 404, when: 'organisation not found' },
  ],
});

export const ping = operation({
  name: 'ping',
  method: 'GET',
  path: '/ping',
  response: shape.messageBody,
  access: 'public',
  proxied: true,
});

/** The table: all 33 operations in the order of the documentation. */
export const operations: readonly Operation[] = [
  getCurrentUser,
  listUsers,
  getUser,
  updateUser,
  deleteUser,
  inviteUser,
  listOrganisations,
  createOrganisation,
  listTypes,
  saveType,
  deleteType,
  listThemes,
  saveTheme,
  deleteTheme,
  listQuestions,
  saveQuestion,
  deleteQuestion,
  listMeetings,
  getMeeting,
  saveMeeting,
  deleteMeeting,
  uploadAudioChunk,
  appendChatMessage,
  listDossiers,
  listTeams,
  listIntegrations,
  getIntegration,
  getIntegrationData,
  communicateWithIntegration,
  sendConnectCommand,
  setWebhookUrl,
  receive3cxCall,
  ping,
];
