import type { Mark } from './model/journal.ts';
import type { StoredRecording } from './model/recording.ts';
import { initialState, type RecorderState } from './model/state.ts';
import type { UploadState } from './model/upload-state.ts';
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
  /** What has been written down during the running recording. */
  readonly marks: readonly Mark[];
  /** The newest first. */
  readonly recordings: readonly RecordingView[];
  /** Whether the spool has been asked for this user's recordings. */
  readonly loaded: boolean;
  /** What this person has chosen for this device. */
  readonly settings: RecorderSettings;
  /** Bytes that this browser would still store; undefined when it does not say. */
  readonly roomBytes: number | undefined;
}

/** What is shown while nobody is known and nothing was read. */
export const emptySnapshot: RecorderSnapshot = {
  recorder: initialState,
  marks: [],
  recordings: [],
  loaded: false,
  settings: defaultSettings,
  roomBytes: undefined,
};
