import { createContext } from 'react';
import { dashboardKey } from '#contract/claritalk/dashboard-metadata.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { fields, text } from '#src/lib/reader.ts';

/** Whose evidence of which recording a page shows. */
export interface EvidencePlace {
  readonly user: string;
  readonly meeting: string;
  readonly recording: string;
}

export const EvidenceContext = createContext<EvidencePlace | undefined>(undefined);

export const evidenceKeys = {
  any: ['evidence', 'any'],
  kept: ['evidence', 'kept'],
  clips: ({ user, recording }: EvidencePlace) => ['evidence', 'clips', user, recording],
  recording: ({ user, meeting, recording }: EvidencePlace) => [
    ...['evidence', 'recording', user, meeting, recording],
  ],
} as const;

/** The place of a meeting that was recorded with this dashboard; a repeated upload has a number behind a point. */
export function placeOf(
  { id, metadata }: Pick<Meeting, 'id' | 'metadata'>,
  user: string | undefined,
): EvidencePlace | undefined {
  const recording = text(fields(fields(metadata)[dashboardKey]).recording_id)?.split('.', 1)[0];
  return recording === undefined || user === undefined ? undefined : { user, meeting: id, recording };
}
