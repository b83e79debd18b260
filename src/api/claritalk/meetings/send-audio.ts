import { uploadAudioChunk } from '#contract/claritalk/meetings.ts';
import { fetchWithProgress } from '#src/api/client/fetch-with-progress.ts';
import { orThrow, write } from '#src/api/client/write.ts';

/** One chunk of a recording on its way. */
export interface AudioChunk {
  readonly meetingId: string;
  /** From one. */
  readonly chunkNumber: number;
  readonly totalChunks: number;
  readonly audio: File;
  /** SHA-256 in hexadecimal. */
  readonly checksum: string;
  /** Whole seconds; with the final chunk only. */
  readonly durationSeconds?: number | undefined;
  /** ISO 8601; with the final chunk only. */
  readonly stopTime?: string | undefined;
  readonly signal: AbortSignal;
  onProgress(sentBytes: number): void;
}

/** Generous, for slow connections: the sender aborts a stalled request much earlier. */
const timeoutMs = 15 * 60_000;

/** Sends a chunk of a meeting's recording. @throws ApiError */
export async function sendAudio(chunk: AudioChunk): Promise<void> {
  const form = new FormData();
  form.set('chunk_number', String(chunk.chunkNumber));
  form.set('total_chunks', String(chunk.totalChunks));
  form.set('checksum', chunk.checksum);
  if (chunk.durationSeconds !== undefined) form.set('duration_in_seconds', String(chunk.durationSeconds));
  if (chunk.stopTime !== undefined) form.set('stop_time', chunk.stopTime);
  form.set('audio_chunk', chunk.audio);
  orThrow(
    await write(uploadAudioChunk, {
      params: { id: chunk.meetingId },
      form,
      signal: chunk.signal,
      timeoutMs,
      transport: fetchWithProgress(chunk.onProgress),
    }),
  );
}
