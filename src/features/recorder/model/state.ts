import { type EventWarning, isEvent, type WatchdogKind, type WatchdogWarning } from './warnings.ts';

/** Why recording could not start or did not give a recording. */
export type RecorderProblem =
  /** The person or the browser's settings refused the microphone. */
  | 'denied'
  | 'no-device'
  /** Another program or tab is using the microphone. */
  | 'busy'
  /** The page is not on https or localhost. */
  | 'insecure'
  /** This browser cannot record. */
  | 'unsupported'
  /** Another tab of this browser is recording. */
  | 'recording-elsewhere'
  /** The browser's storage is unusable or full. */
  | 'storage'
  /** It was stopped before any sound arrived. */
  | 'nothing-recorded'
  /** An interrupted recording is not in a form that this browser can add to. */
  | 'not-continuable'
  | 'unexpected';

/** `muted`: the device is there and silent by a switch or the system; `lost`: it was unplugged or taken. */
export type MicrophoneState = 'live' | 'muted' | 'lost';

/**
 * `waiting`: nothing of the recording is on disk yet, or nothing was added for seconds; `safe`: all but the last second
 * or two is on disk; `failing`: writing fails and is tried again.
 */
export type StorageState = 'waiting' | 'safe' | 'failing';

export type StopReason = 'user' | 'recorder-failed' | 'storage-full';

/** The recording that is being made. */
export interface LiveRecording {
  readonly id: string;
  readonly name: string;
  readonly startedAt: string;
  readonly microphoneLabel: string;
  /** Recorded straight from the microphone: no level, no ear for silence, nothing mixed in. */
  readonly direct: boolean;
}

interface Live {
  readonly recording: LiveRecording;
  readonly microphone: MicrophoneState;
  readonly storage: StorageState;
  /** The computer's sound is recorded as well. */
  readonly shared: boolean;
  /** What the watchdog finds, and what has happened; those of devices are in their states. */
  readonly warnings: readonly (WatchdogWarning | EventWarning)[];
}

/** The recorder, from the request to record until the recording is complete on this device. */
export type RecorderState =
  | { readonly phase: 'idle'; readonly problem: RecorderProblem | undefined }
  | { readonly phase: 'preparing'; readonly name: string }
  | ({ readonly phase: 'recording' } & Live)
  | ({ readonly phase: 'paused' } & Live)
  | ({ readonly phase: 'stopping'; readonly reason: StopReason } & Live)
  | { readonly phase: 'sealed'; readonly recordingId: string; readonly reason: StopReason };

export type RecorderPhase = RecorderState['phase'];

export type RecorderEvent =
  | { readonly type: 'start'; readonly name: string }
  | { readonly type: 'started'; readonly recording: LiveRecording }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'microphone'; readonly microphone: MicrophoneState; readonly label: string }
  | { readonly type: 'storage'; readonly storage: StorageState }
  | { readonly type: 'shared'; readonly shared: boolean }
  /** What the watchdog finds now. */
  | { readonly type: 'watched'; readonly warnings: readonly WatchdogKind[] }
  | { readonly type: 'happened'; readonly warning: EventWarning }
  /** What has happened was seen. */
  | { readonly type: 'seen' }
  | { readonly type: 'stop'; readonly reason: StopReason }
  | { readonly type: 'sealed' }
  /** Aborted: with a problem to show, or without one when the person cancelled. */
  | { readonly type: 'ended'; readonly problem: RecorderProblem | undefined }
  /** Seen: a finished recording or a problem makes way for the next one. */
  | { readonly type: 'dismiss' };

export const initialState = { phase: 'idle', problem: undefined } as const satisfies RecorderState;

const well = { microphone: 'live', storage: 'waiting', shared: false, warnings: [] } as const;

/** The next state. An event that makes no sense in a state leaves it as it is: the same object is returned. */
export function transition(state: RecorderState, event: RecorderEvent): RecorderState {
  switch (event.type) {
    case 'start':
      return canStart(state) ? { phase: 'preparing', name: event.name } : state;
    case 'started':
      if (state.phase !== 'preparing') return state;
      return { phase: 'recording', recording: event.recording, ...well };
    case 'pause':
      return state.phase === 'recording' ? { ...state, phase: 'paused' } : state;
    case 'resume':
      return state.phase === 'paused' ? { ...state, phase: 'recording' } : state;
    case 'microphone':
      return withMicrophone(state, event.microphone, event.label);
    case 'storage':
      if (!isLive(state) || state.storage === event.storage) return state;
      return { ...state, storage: event.storage };
    case 'shared':
      if (!isRunning(state) || state.shared === event.shared) return state;
      return { ...state, shared: event.shared };
    case 'watched': {
      if (!isRunning(state)) return state;
      return { ...state, warnings: [...watched(event.warnings), ...state.warnings.filter(isEvent)] };
    }
    case 'happened':
      return isRunning(state) ? { ...state, warnings: withEvent(state, event.warning) } : state;
    case 'seen':
      return isRunning(state) && state.warnings.some(isEvent)
        ? { ...state, warnings: withEvent(state, undefined) }
        : state;
    case 'stop':
      if (!isRunning(state)) return state;
      return { ...state, phase: 'stopping', reason: event.reason, warnings: state.warnings.filter(isEvent) };
    case 'sealed':
      if (state.phase !== 'stopping') return state;
      return { phase: 'sealed', recordingId: state.recording.id, reason: state.reason };
    case 'ended':
      if (state.phase === 'idle' || state.phase === 'sealed') return state;
      return { phase: 'idle', problem: event.problem };
    case 'dismiss':
      if (state.phase === 'sealed' || (state.phase === 'idle' && state.problem)) return initialState;
      return state;
  }
}

/** Whether a recording can be started now. */
export function canStart(state: RecorderState): boolean {
  return state.phase === 'idle' || state.phase === 'sealed';
}

/** Whether audio is being recorded or still on its way to the spool, so that leaving would lose some of it. */
export function isLive(
  state: RecorderState,
): state is Extract<RecorderState, { phase: 'recording' | 'paused' | 'stopping' }> {
  return state.phase === 'recording' || state.phase === 'paused' || state.phase === 'stopping';
}

function isRunning(state: RecorderState): state is Extract<RecorderState, { phase: 'recording' | 'paused' }> {
  return state.phase === 'recording' || state.phase === 'paused';
}

function withMicrophone(state: RecorderState, microphone: MicrophoneState, label: string): RecorderState {
  if (!isRunning(state)) return state;
  const from = state.recording.microphoneLabel;
  if (state.microphone === microphone && from === label) return state;
  const recording = { ...state.recording, microphoneLabel: label };
  // A microphone that is back is reported; while one is missing, older news would contradict its warning.
  const back: EventWarning =
    from === label
      ? { kind: 'microphone-back', microphone: label }
      : { kind: 'microphone-changed', from, microphone: label };
  const warnings = withEvent(state, microphone === 'live' ? back : undefined);
  return { ...state, microphone, recording, warnings };
}

const watched = (kinds: readonly WatchdogKind[]): readonly WatchdogWarning[] =>
  kinds.map((kind) => ({ kind }));

/** The warnings with this event replacing the previous one. */
const withEvent = ({ warnings }: Live, event: EventWarning | undefined): Live['warnings'] => [
  ...warnings.filter((warning) => !isEvent(warning)),
  ...(event ? [event] : []),
];
