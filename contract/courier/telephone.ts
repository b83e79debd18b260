/** The telephone: recordings of calls, who waits and answers, and how it is set up. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { anyObject, text, uuid } from '../fields.ts';
import { numbers, objects, reference, texts, truths } from './answers.ts';
import { phone, someOf } from './requests.ts';
import { act, create, download, get, list, resource, update } from './rows.ts';

const tab = { who: 'admin', place: 'connection/telephone' } as const;
const told = { who: 'member', place: 'calls' } as const;
/** An agent's telephone signs in with it. */
const secret = { guards: ['secrets'], redact: ['access-token'] } as const;

const agents = resource(
  'voice-queue-agents',
  { one: 'an agent', many: 'agents', what: 'who answers waiting calls' },
  {
    ...texts('access-token', 'created-at', 'individual-id', 'last-modified-at', 'phone-number'),
    call: reference,
    setting: reference,
    user: reference,
  },
);

export const listVoiceQueueAgents = list(agents, {
  ...tab,
  ...secret,
  name: 'listVoiceQueueAgents',
  needs: { 'setting-id': uuid },
});

export const createVoiceQueueAgent = create(agents, {
  ...tab,
  ...secret,
  name: 'createVoiceQueueAgent',
  needs: { 'individual-id': uuid, 'setting-id': uuid },
  takes: { 'phone-number': phone, 'use-pstn': v.boolean() },
});

export const getVoiceQueueAgent = get(agents, {
  ...tab,
  place: 'console',
  ...secret,
  source: 'inferred',
  name: 'getVoiceQueueAgent',
});

const waiting = resource(
  'voice-queue-entries',
  { one: 'a waiting call', many: 'waiting calls', what: 'callers waiting for an answer, and for how long' },
  {
    ...texts('created-at', 'last-modified-at', 'phone-number', 'state'),
    ...numbers('position', 'queue-time'),
  },
);

export const listVoiceQueueEntries = list(waiting, {
  who: 'admin',
  place: 'calls',
  name: 'listVoiceQueueEntries',
  needs: { 'setting-id': uuid },
});

export const getVoiceQueueEntry = get(waiting, {
  who: 'admin',
  place: 'console',
  source: 'inferred',
  name: 'getVoiceQueueEntry',
});

const recordings = resource(
  'voice-recordings',
  {
    one: 'a recording of a call',
    many: 'recordings of calls',
    what: 'who called, for how long, and what was said',
  },
  {
    ...texts(
      'created-at',
      'individual-id',
      'last-modified-at',
      'phone-number',
      'setting-id',
      'state',
      'transcription',
    ),
    ...numbers('download-count', 'duration'),
  },
);

export const listVoiceRecordings = list(recordings, {
  ...told,
  name: 'listVoiceRecordings',
  errors: [],
  needs: { 'organization-id': uuid },
  takes: {
    'filter[individual-id]': uuid,
    'filter[setting-id]': uuid,
    'filter[states]': someOf('completed', 'inprogress'),
  },
});

export const getVoiceRecording = get(recordings, {
  ...told,
  name: 'getVoiceRecording',
  takes: { 'individual-id': uuid },
  actsAs: { in: 'query', field: 'individual-id', as: 'individual' },
});

/** Our guess: a recording counts its downloads, so there must be one. Tried once; without it there is no sound. */
export const downloadVoiceRecording = download(recordings, {
  ...told,
  name: 'downloadVoiceRecording',
  title: 'Download the sound of a call',
  about: 'Gets the audio of a recorded call, if Courier has an address for it.',
});

const settings = resource(
  'voice-settings',
  {
    one: 'settings of a number',
    many: 'settings of numbers',
    what: 'what callers hear, and where they are put through',
  },
  {
    ...texts(
      'account-id',
      'created-at',
      'forward-number',
      'last-modified-at',
      'organization-id',
      'phone-number',
      'recording-message',
      'wait-message',
    ),
    ...truths('recording-enabled'),
  },
);

const spoken = { 'recording-message': text(2000), 'wait-message': text(2000) };

export const listVoiceSettings = list(settings, {
  ...tab,
  name: 'listVoiceSettings',
  needs: { 'organization-id': uuid },
});

export const createVoiceSetting = create(settings, {
  ...tab,
  name: 'createVoiceSetting',
  guards: ['company-wide'],
  needs: { 'account-id': uuid, 'phone-number': phone },
  takes: { 'forward-number': phone, 'recording-enabled': v.boolean(), ...spoken },
});

export const getVoiceSetting = get(settings, { ...tab, source: 'inferred', name: 'getVoiceSetting' });

/** The sample shows an object for the number to forward to, which we take for null or a number. */
export const updateVoiceSetting = update(settings, {
  ...tab,
  name: 'updateVoiceSetting',
  guards: ['company-wide'],
  takes: {
    'forward-number': v.nullable(phone),
    'phone-number': phone,
    'recording-enabled': v.boolean(),
    ...spoken,
  },
});

const tasks = resource(
  'voice-tasks',
  {
    one: 'a task of the telephone',
    many: 'tasks of the telephone',
    what: 'work in progress, and how far it is',
  },
  {
    ...texts('created-at', 'created-by', 'error-message', 'method', 'state'),
    ...objects('kwargs', 'result'),
    setting: reference,
  },
);

export const runVoiceSettingTask = act(settings, 'run-task', {
  ...tab,
  name: 'runVoiceSettingTask',
  title: 'Look again who waits',
  about: 'Rereads the queue of a number.',
  errors: [],
  needs: { method: v.picklist(['refresh_queue_entries']) },
  takes: { kwargs: anyObject },
  answers: tasks.one,
});

export const getVoiceTask = get(tasks, { ...tab, source: 'inferred', name: 'getVoiceTask' });
