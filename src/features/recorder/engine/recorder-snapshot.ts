import type { Mark } from '../model/journal.ts';
import type { StoredRecording } from '../model/recording.ts';
import { initialState, isLive, type RecorderState } from '../model/state.ts';
import { isLow, recordingMsIn } from '../model/storage-room.ts';
import type { UploadState } from '../model/upload-state.ts';
import type { RecorderWarning } from '../model/warnings.ts';
import { defaultSettings, type RecorderSettings } from './recorder-settings.ts';

/** A recording of this user on this device. */
export interface RecordingView {
  readonly stored: StoredRecording;
  /** Undefined while it is not sealed. */
  readonly upload: UploadState | undefined;
  /** A tab, this one or another, is recording it. */
  readonly live: boolean;
  /** Until when it stays on this device (ISO 8601); undefined unless the server has all of it. */
  readonly keptUntil: string | undefined;
}

export interface RecorderSnapshot {
  readonly recorder: RecorderState;
  /** All that the person who records should know now, the most severe first. */
  readonly warnings: readonly RecorderWarning[];
  /** What has been written down during the running recording. */
  readonly marks: readonly Mark[];
  /** The newest first. */
  readonly recordings: readonly RecordingView[];
  /** Whether the spool has been asked for this user's recordings. */
  readonly loaded: boolean;
  /** What this person has chosen for this device. */
  readonly settings: RecorderSettings;
}

/** The snapshot while nobody is known and nothing was read. */
export const emptySnapshot: RecorderSnapshot = {
  recorder: initialState,
  warnings: [],
  marks: [],
  recordings: [],
  loaded: false,
  settings: defaultSettings,
};

/** A stored recording as pages see it. */
export function viewOf(
  stored: StoredRecording,
  queue: { stateOf(stored: StoredRecording): UploadState | undefined },
  list: { isLive(stored: StoredRecording): boolean },
  settings: { keptUntil(userUuid: string, uploadedAt: string): string },
): RecordingView {
  const { userUuid, uploadedAt } = stored;
  return {
    stored,
    upload: queue.stateOf(stored),
    live: list.isLive(stored),
    keptUntil: uploadedAt === null ? undefined : settings.keptUntil(userUuid, uploadedAt),
  };
}

/**
 * Returns what the person who records should know: the state of the devices, what the watchdog finds, what has
 * happened, and the space on this device. `roomBytes`: what the browser would still store; undefined when it does not
 * say.
 */
export function warningsOf(
  recorder: RecorderState,
  roomBytes: number | undefined,
  recordings: readonly Pick<StoredRecording, 'status'>[],
): readonly RecorderWarning[] {
  const ofRecording = isLive(recorder) ? [...deviceWarnings(recorder), ...recorder.warnings] : [];
  // Worse is told then.
  const isFull = ofRecording.some(({ kind }) => kind === 'storage-full');
  if (roomBytes === undefined || !isLow(roomBytes) || isFull) return ofRecording;
  const waiting = recordings.some(({ status }) => status === 'sealed');
  return [...ofRecording, { kind: 'storage-low', roomMs: recordingMsIn(roomBytes), waiting }];
}

function deviceWarnings(
  state: Extract<RecorderState, { phase: 'recording' | 'paused' | 'stopping' }>,
): RecorderWarning[] {
  const { microphone, storage, phase, recording } = state;
  const { id: recordingId, microphoneLabel, direct } = recording;
  const warnings: RecorderWarning[] = [];
  if (microphone === 'muted') warnings.push({ kind: 'microphone-muted', microphone: microphoneLabel });
  if (microphone === 'lost') warnings.push({ kind: 'microphone-lost', direct });
  if (storage === 'failing')
    warnings.push({ kind: 'storage-full', recordingId, stopping: phase === 'stopping' });
  if (direct) warnings.push({ kind: 'direct' });
  return warnings;
}
