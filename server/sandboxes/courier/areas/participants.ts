import { byField, type Definition } from '../definition.ts';
import { becomes } from '../happenings.ts';
import { make } from '../resources.ts';
import { isClient } from '../store/people.ts';
import type { Entity } from '../store/store.ts';
import { participantsOf } from '../store/video.ts';
import { badAttribute } from '../web/errors.ts';
import { timeAfter, type World } from '../world.ts';
export const participants: Definition = {
  type: 'video-participants',
  filters: {
    'individual-id':
      (value, world) =>
      ({ fields }) =>
        participantsOf(world, String(fields['video-channel-id'])).some(
          (one) => one.fields['individual-id'] === value,
        ),
    'video-channel-id': byField('video-channel-id'),
  },
  change: ({ fields }, sent) => {
    if (sent.disconnected === false) throw badAttribute('disconnected', 'People join by themselves.');
    return sent.disconnected === true ? { status: 'disconnected' } : { status: fields.status };
  },
};

/** Someone is invited to a call; simulated people come when it is open. */
export function join(world: World, channel: Entity, individualId: string): void {
  const client = isClient(world, individualId);
  const one = make(
    participants,
    {
      'video-channel-id': channel.id,
      'twilio-channel-id': crypto.randomUUID(),
      'individual-id': individualId,
      'account-type': client ? 'participant' : 'provider',
      'audio-state': null,
      disconnected: false,
      status: 'invited',
    },
    world,
  );
  if (!world.settings.simulated || channel.fields['channel-state'] !== 'open') return;
  const afterMs = world.settings.readAfterMs;
  const fields = { status: 'connected', 'connected-at': timeAfter(afterMs) };
  becomes(world, one, { afterMs, fields, while: { status: 'invited' } });
}
