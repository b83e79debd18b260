import type { CapturedSlice } from '../model/recording.ts';
import type { MicrophoneState } from '../model/state.ts';
import { AudioGraph } from './audio-graph.ts';
import { RecorderFailure } from './capture-problem.ts';
import { EncoderRun } from './encoder-run.ts';
import type { LevelMeter } from './level-meter.ts';
import { openMicrophone } from './microphone.ts';
import { MicrophoneLink } from './microphone-link.ts';
import { openSharedAudio } from './shared-audio.ts';
import { Timeline } from './timeline.ts';

export interface CaptureEvents {
  onSlice(slice: CapturedSlice): void;
  /** The encoder was replaced: the slices from now on are a separate file, which began at `startMs`. */
  onRun(startMs: number): void;
  onMicrophone(state: MicrophoneState, label: string): void;
  /** The person, or the browser, ended the sharing of the computer's sound. */
  onShareEnded(): void;
  /** The browser's encoder failed. What it delivered before is good. */
  onFailure(): void;
}

export interface Heard {
  /** The audio clock. */
  readonly audioMs: number;
  /** The microphone's recent loudness; undefined while it is known to be muted or missing, or cannot be measured. */
  readonly rms: number | undefined;
  /** Nothing can be encoded until there is a microphone again. */
  readonly idle: boolean;
}

/** A microphone that is open and ready to be recorded. */
export interface Capture {
  readonly mimeType: string;
  readonly microphoneLabel: string;
  /**
   * The browser has started no audio for the page, so the microphone's track is recorded directly: there is no level,
   * no silence detection, and nothing can be mixed in.
   */
  readonly direct: boolean;
  readonly meter: LevelMeter;
  /** The level of the computer's sound, while it is shared. */
  readonly sharedMeter: LevelMeter | undefined;
  /** Returns whether the computer's sound is now recorded as well; false when the person changed their mind. */
  share(): Promise<boolean>;
  stopSharing(): void;
  /** Recorded milliseconds by the audio clock, pauses excluded. */
  elapsedMs(): number;
  /** The current state of the sound. */
  listen(): Heard;
  /** Asks the browser to continue with audio that it suspended. */
  wake(): void;
  /** Asks the encoder for what it has. */
  requestData(): void;
  /** Replaces the encoder by a new one on the same sound; the recording's time continues. */
  rotate(): void;
  begin(): void;
  pause(): void;
  resume(): void;
  /**
   * Ends the recording and releases the microphone. Every slice has been delivered when it resolves. Calling it again
   * waits for the same end.
   */
  stop(): Promise<void>;
}

/** Usually this takes 50 ms. Nothing said in the meantime is lost: the recording has not begun. */
const startWithinMs = 2000;

/** Opus in WebM where there is WebM; Safari prefers MP4. */
const mimeTypes = ['audio/webm;codecs=opus', 'audio/mp4'];

/**
 * Opens the microphone (the browser may ask the person first). `format`: the MIME type of a recording to continue,
 * which has to keep it.
 * @throws RecorderFailure or DOMException; `problemOf` reads both.
 */
export async function openCapture(
  deviceId: string | undefined,
  events: CaptureEvents,
  format?: string,
): Promise<Capture> {
  const possible = format === undefined ? mimeTypes : [format];
  const mimeType = possible.find((type) => globalThis.MediaRecorder?.isTypeSupported(type));
  if (!mimeType) throw new RecorderFailure(format === undefined ? 'unsupported' : 'not-continuable');
  const track = await openMicrophone(deviceId);
  try {
    const graph = new AudioGraph();
    let capture: MediaRecorderCapture | undefined;
    const link = new MicrophoneLink(graph, (state, label) => {
      capture?.microphoneChanged();
      events.onMicrophone(state, label);
    });
    link.connect(track);
    const direct = !(await graph.flows(startWithinMs));
    capture = new MediaRecorderCapture({ graph, link, direct }, mimeType, events);
    return capture;
  } catch (error) {
    track.stop();
    throw error;
  }
}

interface Sound {
  readonly graph: AudioGraph;
  readonly link: MicrophoneLink;
  readonly direct: boolean;
}

class MediaRecorderCapture implements Capture {
  readonly mimeType: string;
  readonly direct: boolean;
  readonly #graph: AudioGraph;
  readonly #link: MicrophoneLink;
  readonly #events: CaptureEvents;
  readonly #timeline = new Timeline();
  #run: EncoderRun;
  /** What the encoder records, in a direct recording. */
  #recorded: MediaStreamTrack | undefined;
  #paused = false;
  /** The browser has stopped the audio of the page. */
  #suspended = false;
  /** Encoders that failed since the last slice. */
  #failures = 0;
  #sharedMeter: LevelMeter | undefined;
  #stopping: Promise<void> | undefined;

