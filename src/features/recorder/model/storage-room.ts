/** Bytes of a second of recording: Opus at 32 kbit/s in WebM, measured. */
const bytesPerSecond = 4_152;
const hourMs = 3_600_000;
/** With less than this a long meeting may not fit: there is still time to free space. */
const lowMs = 2 * hourMs;

/** Milliseconds of recording that this many bytes hold. */
export const recordingMsIn = (bytes: number): number => (Math.max(0, bytes) / bytesPerSecond) * 1000;

/** Whether it is time to say how much space is left. */
export const isLow = (availableBytes: number | undefined): boolean =>
  availableBytes !== undefined && recordingMsIn(availableBytes) < lowMs;

/** Bytes that the browser would still provide, from what it says about its storage; undefined when it says nothing. */
export function availableBytes({ quota, usage }: StorageEstimate): number | undefined {
  return quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage);
}
