/** Video calls, who takes part, and what is kept of them. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { instant, integer, integerQuery, longText, uuid } from '../fields.ts';
import { inside, listOf, numbers, objects, texts, truths } from './answers.ts';
import { many, someOf } from './requests.ts';
import { act, create, get, list, listAll, look, resource, update } from './rows.ts';
import { courier } from './system.ts';

const told = { who: 'member', place: 'calls' } as const;
const inferred = { ...told, source: 'inferred' } as const;
const individualInQuery = { actsAs: { in: 'query', field: 'individual-id', as: 'individual' } } as const;

const composition = {
  ...texts('created-at', 'last-modified-at', 'processing-status', 'status'),
  ...numbers('duration', 'processing-pct', 'size'),
};

const channels = resource(
  'video-channels',
  { one: 'a video call', many: 'video calls', what: 'planned, open or past, with who takes part' },
  {
    ...texts(
      'channel-state',
      'created-at',
      'created-by',
      'encounter-id',
      'note',
      'observation-id',
      'organization-display-name',
      'organization-id',
      'scheduler-id',
      'subject-id',
      'type',
    ),
    ...numbers('duration', 'max-participants'),
    ...truths('appless', 'recorded'),
    appointment: inside({ ...texts('id', 'join-start', 'start'), ...numbers('duration') }),
    compositions: listOf({ ...texts('id'), ...composition }),
    participants: listOf({
      ...texts(
        'account-type',
        'audio-state',
        'encounter-id',
        'first-name',
        'id',
        'individual-id',
        'last-name',
        'note',
        'photo',
        'status',
      ),
      ...truths('disconnected'),
      user: inside({
        ...texts('id', 'registration-invite', 'state'),
        ...truths('email-verified', 'phone-verified'),
        'communication-preferences': inside(objects('email', 'mobile', 'sms', 'voice', 'web')),
      }),
    }),
  },
  ['participants.photo'],
);

export const listVideoChannels = list(channels, {
  ...inferred,
  ...individualInQuery,
  name: 'listVideoChannels',
  needs: { 'individual-id': uuid },
  takes: { 'filter[states]': someOf('open', 'scheduled', 'terminated'), 'organization-id': uuid },
});

/** Minutes or seconds, the document does not say. */
const duration = integer(1, 86_400);

export const createVideoChannel = create(channels, {
  ...inferred,
  name: 'createVideoChannel',
  title: 'Plan a video call',
  about: 'Schedules or opens a video call, and notifies the participants.',
  effect: 'send',
  needs: { participants: many(uuid, 50), type: v.picklist(['direct']) },
  takes: {
    appless: v.boolean(),
    appointment: v.strictObject({
      duration: v.optional(duration),
      id: v.optional(uuid),
      start: v.optional(instant),
    }),
    'messaging-channel-id': uuid,
    'organization-id': uuid,
    recorded: v.boolean(),
    'subject-id': uuid,
    'with-email': v.boolean(),
  },
});

export const getVideoChannel = get(channels, {
  ...inferred,
  ...individualInQuery,
  name: 'getVideoChannel',
  takes: { 'individual-id': uuid },
});

export const updateVideoChannel = update(channels, {
  ...inferred,
  place: 'console',
  name: 'updateVideoChannel',
  takes: {
    'appointment-duration': duration,
    'appointment-start': instant,
    note: longText,
    recorded: v.boolean(),
  },
});

export const finalizeEncounter = act(channels, 'finalize-encounter', {
  ...told,
  who: 'admin',
  place: 'console',
  name: 'finalizeEncounter',
  title: 'Finalise the encounter of a video call',
  about: 'Closes the record of a video call, optionally with its host’s note.',
  takes: { 'service-type-id': uuid, 'use-note-from-author-participant': v.boolean() },
});

/** With it anyone could take part; people join in Courier's own app. */
export const getVideoChannelCredentials = look(channels, 'get-credentials', {
  who: 'nobody',
  place: 'nowhere',
  name: 'getVideoChannelCredentials',
  title: 'Get credentials for a video call',
  about: 'Shows what an app joins a video call with.',
  guards: ['secrets'],
  redact: ['access-token'],
  needs: { 'individual-id': uuid },
  response: v.looseObject(texts('access-token', 'name')),
});

// The document has lost how one is heard again.
const audioState = v.picklist(['muted']);

export const setParticipantAudioStates = act(channels, 'participant-audio-states', {
  ...told,
  actsAs: { in: 'body', field: 'individual-id', as: 'individual' },
  place: 'console',
  name: 'setParticipantAudioStates',
  title: 'Mute participants of a video call',
  about: 'Sets who can be heard in a video call.',
  needs: { participants: many(v.strictObject({ 'audio-state': audioState, id: uuid }), 50) },
  takes: { 'individual-id': uuid },
});

export const setVideoChannelReminderTimer = act(channels, 'reminder-timer', {
  ...told,
  name: 'setVideoChannelReminderTimer',
  title: 'Remind of a video call',
  about: 'Reminds the participants of a video call.',
  effect: 'send',
});

export const terminateVideoChannel = act(channels, 'terminate', {
  ...told,
  name: 'terminateVideoChannel',
  title: 'End a video call',
  about: 'Ends a video call for all participants.',
});

const compositions = resource(
  'video-compositions',
  {
    one: 'a recording of a video call',
    many: 'recordings of video calls',
    what: 'the progress of its creation',
  },
  { ...texts('video-channel-id'), ...composition },
);

export const listVideoCompositions = list(compositions, {
  ...told,
  place: 'console',
  name: 'listVideoCompositions',
  needs: { 'video-channel-id': uuid },
});

export const getVideoComposition = get(compositions, {
  ...inferred,
  place: 'console',
  name: 'getVideoComposition',
});

const participants = resource(
  'video-participants',
  {
    one: 'a participant',
    many: 'participants',
    what: 'who takes part in a video call, and who can be heard',
  },
  {
    ...texts(
      'account-type',
      'audio-state',
      'connected-at',
      'encounter-id',
      'individual-id',
      'last-modified-at',
      'last-modified-by',
      'note',
      'status',
      'twilio-channel-id',
      'video-channel-id',
    ),
    ...truths('disconnected'),
  },
);

/** The only list whose page has to be said. */
export const listVideoParticipants = listAll(participants, {
  ...inferred,
  ...individualInQuery,
  place: 'console',
  name: 'listVideoParticipants',
  needs: {
    'individual-id': uuid,
    'page[limit]': integerQuery(1, 1000),
    'page[offset]': integerQuery(),
    'video-channel-id': uuid,
  },
  paging: courier.paging,
});

export const getVideoParticipant = get(participants, { ...inferred, name: 'getVideoParticipant' });

export const updateVideoParticipant = update(participants, {
  ...inferred,
  name: 'updateVideoParticipant',
  title: 'Mute or disconnect a participant',
  about: 'Mutes someone in a video call, removes them from it, or adds a note about them.',
  takes: { 'audio-state': audioState, disconnected: v.boolean(), note: longText },
});

export const finalizeEncounterV2 = act(channels, 'finalize-encounter', {
  ...told,
  who: 'admin',
  path: '/v2/video-channels/:id/finalize-encounter/',
  place: 'console',
  name: 'finalizeEncounterV2',
  title: 'Finalise the encounter of a video call, second version',
  about: 'Closes the record of a video call.',
  takes: { 'service-type-id': uuid },
});
