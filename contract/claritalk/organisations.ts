/** Organisations and their children. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import * as shape from './shapes.ts';

const organisationMissing = { status: 404, when: 'organisation not found' };

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
  successStatuses: [201],
  access: 'service',
  errors: [
    { status: 400, when: 'missing required fields' },
    { status: 403, when: 'end user attempting create' },
    { status: 404, when: 'parent organisation not found' },
  ],
});
