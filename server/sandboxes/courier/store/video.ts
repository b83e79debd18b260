import type { World } from '../world.ts';
import { names, userOf } from './people.ts';
import type { Entity, Fields } from './store.ts';

/** Who takes part in video calls, and what they leave. */
export const participantsOf = ({ store }: World, id: string): readonly Entity[] =>
  store.where('video-participants', 'video-channel-id', id);

export const compositionsOf = ({ store }: World, id: string): readonly Entity[] =>
  store.where('video-compositions', 'video-channel-id', id);

export function participantInside(world: World, { id, fields }: Entity): Fields {
  const user = userOf(world, fields['individual-id']);
  return {
    ...fields,
    id,
    ...names(world, fields['individual-id']),
    photo: null,
    user: user && {
      id: user.id,
      state: user.fields.state,
      'email-verified': user.fields['email-verified'],
      'phone-verified': user.fields['phone-verified'],
      'registration-invite': 'accepted',
      'communication-preferences': { email: {}, mobile: {}, sms: {}, voice: {}, web: {} },
    },
  };
}
