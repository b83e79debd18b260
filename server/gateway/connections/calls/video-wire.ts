import type * as v from 'valibot';
import type { listVideoChannels } from '#contract/courier/video.ts';

/** Someone who takes part in a video call. */
export interface Participant {
  readonly id: string;
  readonly individual: string | undefined;
  readonly name: string;
  readonly isMuted: boolean;
  readonly isDisconnected: boolean;
}

/** A video call, with what is kept of it. */
export interface VideoCall {
  readonly id: string;
  readonly state: string;
  /** When it begins, or began; in ms since the epoch. */
  readonly at: number | undefined;
  readonly seconds: number | undefined;
  readonly isRecorded: boolean;
  readonly participants: readonly Participant[];
  readonly recordings: readonly VideoRecording[];
}

interface VideoRecording {
  readonly id: string;
  readonly seconds: number | null;
  readonly bytes: number | null;
  readonly status: string | null;
  readonly percent: number | null;
}

type Channel = v.InferOutput<typeof listVideoChannels.response>['data'][number];

export function videoOf({ id, attributes }: Channel): VideoCall {
  const { appointment, participants, compositions } = attributes;
  const at = Date.parse(appointment?.start ?? attributes['created-at'] ?? '');
  const isOver = attributes['channel-state'] === 'terminated';
  return {
    id,
    state: attributes['channel-state'] ?? '',
    at: Number.isNaN(at) ? undefined : at,
    // The document does not say the unit of either; the sandbox takes both for seconds.
    seconds: (isOver ? attributes.duration : appointment?.duration) ?? undefined,
    isRecorded: attributes.recorded === true,
    participants: (participants ?? []).flatMap((one) => {
      if (typeof one.id !== 'string') return [];
      const name = [one['first-name'], one['last-name']].filter(Boolean).join(' ').trim();
      return [
        {
          id: one.id,
          individual: one['individual-id'] ?? undefined,
          name,
          isMuted: one['audio-state'] === 'muted',
          isDisconnected: one.disconnected === true,
        },
      ];
    }),
    recordings: (compositions ?? []).flatMap((one) =>
      typeof one.id === 'string'
        ? [
            {
              id: one.id,
              seconds: one.duration ?? null,
              bytes: one.size ?? null,
              status: one.status ?? null,
              percent: one['processing-pct'] ?? null,
            },
          ]
        : [],
    ),
  };
}

/** Whether someone takes part. */
export const takesPart = ({ participants }: VideoCall, individual: string | undefined): boolean =>
  individual !== undefined && participants.some((one) => one.individual === individual);
