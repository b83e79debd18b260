/** Calls: conferences, what was dialled, surveys by telephone. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { anyObject, uuid } from '../fields.ts';
import { numbers, texts } from './answers.ts';
import { someOf } from './requests.ts';
import { create, get, incoming, list, look, resource } from './rows.ts';

const told = { who: 'member', place: 'calls' } as const;
const individualInQuery = { actsAs: { in: 'query', field: 'individual-id', as: 'individual' } } as const;
const states = someOf('completed', 'created', 'failed', 'running');

const conferences = resource(
  'voice-conferences',
  { one: 'a conference', many: 'conferences', what: 'a call with several people, and its progress' },
  texts('created-at', 'created-by', 'last-modified-at', 'organization-id', 'state'),
);

export const listVoiceConferences = list(conferences, {
  ...told,
  name: 'listVoiceConferences',
  errors: [],
  needs: { 'organization-id': uuid },
  takes: { 'filter[individual-id]': uuid, 'filter[states]': states },
});

export const createVoiceConference = create(conferences, {
  ...told,
  name: 'createVoiceConference',
  takes: { 'individual-id': uuid, 'organization-id': uuid },
  actsAs: { in: 'body', field: 'data.attributes.individual-id', as: 'individual' },
});

export const getVoiceConference = get(conferences, {
  ...told,
  ...individualInQuery,
  place: 'console',
  name: 'getVoiceConference',
  takes: { 'individual-id': uuid },
});

/** With it anyone could take part. */
export const getVoiceConferenceCredentials = look(conferences, 'get-credentials', {
  who: 'nobody',
  place: 'nowhere',
  name: 'getVoiceConferenceCredentials',
  title: 'Get credentials for a conference',
  about: 'Shows what an app joins a conference with.',
  guards: ['secrets'],
  redact: ['access-token'],
  needs: { 'individual-id': uuid },
  response: v.looseObject(texts('access-token')),
});

const dialLogs = resource(
  'voice-dial-logs',
  {
    one: 'a dialled call',
    many: 'dialled calls',
    what: 'who was called, for how long, and the outcome',
  },
  {
    ...texts('conference-id', 'created-at', 'individual-id', 'last-modified-at', 'organization-id', 'status'),
    ...numbers('call-duration'),
  },
);

export const listVoiceDialLogs = list(dialLogs, {
  ...told,
  name: 'listVoiceDialLogs',
  needs: { 'organization-id': uuid },
  takes: { 'filter[conference-id]': uuid, 'filter[individual-id]': uuid },
});

export const getVoiceDialLog = get(dialLogs, {
  ...told,
  ...individualInQuery,
  place: 'console',
  name: 'getVoiceDialLog',
  takes: { 'individual-id': uuid },
});

const menus = resource(
  'voice-ivrs',
  { one: 'a telephone menu', many: 'telephone menus', what: 'what callers hear and choose' },
  {},
);

export const runVoiceIvrTwiml = incoming(menus, 'twiml', {
  name: 'runVoiceIvrTwiml',
  title: 'Run a telephone menu',
  about: 'The telephone provider uses this to ask Courier what a caller hears next.',
});

const surveys = resource(
  'voice-surveys',
  { one: 'a survey', many: 'surveys', what: 'questions that an individual is asked by telephone' },
  texts('created-at', 'created-by', 'individual-id', 'organization-id', 'state'),
);

export const listVoiceSurveys = list(surveys, {
  ...told,
  who: 'admin',
  source: 'inferred',
  place: 'console',
  name: 'listVoiceSurveys',
  errors: [],
  needs: { 'organization-id': uuid },
  takes: { 'filter[individual-id]': uuid, 'filter[states]': states },
});

export const createVoiceSurvey = create(surveys, {
  ...told,
  who: 'admin',
  source: 'inferred',
  place: 'console',
  name: 'createVoiceSurvey',
  about: 'Has an individual called and asked questions.',
  effect: 'send',
  needs: { 'individual-id': uuid, spec: anyObject },
  takes: { 'organization-id': uuid },
});

export const getVoiceSurvey = get(surveys, {
  ...told,
  who: 'admin',
  source: 'inferred',
  place: 'console',
  name: 'getVoiceSurvey',
  takes: { 'individual-id': uuid },
});
