/** Every operation of Claap: the document's one with its two uploads, and those of the public documentation. */
import type { ConnectedOperation } from '../system.ts';
import {
  createRecording,
  deleteRecording,
  getRecording,
  getRecordingTranscript,
  listRecordings,
  uploadPayload,
  uploadTranscript,
} from './recordings.ts';

export const operations: readonly ConnectedOperation[] = [
  createRecording,
  uploadPayload,
  uploadTranscript,
  listRecordings,
  getRecording,
  getRecordingTranscript,
  deleteRecording,
];
