import type { BrowserContext, Page } from '@playwright/test';

/** What a page did with its recorder, and when (milliseconds since 1970). */
export interface RecorderMark {
  readonly what: 'start' | 'slice' | 'pause' | 'resume' | 'stop';
  readonly at: number;
  /** Of a slice. */
  readonly bytes: number;
}

interface Observed {
  readonly marks: RecorderMark[];
  /** Every microphone that the page was given. */
  readonly tracks: MediaStreamTrack[];
}

type Observing = Window & { readonly observed: Observed };

/** Makes pages of this browser note what they record; changes nothing of it. */
export async function observeRecorder(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const observed: Observed = { marks: [], tracks: [] };
    Object.assign(window, { observed });
    const note = (what: RecorderMark['what'], bytes = 0) =>
      observed.marks.push({ what, at: Date.now(), bytes });
    window.MediaRecorder = class extends MediaRecorder {
      constructor(stream: MediaStream, options?: MediaRecorderOptions) {
        super(stream, options);
        this.addEventListener('start', () => note('start'));
        this.addEventListener('dataavailable', ({ data }) => note('slice', data.size));
      }
      override pause() {
        note('pause');
        super.pause();
      }
      override resume() {
        note('resume');
        super.resume();
      }
      override stop() {
        note('stop');
        super.stop();
      }
    };
    const { mediaDevices } = navigator;
    const open = mediaDevices?.getUserMedia.bind(mediaDevices);
    if (open) {
      mediaDevices.getUserMedia = async (constraints) => {
        const stream = await open(constraints);
        observed.tracks.push(...stream.getAudioTracks());
        return stream;
      };
    }
  });
}

/** Waits until the recorder of this page has done something, and answers when. */
export async function recorderDid(page: Page, what: RecorderMark['what']): Promise<number> {
  await page.waitForFunction(
    (wanted) => (window as unknown as Observing).observed.marks.some((mark) => mark.what === wanted),
    what,
  );
  return (await recorderMarks(page)).findLast((mark) => mark.what === what)?.at ?? Number.NaN;
}

/** All that the recorder of this page did so far. */
export function recorderMarks(page: Page): Promise<RecorderMark[]> {
  return page.evaluate(() => (window as unknown as Observing).observed.marks);
}

/** Milliseconds between the first start and `end`, pauses left out. */
export function recordedMs(marks: readonly RecorderMark[], end: number): number {
  let [recorded, runningSince] = [0, Number.NaN];
  const steps = marks.filter(({ what }) => what !== 'slice');
  for (const { what, at } of [...steps, { what: 'stop', at: end } as const]) {
    if (Number.isFinite(runningSince)) recorded += Math.min(at, end) - runningSince;
    runningSince = what === 'start' || what === 'resume' ? at : Number.NaN;
  }
  return recorded;
}

/** Pulls out every microphone in use. Stopping a track fires no `ended`, unplugging a device does. */
export function unplugMicrophone(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const track of (window as unknown as Observing).observed.tracks.splice(0)) {
      if (track.readyState === 'ended') continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  });
}
