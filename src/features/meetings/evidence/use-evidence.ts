import { useQuery } from '@tanstack/react-query';
import { use } from 'react';
import { type DeviceRecording, recordingsOf } from '#src/services/device-recordings/device-recordings.ts';
import type { Clip } from '#src/services/evidence/clip-facts.ts';
import { evidence } from '#src/services/evidence/evidence.ts';
import { EvidenceContext, type EvidencePlace, evidenceKeys } from './evidence-place.ts';

interface EvidenceOfMeeting {
  readonly place: EvidencePlace | undefined;
  readonly clips: readonly Clip[];
  /** Why they could not be read; null where they were. */
  readonly error: Error | null;
  /** The recording, while it is still on this device. */
  readonly recording: DeviceRecording | undefined;
  /** Reads them again. */
  readonly refetch: () => Promise<unknown>;
}

const none: readonly Clip[] = [];

/** What this device keeps of a meeting's sound. */
export function useEvidence(): EvidenceOfMeeting {
  const place = use(EvidenceContext);
  const nowhere: EvidencePlace = { user: '', meeting: '', recording: '' };
  const { user, meeting, recording: id } = place ?? nowhere;
  const enabled = place !== undefined;
  const {
    data: clips,
    error,
    refetch,
  } = useQuery({
    queryKey: evidenceKeys.clips(place ?? nowhere),
    queryFn: () => evidence.list(user, id),
    enabled,
    staleTime: 0,
  });
  const { data: recording } = useQuery({
    queryKey: evidenceKeys.recording(place ?? nowhere),
    queryFn: async () => (await recordingsOf(user, meeting)).find((one) => one.id === id) ?? null,
    enabled,
    staleTime: 0,
  });
  return {
    place,
    clips: clips ?? none,
    error: clips ? null : error,
    recording: recording ?? undefined,
    refetch,
  };
}
