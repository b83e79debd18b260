import * as calls from '#contract/courier/calls.ts';
import * as rows from '#contract/courier/telephone.ts';
import { toneWav } from '../../lib/tone.ts';
import { byField, type Definition } from '../definition.ts';
import { becomes } from '../happenings.ts';
import { found, make, one } from '../resources.ts';
import { userOf } from '../store/people.ts';
import { checkQuery } from '../store/references.ts';
import type { Entity } from '../store/store.ts';
import { badAttribute, missing, notNow } from '../web/errors.ts';
import type { World } from '../world.ts';
import { type Area, handle } from './area.ts';
import { forProvider } from './texts.ts';

const workMs = 1500;

const agents: Definition = {
  type: 'voice-queue-agents',
  fresh: (sent, world) => {
    const phone = userOf(world, sent['individual-id'])?.fields.phone ?? null;
    if (sent['use-pstn'] === true && !sent['phone-number'] && !phone) {
      throw badAttribute('phone-number', 'There is no number of this individual.');
    }
    return { 'access-token': crypto.randomUUID(), 'phone-number': phone };
  },
  filters: { 'setting-id': byField('setting-id') },
  shown: ({ fields }, world) => {
    const user = userOf(world, fields['individual-id']);
    return {
      setting: { id: fields['setting-id'] },
      user: user ? { id: user.id } : null,
      call: fields['call-id'] ? { id: fields['call-id'] } : null,
    };
  },
};

/** How long a call has waited is counted from when it came. */
const waiting: Definition = {
  type: 'voice-queue-entries',
  filters: { 'setting-id': byField('setting-id') },
  shown: ({ fields }) => ({
    'queue-time': Math.max(0, Math.round((Date.now() - Date.parse(String(fields['created-at']))) / 1000)),
  }),
};

const recordings: Definition = {
  type: 'voice-recordings',
  filters: { 'organization-id': byField('organization-id') },
};

const settings: Definition = {
  type: 'voice-settings',
  fresh: (sent, { store }) => {
    const account = store.find('text-accounts', sent['account-id']);
    return { 'organization-id': account?.fields['organization-id'], 'recording-enabled': false };
  },
};

const tasks: Definition = {
  type: 'voice-tasks',
  fresh: () => ({ state: 'created', kwargs: {}, result: {} }),
  added: (task, world) => {
    const refreshed = world.store.where(waiting.type, 'setting-id', task.fields['setting-id']).length;
    becomes(world, task, { afterMs: workMs, fields: { state: 'completed', result: { refreshed } } });
  },
  shown: ({ fields }) => ({ setting: { id: fields['setting-id'] } }),
};

/** Begins, and ends after a while. */
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

const ranged = /^bytes=(\d{1,12})-(\d{0,12})$/;

/** A file, or the part of it that is asked for. */
function sound(bytes: Buffer, range: string | null): Response {
  const headers = { 'Content-Type': 'audio/wav', 'Accept-Ranges': 'bytes', 'Cache-Control': 'no-store' };
  const [, from, to] = ranged.exec(range ?? '') ?? [];
  if (from === undefined) return new Response(new Uint8Array(bytes), { headers });
  const first = Number(from);
  const last = Math.min(to ? Number(to) : bytes.length - 1, bytes.length - 1);
  if (first > last) {
    const unsatisfied = { ...headers, 'Content-Range': `bytes */${bytes.length}` };
    return new Response(null, { status: 416, headers: unsatisfied });
  }
  return new Response(new Uint8Array(bytes.subarray(first, last + 1)), {
    status: 206,
    headers: { ...headers, 'Content-Range': `bytes ${first}-${last}/${bytes.length}` },
  });
}

export const telephoneArea: Area = {
  definitions: [agents, waiting, recordings, settings, tasks, conferences, dialLogs, surveys],
  handlers: [
    // The sound is a tone as long as the call, and there only where the sandbox is told to have it.
    handle(rows.downloadVoiceRecording, (call) => {
      const { services: world, request } = call;
      const recording = found(call, recordings.type);
      if (!world.settings.callSound) throw missing();
      if (recording.fields.state !== 'completed') throw notNow('The call is still being recorded.');
      const count = Number(recording.fields['download-count'] ?? 0);
      world.store.change(recording, { 'download-count': count + 1 });
      return sound(toneWav(Number(recording.fields.duration)), request.headers.get('range'));
    }),
    handle(rows.runVoiceSettingTask, (call) => {
      const { services: world, body } = call;
      const setting = found(call, settings.type);
      return one(make(tasks, { ...body, 'setting-id': setting.id }, world), tasks, world);
    }),
    handle(calls.getVoiceConferenceCredentials, (call) => {
      const { services: world } = call;
      const conference = found(call, conferences.type);
      checkQuery(world.store, call.query);
      if (conference.fields.state === 'completed') throw notNow('The conference has ended.');
      return { 'access-token': crypto.randomUUID() };
    }),
    handle(calls.runVoiceIvrTwiml, (call) => {
      found(call, 'voice-ivrs');
      return forProvider();
    }),
  ],
};
