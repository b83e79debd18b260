import { sleep } from '#src/lib/sleep.ts';
import { measureLevel } from './level.ts';
import { LevelMeter } from './level-meter.ts';

/** How often a starting context is checked, in ms. */
const lookEveryMs = 20;

const mono = { channelCount: 1, channelCountMode: 'explicit' } as const;

interface SecondSource {
  readonly track: MediaStreamTrack;
  readonly source: MediaStreamAudioSourceNode;
  readonly analyser: AnalyserNode;
  readonly meter: LevelMeter;
}

/**
 * The audio of a recording: microphone → analyser → stream, in one channel at 48 kHz. The microphone can be replaced at
 * any time, and a second source, the computer's own sound, mixed in. A silent constant source flows into the stream as
 * well: a mixer without a live source emits nothing, and two seconds without a microphone would become a hole in the
 * timeline.
 */
export class AudioGraph {
  readonly meter: LevelMeter;
  /** Called when the browser suspends the audio, and when it continues. */
  onRunning: (running: boolean) => void = () => undefined;
  readonly #context: AudioContext;
  readonly #input: AnalyserNode;
  /** Covers the longest stretch that browsers offer, so that reading twice a second misses nothing. */
  readonly #ear: AnalyserNode;
  readonly #heard = new Float32Array(32_768);
  readonly #output: MediaStreamAudioDestinationNode;
  readonly #silence: ConstantSourceNode;
  #source: MediaStreamAudioSourceNode | undefined;
  #track: MediaStreamTrack | undefined;
  #second: SecondSource | undefined;

  constructor() {
    this.#context = new AudioContext({ sampleRate: 48_000, latencyHint: 'interactive' });
    this.#input = new AnalyserNode(this.#context, { fftSize: 2048, ...mono });
    this.#ear = new AnalyserNode(this.#context, { fftSize: this.#heard.length, ...mono });
    this.#output = new MediaStreamAudioDestinationNode(this.#context, mono);
    this.#silence = new ConstantSourceNode(this.#context, { offset: 0 });
    this.#input.connect(this.#output);
    this.#input.connect(this.#ear);
    this.#silence.connect(this.#output);
    this.#silence.start();
    this.meter = new LevelMeter(this.#input);
    // A phone call or a headset that comes and goes can suspend the audio of the whole page.
    this.#context.onstatechange = () => {
      this.onRunning(this.#context.state === 'running');
      this.wake();
    };
    this.wake();
  }

  /** What is to be recorded. */
  get stream(): MediaStream {
    return this.#output.stream;
  }

  /**
   * Whether sound flows, at the latest after `withinMs`. A browser starts no audio before a first click on the page,
   * and some none at all on a machine without a sound output (Firefox on virtual machines and remote desktops).
   */
  async flows(withinMs: number): Promise<boolean> {
    const until = performance.now() + withinMs;
    while (this.#context.currentTime === 0 && performance.now() < until) {
      await sleep(lookEveryMs);
    }
    return this.#context.currentTime > 0;
  }

  /** Milliseconds of the audio clock. It runs with the samples, not with the machine's time. */
  get nowMs(): number {
    return this.#context.currentTime * 1000;
  }

  /** Root mean square of the microphone over the last `listeningWindowMs`. */
  loudness(): number {
    this.#ear.getFloatTimeDomainData(this.#heard);
    return measureLevel(this.#heard).rms;
  }

  /** Lets sound from this track flow, replacing any earlier track. */
  use(track: MediaStreamTrack): void {
    this.mute();
    this.#track = track;
    this.#source = new MediaStreamAudioSourceNode(this.#context, { mediaStream: new MediaStream([track]) });
    this.#source.connect(this.#input);
  }

  /** Releases the microphone; silence continues to flow. */
  mute(): void {
    this.#source?.disconnect();
    this.#track?.stop();
    this.#source = undefined;
    this.#track = undefined;
  }

  /** Mixes in a second source, replacing any earlier one, and returns its level. */
  mix(track: MediaStreamTrack): LevelMeter {
    this.unmix();
    const source = new MediaStreamAudioSourceNode(this.#context, { mediaStream: new MediaStream([track]) });
    const analyser = new AnalyserNode(this.#context, { fftSize: 2048, ...mono });
    source.connect(analyser).connect(this.#output);
    const meter = new LevelMeter(analyser);
    this.#second = { track, source, analyser, meter };
    return meter;
  }

  /** Releases the second source. */
  unmix(): void {
    this.#second?.meter.close();
    this.#second?.source.disconnect();
    this.#second?.analyser.disconnect();
    this.#second?.track.stop();
    this.#second = undefined;
  }

  /** Asks the browser to (re)start the audio; before a first click on the page it may have to wait for one. */
  wake(): void {
    if (this.#context.state !== 'running' && this.#context.state !== 'closed') {
      this.#context.resume().catch(() => undefined);
    }
  }

  /** Releases the microphone and the audio hardware. */
  async close(): Promise<void> {
    this.#context.onstatechange = null;
    this.meter.close();
    this.mute();
    this.unmix();
    this.#silence.stop();
    this.#silence.disconnect();
    this.#input.disconnect();
    // Browsers put no page into their back/forward cache that has a live track, even one of its own.
    for (const track of this.stream.getTracks()) track.stop();
    if (this.#context.state !== 'closed') await this.#context.close();
  }
}
