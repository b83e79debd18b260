import { type ComponentType, useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import type { RecordingView } from '#src/features/recorder/engine/recorder-snapshot.ts';
import { paths } from '#src/paths.ts';
import { useRecorder } from '../shared/use-recorder.ts';
import type { RecoveryNoticeProps } from './recovery-notice.tsx';

const load = () => import('./recovery-notice.tsx');

/** Recordings that a tab left behind when it was closed or crashed. */
export const leftBehind = ({ stored, live }: RecordingView): boolean =>
  stored.status === 'open' && !live && stored.bytes > 0;

/** Announces interrupted recordings once per visit, on every page but the recorder's own. */
export function RecoveryGate() {
  const { recorder, recordings } = useRecorder();
  const { pathname } = useLocation();
  const [Notice, setNotice] = useState<ComponentType<RecoveryNoticeProps>>();
  const [seen, setSeen] = useState(false);
  const left = recorder.phase === 'idle' ? recordings.filter(leftBehind) : [];
  const wanted = left.length > 0 && !seen && pathname !== paths.record();
  useEffect(() => {
    // Loaded only where something is left: the first load of the dashboard does not pay for it.
    if (wanted) {
      load().then(
        ({ RecoveryNotice }) => setNotice(() => RecoveryNotice),
        // The indicator in the frame says it too.
        () => undefined,
      );
    }
  }, [wanted]);
  return wanted && Notice ? <Notice recordings={left} onSeen={() => setSeen(true)} /> : null;
}
