import { isFrom, type RecorderWarning, severityOf } from '#src/features/recorder/model/warnings.ts';
import { useRecorder } from '../shared/use-recorder.ts';
import { WarningNotice } from '../shared/warning-notice.tsx';

/** A muted microphone is announced like what loses sound; that of a whole recording is known from its start on. */
const isUrgent = ({ kind }: RecorderWarning) =>
  severityOf(kind) === 'fault' || (severityOf(kind) === 'warning' && kind !== 'direct');

/** What is wrong with the running recording and what to do; what has just happened; and its questions. */
export function LiveWarnings() {
  const warnings = useRecorder().warnings.filter((warning) => !isFrom('room', warning));
  return (
    <>
      <div role="alert" className="ui-stack ui-tight">
        {warnings.map((each) => isUrgent(each) && <WarningNotice key={each.kind} warning={each} />)}
      </div>
      <div role="status" className="ui-stack ui-tight">
        {warnings.map((each) => !isUrgent(each) && <WarningNotice key={each.kind} warning={each} />)}
      </div>
    </>
  );
}
