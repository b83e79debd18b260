import { isFrom } from '#src/features/recorder/model/warnings.ts';
import { useRecorder } from './use-recorder.ts';
import { WarningNotice } from './warning-notice.tsx';

/** Says early that this device's storage is running low, and how to free space. */
export function LowStorageNotice() {
  const warning = useRecorder().warnings.find((each) => isFrom('room', each));
  return warning && <WarningNotice warning={warning} />;
}
