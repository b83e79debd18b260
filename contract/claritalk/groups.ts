/** Dossiers and teams. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import * as shape from './shapes.ts';

const organisationOrUserMissing = { status: 404, when: 'organisation or user not found' };

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
