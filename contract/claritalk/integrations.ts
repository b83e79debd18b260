/** Integrations with other systems. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import * as shape from './shapes.ts';

const organisationOrUserMissing = { status: 404, when: 'organisation or user not found' };
const integer = v.pipe(v.number(), v.safeInteger());

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