  constructor({ graph, link, direct }: Sound, mimeType: string, events: CaptureEvents) {
    this.mimeType = mimeType;
    this.direct = direct;
    this.#graph = graph;
    this.#link = link;
    this.#events = events;
    this.#run = this.#newRun(Promise.resolve(), () => undefined);
    graph.onRunning = (running) => this.#suspend(!running);
  }

  /**
   * Milliseconds of the clock that the recording's time is taken from: the audio's, which stands still when the audio
   * does. A direct recording has none; it is timed by the page's, and only while an encoder runs.
   */
  get #nowMs(): number {
    return this.direct ? performance.now() : this.#graph.nowMs;
  }

  /** The microphone was lost, muted or replaced. */
  microphoneChanged(): void {
    if (!this.direct || this.#stopping) return;
    // A recorder ends with its track; a mixer would have continued in silence.
    if (this.#link.state === 'lost') this.#timeline.hold(this.#nowMs);
    else if (this.#link.track !== this.#recorded) this.rotate();
  }

  get microphoneLabel(): string {
    return this.#link.label;
  }

  get meter(): LevelMeter {
    return this.#graph.meter;
  }

  get sharedMeter(): LevelMeter | undefined {
    return this.#sharedMeter;
  }

  async share(): Promise<boolean> {
    if (this.direct) return false;
    const track = await openSharedAudio();
    if (!track) return false;
    // The recording may have ended while the browser asked.
    if (this.#stopping) {
      track.stop();
      return false;
    }
    track.addEventListener('ended', () => {
      this.stopSharing();
      this.#events.onShareEnded();
    });
    this.#sharedMeter = this.#graph.mix(track);
    return true;
  }

  stopSharing(): void {
    this.#graph.unmix();
    this.#sharedMeter = undefined;
  }

  elapsedMs(): number {
    return this.#timeline.elapsedMs(this.#nowMs);
  }

  listen(): Heard {
    return {
      audioMs: this.#nowMs,
      rms: this.#link.state === 'live' && !this.direct ? this.#graph.loudness() : undefined,
      idle: this.#waits,
    };
  }

  /** A direct recording without a microphone: the next one begins a new run. */
  get #waits(): boolean {
    return this.direct && this.#link.state === 'lost';
  }

  wake(): void {
    this.#graph.wake();
  }

  requestData(): void {
    if (!this.#paused) this.#run.requestData();
  }

  rotate(): void {
    if (this.#stopping || this.#waits) return;
    try {
      // The new encoder starts before the old one ends, so that nothing is missing between them.
      const ended = Promise.withResolvers<void>();
      const next = this.#newRun(ended.promise, (startMs) => this.#events.onRun(startMs));
      next.start();
      if (this.#paused || this.#suspended) next.pause();
      const old = this.#run;
      this.#run = next;
      void old.end().then(ended.resolve);
    } catch {
      this.#events.onFailure();
    }
  }

  begin(): void {
    this.#run.start();
  }

  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#run.pause();
    this.#timeline.hold(this.#nowMs);
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    if (!this.#suspended) this.#run.resume();
    if (!this.#waits) this.#timeline.run(this.#nowMs);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  /**
   * Without sound the audio clock stops but the encoder's continues, and the file would get a hole that the recording's
   * time does not know about: all later notes would be off by it.
   */
  #suspend(suspended: boolean): void {
    if (this.direct) return;
    this.#suspended = suspended;
    if (this.#paused || this.#stopping) return;
    if (suspended) this.#run.pause();
    else this.#run.resume();
  }

  /** Order matters: the encoder ends while its input still flows, and only then is the hardware released. */
  async #stop(): Promise<void> {
    this.#link.close();
    await this.#run.end();
    this.#timeline.hold(this.#nowMs);
    await this.#graph.close();
  }

  #newRun(after: Promise<void>, onFirstSlice: (startMs: number) => void): EncoderRun {
    this.#recorded = this.#link.track;
    return new EncoderRun({
      stream: this.direct && this.#recorded ? new MediaStream([this.#recorded]) : this.#graph.stream,
      mimeType: this.mimeType,
      after,
      elapsedMs: () => this.elapsedMs(),
      onStart: () => {
        if (!this.#paused) this.#timeline.run(this.#nowMs);
      },
      onFirstSlice,
      onSlice: (slice) => {
        this.#failures = 0;
        this.#events.onSlice(slice);
      },
      onFailure: () => this.#replaceFailed(),
    });
  }

  /** An encoder may fail at one particular moment; but if the next one fails at once, another will not help. */
  #replaceFailed(): void {
    if (this.#waits) return;
    this.#failures += 1;
    if (this.#failures > 1) this.#events.onFailure();
    else this.rotate();
  }
}
