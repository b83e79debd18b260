import type { StoredRecording } from '../model/recording.ts';
import type { UploadProgress } from '../model/upload-state.ts';

/** Progress of a recording, with `sentOfChunk` bytes of the chunk that is on its way. */
export function progressOf(recording: StoredRecording, sentOfChunk = 0): UploadProgress {
  const { acknowledgedBytes, bytes, acknowledgedChunks, totalChunks } = recording;
  return {
    sentBytes: Math.min(bytes, acknowledgedBytes + sentOfChunk),
    totalBytes: bytes,
    chunk: Math.min(totalChunks, acknowledgedChunks + 1),
    totalChunks,
  };
}
