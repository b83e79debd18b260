import * as rows from '#contract/courier/video.ts';
import { byField, type Definition, type Filter } from '../definition.ts';
import { becomes } from '../happenings.ts';
import { alter, found, make, one } from '../resources.ts';
import { byOneOf } from '../store/filters.ts';
import { individual } from '../store/people.ts';
import { checkFields, checkQuery } from '../store/references.ts';
import type { Entity } from '../store/store.ts';
import { compositionsOf, participantInside, participantsOf } from '../store/video.ts';
import { appointmentOf, plan, planned } from '../store/video-plans.ts';
import { badField, badParameter, notNow } from '../web/errors.ts';
import type { World } from '../world.ts';
import { type Area, handle } from './area.ts';
import { notify } from './notifications.ts';
import { join, participants } from './participants.ts';

const type = 'video-channels';
const composedAfterMs = 2000;

const takesPart: Filter = (value, world) => (channel) =>
  participantsOf(world, channel.id).some(({ fields }) => fields['individual-id'] === value);

export const videoChannels: Definition = {
  type,
  fresh: (sent, world) => {
    const ids = [sent.participants].flat();
    for (const [at, id] of ids.entries()) {
      const pointer = `/data/attributes/participants/${at}`;
      if (!individual(world, id)) throw badField(pointer, 'There is none with this id.');
    }
    return {
      appless: false,
      recorded: false,
      'max-participants': Math.max(4, ids.length + 1),
      'organization-display-name': world.owner.organization.fields['display-name'],
      'scheduler-id': world.owner.individual.id,
    };
  },
  added: (channel, world, sent) => {
    const all = [world.owner.individual.id, ...[sent.participants].flat().map(String)];
    const open = world.store.change(channel, planned(Object(sent.appointment)));
    for (const id of new Set(all)) join(world, open, id);
    plan(world, open);
  },
  change: (before, sent) => {
    const { 'appointment-start': start, 'appointment-duration': duration } = sent;
    if (start === undefined && duration === undefined) return {};
    if (before.fields['channel-state'] === 'terminated') throw notNow('The call has ended.');
    const given = {
      ...(start === undefined ? {} : { start }),
      ...(duration === undefined ? {} : { duration }),
    };
    return planned({ ...appointmentOf(before), ...given });
  },
  changed: (after, before, world) => {
    if (after.fields.plan !== before.fields.plan) plan(world, after);
  },
  filters: { 'individual-id': takesPart, 'filter[states]': byOneOf('channel-state') },
  shown: ({ id }, world) => ({
    participants: participantsOf(world, id).map((one) => participantInside(world, one)),
    compositions: compositionsOf(world, id).map((one) => ({ id: one.id, ...one.fields })),
  }),
};

const compositions: Definition = {
  type: 'video-compositions',
  filters: { 'video-channel-id': byField('video-channel-id') },
};

/** Ends a call; its recordings are put together. */
function end(world: World, channel: Entity): Entity {
  if (channel.fields['channel-state'] === 'terminated') throw notNow('The call has ended already.');
  const seconds = Math.round((Date.now() - Date.parse(String(channel.fields['created-at']))) / 1000);
  for (const { id } of participantsOf(world, channel.id)) {
    world.store.change({ type: participants.type, id }, { disconnected: true, status: 'disconnected' });
  }
  if (channel.fields.recorded === true) {
    const begun = {
      'video-channel-id': channel.id,
      duration: seconds,
      status: 'started',
      'processing-status': 'running',
      'processing-pct': 0,
    };
    const done = {
      status: 'completed',
      'processing-status': 'completed',
      'processing-pct': 100,
      size: 250_000 + seconds * 60_000,
    };
    becomes(world, make(compositions, begun, world), { afterMs: composedAfterMs, fields: done });
  }
  return world.store.change(channel, { 'channel-state': 'terminated', duration: seconds });
}

/** Ends what an encounter was, with the note of its author. */
function finalize(world: World, channel: Entity, useNote: boolean) {
  if (channel.fields['channel-state'] !== 'terminated') throw notNow('The call has not ended yet.');
  if (channel.fields['encounter-id']) throw notNow('It was finalised already.');
  const author = participantsOf(world, channel.id).find(
    ({ fields }) => fields['account-type'] === 'provider',
  );
  const note = useNote ? (author?.fields.note ?? channel.fields.note) : channel.fields.note;
  const fields = { 'encounter-id': crypto.randomUUID(), note: note ?? null };
  return one(world.store.change(channel, fields), videoChannels, world);
}

export const videoArea: Area = {
  definitions: [videoChannels, participants, compositions],
  handlers: [
    handle(rows.finalizeEncounter, (call) => {
      const useNote = call.body['use-note-from-author-participant'] === true;
      return finalize(call.services, found(call, type), useNote);
    }),
    handle(rows.finalizeEncounterV2, (call) => finalize(call.services, found(call, type), false)),
    handle(rows.getVideoChannelCredentials, (call) => {
      const { services: world, query } = call;
      const channel = found(call, type);
      checkQuery(world.store, query);
      if (!takesPart(query['individual-id'], world, {})(channel)) {
        throw badParameter('individual-id', 'They do not take part.');
      }
      if (channel.fields['channel-state'] !== 'open') throw notNow('The call is not open.');
      return { 'access-token': crypto.randomUUID(), name: channel.id };
    }),
    handle(rows.setParticipantAudioStates, (call) => {
      const { services: world, body } = call;
      checkFields(world.store, body);
      const channel = found(call, type);
      const all = participantsOf(world, channel.id);
      for (const [at, { id, 'audio-state': state }] of body.participants.entries()) {
        const participant = all.find((one) => one.id === id);
        if (!participant) throw badField(`/participants/${at}/id`, 'They do not take part.');
        alter(participants, participant, { 'audio-state': state }, world);
      }
      return one(channel, videoChannels, world);
    }),
    handle(rows.setVideoChannelReminderTimer, (call) => {
      const { services: world } = call;
      const channel = found(call, type);
      if (channel.fields['channel-state'] === 'terminated') throw notNow('The call has ended.');
      for (const { fields } of participantsOf(world, channel.id)) {
        const told = { title: 'Video call', body: 'Your video call begins soon.', category: 'video' };
        notify(world, String(fields['individual-id']), told);
      }
      return one(channel, videoChannels, world);
    }),
    handle(rows.terminateVideoChannel, (call) =>
      one(end(call.services, found(call, type)), videoChannels, call.services),
    ),
  ],
};
