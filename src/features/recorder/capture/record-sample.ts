/** How long a sample is, in milliseconds. */
export const sampleMs = 3000;

/**
 * Records a few seconds of a stream into memory for immediate playback; nothing of it is kept or sent.
 * @throws DOMException when the browser cannot record it, or the signal's reason.
 */
export async function recordSample(stream: MediaStream, signal: AbortSignal): Promise<Blob> {
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  const timer = setTimeout(() => recorder.stop(), sampleMs);
  try {
    await new Promise<void>((resolve, reject) => {
      recorder.ondataavailable = ({ data }) => parts.push(data);
      recorder.onstop = () => resolve();
      recorder.onerror = () => reject(new DOMException('the sample failed', 'EncodingError'));
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      recorder.start();
    });
    return new Blob(parts, { type: recorder.mimeType });
  } finally {
    clearTimeout(timer);
    if (recorder.state !== 'inactive') recorder.stop();
  }
}
