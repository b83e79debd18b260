import * as calls from '#contract/courier/calls.ts';
import { byField, type Definition } from '../definition.ts';
import { becomes } from '../happenings.ts';
import { found, make } from '../resources.ts';
import { checkQuery } from '../store/references.ts';
import type { Entity } from '../store/store.ts';
import { notNow } from '../web/errors.ts';
import type { World } from '../world.ts';
import { type Area, handle } from './area.ts';

const workMs = 1500;

/** Starts, and ends after a while. */
function runs(world: World, entity: Entity): void {
  becomes(world, entity, { afterMs: workMs / 2, fields: { state: 'running' }, while: { state: 'created' } });
  becomes(world, entity, { afterMs: workMs, fields: { state: 'completed' }, while: { state: 'running' } });
}

const conferences: Definition = {
  type: 'voice-conferences',
  fresh: (_, { owner }) => ({ state: 'created', 'individual-id': owner.individual.id }),
  added: (conference, world) => {
    make(
      dialLogs,
      {
        'conference-id': conference.id,
        'individual-id': conference.fields['individual-id'],
        'organization-id': conference.fields['organization-id'],
        'call-duration': 0,
        status: 'initiated',
      },
      world,
    );
    runs(world, conference);
  },
  filters: { 'filter[individual-id]': byField('individual-id') },
};

const dialLogs: Definition = {
  type: 'voice-dial-logs',
  added: (log, world) =>
    becomes(world, log, {
      afterMs: workMs,
      fields: { status: 'completed', 'call-duration': 60 },
      while: { status: 'initiated' },
    }),
};

const surveys: Definition = {
  type: 'voice-surveys',
  fresh: () => ({ state: 'created' }),
  added: (survey, world) => runs(world, survey),
};

export const conferenceArea: Area = {
  definitions: [conferences, dialLogs, surveys],
  handlers: [
    handle(calls.getVoiceConferenceCredentials, (call) => {
      const { services: world } = call;
      const conference = found(call, conferences.type);
      checkQuery(world.store, call.query);
      if (conference.fields.state === 'completed') throw notNow('The conference has ended.');
      return { 'access-token': crypto.randomUUID() };
    }),
  ],
};
