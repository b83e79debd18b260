/** Why recording could not start or did not give a recording. */
export type RecorderProblem =
  /** The person or the browser's settings refused the microphone. */
  | 'denied'
  | 'no-device'
  /** Another program or tab holds the microphone. */
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
  | 'unexpected';

/** `muted`: the device is there and silent by a switch or the system; `lost`: it was unplugged or taken. */
export type MicrophoneState = 'live' | 'muted' | 'lost';

/** `safe`: all but the last second or two is on disk; `failing`: writing fails and is tried again. */
export type StorageState = 'safe' | 'failing';

export type StopReason = 'user' | 'recorder-failed' | 'storage-full';

/** The recording that is being made. */
export interface LiveRecording {
  readonly id: string;
  readonly name: string;
  readonly startedAt: string;
  readonly microphoneLabel: string;
}

interface Live {
  readonly recording: LiveRecording;
  readonly microphone: MicrophoneState;
  readonly storage: StorageState;
}

/** The recorder, from the wish to record until the recording is complete on this device. */
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
  | { readonly type: 'stop'; readonly reason: StopReason }
  | { readonly type: 'sealed' }
  /** Gave up: with a problem to show, or without one when the person wished it. */
  | { readonly type: 'ended'; readonly problem: RecorderProblem | undefined }
  /** Seen: a finished recording or a problem makes way for the next one. */
  | { readonly type: 'dismiss' };

export const initialState = { phase: 'idle', problem: undefined } as const satisfies RecorderState;

/** The next state. An event that makes no sense in a state leaves it as it is: the same object comes back. */
export function transition(state: RecorderState, event: RecorderEvent): RecorderState {
  switch (event.type) {
    case 'start':
      return canStart(state) ? { phase: 'preparing', name: event.name } : state;
    case 'started':
      if (state.phase !== 'preparing') return state;
      return { phase: 'recording', recording: event.recording, microphone: 'live', storage: 'safe' };
    case 'pause':
      return state.phase === 'recording' ? { ...state, phase: 'paused' } : state;
    case 'resume':
      return state.phase === 'paused' ? { ...state, phase: 'recording' } : state;
    case 'microphone':
      return withMicrophone(state, event.microphone, event.label);
    case 'storage':
      if (!isLive(state) || state.storage === event.storage) return state;
      return { ...state, storage: event.storage };
    case 'stop':
      if (state.phase !== 'recording' && state.phase !== 'paused') return state;
      return { ...state, phase: 'stopping', reason: event.reason };
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

/** Whether audio is being taken or still on its way to the spool, so that leaving would cost some of it. */
export function isLive(
  state: RecorderState,
): state is Extract<RecorderState, { phase: 'recording' | 'paused' | 'stopping' }> {
  return state.phase === 'recording' || state.phase === 'paused' || state.phase === 'stopping';
}

function withMicrophone(state: RecorderState, microphone: MicrophoneState, label: string): RecorderState {
  if (state.phase !== 'recording' && state.phase !== 'paused') return state;
  if (state.microphone === microphone && state.recording.microphoneLabel === label) return state;
  return { ...state, microphone, recording: { ...state.recording, microphoneLabel: label } };
}
