import * as rows from '#contract/courier/telephone.ts';
import { toneWav } from '../../lib/tone.ts';
import { byField, type Definition } from '../definition.ts';
import { found, listed, queryOf, shown } from '../resources.ts';
import { pageOf } from '../store/lists.ts';
import { checkQuery } from '../store/references.ts';
import { missing, notNow } from '../web/errors.ts';
import { type Area, handle } from './area.ts';

const recordings: Definition = {
  type: 'voice-recordings',
  filters: { 'organization-id': byField('organization-id') },
};

const ranged = /^bytes=(\d{1,12})-(\d{0,12})$/;

/** Returns a file, or the requested part of it. */
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

const list = listed(rows.listVoiceRecordings, recordings);

export const recordingArea: Area = {
  definitions: [recordings],
  handlers: [
    // There may be many more than would be read each time.
    handle(rows.listVoiceRecordings, (call) => {
      const { 'organization-id': organization, ...query } = queryOf(call);
      const page = pageOf(rows.listVoiceRecordings, query);
      if (!page || Object.keys(query).some((name) => !name.startsWith('page['))) return list(call);
      const { services: world } = call;
      checkQuery(world.store, { 'organization-id': organization });
      const found = world.store.newest(recordings.type, organization, page);
      return { data: found.map((entity) => shown(entity, recordings, world)), meta: {} };
    }),
    // The sound is a tone as long as the call, available only where the sandbox is configured to have it.
    handle(rows.downloadVoiceRecording, (call) => {
      const { services: world, request } = call;
      const recording = found(call, recordings.type);
      if (!world.settings.callSound) throw missing();
      if (recording.fields.state !== 'completed') throw notNow('The call is still being recorded.');
      const count = Number(recording.fields['download-count'] ?? 0);
      world.store.change(recording, { 'download-count': count + 1 });
      return sound(toneWav(Number(recording.fields.duration)), request.headers.get('range'));
    }),
  ],
};
