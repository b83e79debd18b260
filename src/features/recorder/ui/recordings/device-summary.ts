import type { RecordingView } from '#src/features/recorder/engine/recorder-snapshot.ts';
import { leftBehind } from './recovery-gate.tsx';

/** How many recordings this device keeps that Claritalk has not received, and how many of them need someone. */
export function deviceSummary(recordings: readonly RecordingView[]) {
  const stuck = recordings.filter(({ upload }) => upload?.phase === 'attention').length;
  const left = recordings.filter(leftBehind).length;
  const kept = recordings.filter((view) =>
    view.upload ? view.upload.phase !== 'uploaded' : view.live || leftBehind(view),
  ).length;
  return { recordings: kept, stuck, left };
}
