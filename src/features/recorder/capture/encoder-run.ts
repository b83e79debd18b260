import { within } from '#src/lib/sleep.ts';
import type { CapturedSlice } from '../model/recording.ts';
import { OrderedSlices } from './ordered-slices.ts';

interface EncoderRunOptions {
  readonly stream: MediaStream;
  readonly mimeType: string;
  /** Resolves when the previous run has delivered its last slice. */
  readonly after: Promise<void>;
  /** Milliseconds of the recording so far. */
  elapsedMs(): number;
  onStart(): void;
  /** The first slice of this run is about to come; `startMs`: where in the recording the run began. */
  onFirstSlice(startMs: number): void;
  onSlice(slice: CapturedSlice): void;
  /** The encoder failed. What it had has been delivered. */
  onFailure(): void;
}

/** Clear speech; 15 MB per hour. */
const bitsPerSecond = 32_000;
/**
 * What a crash can cost, as only whole slices reach the disk: with the wait for encoder and disk it stays under a
 * second (docs/decisions/017-short-slices.md). Whole Opus packets are cut; Safari, which has MP4 only, wants a
 * second or more.
 */
const sliceMs = (mimeType: string) => (mimeType.startsWith('audio/webm') ? 600 : 1000);
/** The encoder's last slice comes within milliseconds; a hanging encoder must not delay what follows. */
const stopTimeoutMs = 5000;
const errorTimeoutMs = 1000;

/** One MediaRecorder from its start to its end. A recording has several when its encoder had to be replaced. */
export class EncoderRun {
  readonly #recorder: MediaRecorder;
  readonly #slices: OrderedSlices;
  readonly #options: EncoderRunOptions;
  readonly #stopped = Promise.withResolvers<void>();
  #startMs = 0;
  #started = false;
  #begun = false;
  #ending: Promise<void> | undefined;
  #closed = false;
  #failed = false;

  /** @throws DOMException when the browser cannot record this stream in this format. */
  constructor(options: EncoderRunOptions) {
    this.#options = options;
    this.#slices = new OrderedSlices((slice) => this.#handOver(slice), options.after);
    const { stream, mimeType } = options;
    this.#recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: bitsPerSecond });
    this.#recorder.onstart = () => {
      this.#startMs = options.elapsedMs();
      options.onStart();
    };
    this.#recorder.ondataavailable = ({ data }) => {
      if (!this.#closed) this.#slices.push(data, options.elapsedMs());
    };
    // After an error comes what the encoder still had, and then `stop`.
    this.#recorder.onstop = () => {
      this.#stopped.resolve();
      this.#fail();
    };
    this.#recorder.onerror = () =>
      void within(this.#stopped.promise, errorTimeoutMs).then(() => this.#fail());
  }

  /** @throws DOMException */
  start(): void {
    this.#recorder.start(sliceMs(this.#options.mimeType));
    this.#started = true;
  }

  /** What was said before the pause goes to disk now, not when the recording continues. */
  pause(): void {
    if (this.#recorder.state !== 'recording') return;
    this.#recorder.requestData();
    this.#recorder.pause();
  }

  resume(): void {
    if (this.#recorder.state === 'paused') this.#recorder.resume();
  }

  /** Requests what is encoded so far; it comes as a slice. */
  requestData(): void {
    if (this.#recorder.state !== 'inactive') this.#recorder.requestData();
  }

  /** Ends the run; every slice has been delivered when it resolves. A hanging encoder is abandoned. */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    if (this.#started) await within(this.#stopped.promise, stopTimeoutMs);
    this.#closed = true;
    await this.#slices.handedOver();
  }

  #handOver(slice: CapturedSlice): void {
    if (!this.#begun) this.#options.onFirstSlice(this.#startMs);
    this.#begun = true;
    this.#options.onSlice(slice);
  }

  #fail(): void {
    if (this.#ending || this.#failed) return;
    this.#failed = true;
    this.#options.onFailure();
  }
}
