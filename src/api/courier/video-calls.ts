import type { QueryClient } from '@tanstack/react-query';
import {
  createVideoChannel,
  setVideoChannelReminderTimer,
  terminateVideoChannel,
  updateVideoParticipant,
} from '#contract/courier/video.ts';
import type { Certain, PageWatch } from '../client/certain.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import { readVideoCalls } from '../gateway/calls/video-calls.ts';
import { sentOnce } from './sent-once.ts';

export interface NewVideoCall extends IdempotencyKey {
  /** Individuals, with the person who plans it. */
  readonly participants: readonly string[];
  readonly start: Date;
  readonly seconds: number;
  readonly recorded: boolean;
}

/** Plans a video call once; Courier notifies the participants. */
export const planVideoCall = (
  queryClient: QueryClient,
  given: NewVideoCall,
  watch: PageWatch<NewVideoCall>,
): Promise<Certain<unknown>> =>
  sentOnce(queryClient, given, watch, {
    send: ({ participants, start, seconds, recorded, ...wish }) => {
      const attributes = {
        type: 'direct' as const,
        participants: [...participants],
        appointment: { start: start.toISOString(), duration: seconds },
        recorded,
      };
      return write(createVideoChannel, {
        body: { data: { type: 'video-channels', attributes } },
        ...elevated(wish),
      });
    },
  });

/** Something done to a video call, or to someone in it. */
export interface VideoAct extends IdempotencyKey {
  readonly video: string;
  readonly act: 'remind' | 'end' | 'mute' | 'disconnect';
  /** Whom it is done to. */
  readonly participant?: string;
}

/** Reminds, ends, mutes or disconnects, once. */
export const actInVideoCall = (
  queryClient: QueryClient,
  given: VideoAct,
  watch: PageWatch<VideoAct>,
): Promise<Certain<unknown>> =>
  sentOnce(queryClient, given, watch, given.act === 'remind' ? { send } : { send, isSo });

function send({ video, act, participant = '', ...wish }: VideoAct) {
  const params = { id: video };
  if (act === 'remind') return write(setVideoChannelReminderTimer, { params, body: {}, ...elevated(wish) });
  if (act === 'end') return write(terminateVideoChannel, { params, body: {}, ...elevated(wish) });
  const attributes = act === 'mute' ? ({ 'audio-state': 'muted' } as const) : { disconnected: true };
  const body = { data: { type: 'video-participants', id: participant, attributes } } as const;
  return write(updateVideoParticipant, { params: { id: participant }, body, ...elevated(wish) });
}

async function isSo(
  { video, act, participant }: VideoAct,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { videos } = await readVideoCalls(signal);
  const found = videos.find(({ id }) => id === video);
  if (act === 'end') return found?.state === 'terminated';
  const whom = found?.participants.find(({ id }) => id === participant);
  return act === 'mute' ? whom?.muted === true : whom?.disconnected === true;
}
