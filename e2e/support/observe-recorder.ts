import type { BrowserContext, Page } from '@playwright/test';

interface Observed {
  /** When each MediaRecorder of the page began, in milliseconds since 1970. */
  readonly starts: number[];
  /** Every microphone that the page was given. */
  readonly tracks: MediaStreamTrack[];
}

/** Makes pages of this browser note what they record; changes nothing of it. */
export async function observeRecorder(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const notes: Observed = { starts: [], tracks: [] };
    Object.assign(window, { observed: notes });
    window.MediaRecorder = class extends MediaRecorder {
      constructor(stream: MediaStream, options?: MediaRecorderOptions) {
        super(stream, options);
        this.addEventListener('start', () => notes.starts.push(Date.now()));
      }
    };
    const { mediaDevices } = navigator;
    const open = mediaDevices?.getUserMedia.bind(mediaDevices);
    if (open) {
      mediaDevices.getUserMedia = async (constraints) => {
        const stream = await open(constraints);
        notes.tracks.push(...stream.getAudioTracks());
        return stream;
      };
    }
  });
}

/** When the last recording of this page began, in milliseconds since 1970. */
export async function recordingSince(page: Page): Promise<number> {
  await page.waitForFunction(
    () => (window as unknown as { observed: { starts: number[] } }).observed.starts.length > 0,
  );
  return page.evaluate(
    () => (window as unknown as { observed: { starts: number[] } }).observed.starts.at(-1) ?? Number.NaN,
  );
}

/** Pulls out every microphone in use. Stopping a track fires no `ended`, unplugging a device does. */
export function unplugMicrophone(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { tracks } = (window as unknown as { observed: { tracks: MediaStreamTrack[] } }).observed;
    for (const track of tracks.splice(0)) {
      if (track.readyState === 'ended') continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  });
}
