import { AudioGraph } from './audio-graph.ts';
import { RecorderFailure } from './capture-problem.ts';
import type { LevelMeter } from './level-meter.ts';
import { openMicrophone } from './microphone.ts';
import { MicrophoneLink } from './microphone-link.ts';
import type { CapturedSlice } from './model/recording.ts';
import type { MicrophoneState } from './model/state.ts';
import { Timeline } from './model/timeline.ts';
import { OrderedSlices } from './ordered-slices.ts';

export interface CaptureEvents {
  onSlice(slice: CapturedSlice): void;
  onMicrophone(state: MicrophoneState, label: string): void;
  /** The browser's encoder gave up. What was handed over before is good. */
  onFailure(): void;
}

/** A microphone that is open and ready to be recorded. */
export interface Capture {
  readonly mimeType: string;
  readonly microphoneLabel: string;
  readonly meter: LevelMeter;
  /** Recorded milliseconds by the audio clock, pauses excluded. */
  elapsedMs(): number;
  /** The audio clock, and the microphone's loudness of late; undefined while it is known to be muted or away. */
  listen(): { readonly audioMs: number; readonly rms: number | undefined };
  /** Asks the browser to go on with audio that it suspended. */
  wake(): void;
  /** Asks the encoder for what it has. */
  requestData(): void;
  begin(): void;
  pause(): void;
  resume(): void;
  /**
   * Ends the recording and gives back the microphone. Every slice has been handed over when it resolves.
   * Calling it again waits for the same end.
   */
  stop(): Promise<void>;
}

/** Opus in WebM where there is WebM; Safari prefers MP4. */
const mimeTypes = ['audio/webm;codecs=opus', 'audio/mp4'];
/** Clear speech; 15 MB per hour. */
const bitsPerSecond = 32_000;
/** What a crash can cost at most, as only whole slices reach the disk. Safari wants a second or more. */
const sliceMs = 1000;
/** The encoder's last slice comes within milliseconds; an encoder that hangs must not hold up the end. */
const stopTimeoutMs = 5000;

/**
 * Opens the microphone (the browser may ask the person first).
 * @throws RecorderFailure or DOMException; `problemOf` reads both.
 */
export async function openCapture(deviceId: string | undefined, events: CaptureEvents): Promise<Capture> {
  const mimeType = mimeTypes.find((type) => globalThis.MediaRecorder?.isTypeSupported(type));
  if (!mimeType) throw new RecorderFailure('unsupported');
  const track = await openMicrophone(deviceId);
  try {
    const graph = new AudioGraph();
    const link = new MicrophoneLink(graph, events.onMicrophone);
    link.connect(track);
    return new MediaRecorderCapture(graph, link, mimeType, events);
  } catch (error) {
    track.stop();
    throw error;
  }
}

class MediaRecorderCapture implements Capture {
  readonly mimeType: string;
  readonly #graph: AudioGraph;
  readonly #link: MicrophoneLink;
  readonly #recorder: MediaRecorder;
  readonly #slices: OrderedSlices;
  readonly #timeline = new Timeline();
  #stopping: Promise<void> | undefined;

  constructor(graph: AudioGraph, link: MicrophoneLink, mimeType: string, events: CaptureEvents) {
    this.mimeType = mimeType;
    this.#graph = graph;
    this.#link = link;
    this.#slices = new OrderedSlices(events.onSlice);
    this.#recorder = new MediaRecorder(graph.stream, { mimeType, audioBitsPerSecond: bitsPerSecond });
    this.#recorder.onstart = () => this.#timeline.run(graph.nowMs);
    this.#recorder.ondataavailable = ({ data }) => this.#slices.push(data, this.elapsedMs());
    this.#recorder.onerror = () => events.onFailure();
  }

  get microphoneLabel(): string {
    return this.#link.label;
  }

  get meter(): LevelMeter {
    return this.#graph.meter;
  }

  elapsedMs(): number {
    return this.#timeline.elapsedMs(this.#graph.nowMs);
  }

  listen(): { readonly audioMs: number; readonly rms: number | undefined } {
    return {
      audioMs: this.#graph.nowMs,
      rms: this.#link.state === 'live' ? this.#graph.loudness() : undefined,
    };
  }

  wake(): void {
    this.#graph.wake();
  }

  requestData(): void {
    if (this.#recorder.state === 'recording') this.#recorder.requestData();
  }

  begin(): void {
    this.#recorder.start(sliceMs);
  }

  pause(): void {
    if (this.#recorder.state !== 'recording') return;
    // What was said before the pause goes to disk now, not when the recording goes on.
    this.#recorder.requestData();
    this.#recorder.pause();
    this.#timeline.hold(this.#graph.nowMs);
  }

  resume(): void {
    if (this.#recorder.state !== 'paused') return;
    this.#recorder.resume();
    this.#timeline.run(this.#graph.nowMs);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  /** Order matters: the encoder ends while its input still flows, and only then the hardware goes. */
  async #stop(): Promise<void> {
    this.#link.close();
    await this.#stopRecorder();
    this.#timeline.hold(this.#graph.nowMs);
    await this.#slices.handedOver();
    await this.#graph.close();
  }

  #stopRecorder(): Promise<void> {
    if (this.#recorder.state === 'inactive') return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, stopTimeoutMs);
      this.#recorder.onstop = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#recorder.stop();
    });
  }
}
