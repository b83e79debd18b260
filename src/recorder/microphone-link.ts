import type { AudioGraph } from './audio-graph.ts';
import { onDeviceChange, openMicrophone, openSameMicrophone } from './microphone.ts';
import type { MicrophoneState } from './model/state.ts';

const retryEveryMs = 500;
/** A plug that wobbles is back within a second or two. After that any microphone is better than none. */
const sameDeviceForMs = 2000;

/**
 * Keeps a microphone connected to the graph: tells when it falls silent or disappears, and then opens the same
 * device again; after two seconds the default one, until one answers. The graph's timeline runs on meanwhile.
 */
export class MicrophoneLink {
  readonly #graph: AudioGraph;
  readonly #onState: (state: MicrophoneState, label: string) => void;
  #track: MediaStreamTrack | undefined;
  #closed = false;
  #stopWaiting: (() => void) | undefined;

  constructor(graph: AudioGraph, onState: (state: MicrophoneState, label: string) => void) {
    this.#graph = graph;
    this.#onState = onState;
  }

  get state(): MicrophoneState {
    if (!this.#track || this.#track.readyState === 'ended') return 'lost';
    return this.#track.muted ? 'muted' : 'live';
  }

  get label(): string {
    return this.#track?.label ?? '';
  }

  /** Connects an open microphone. */
  connect(track: MediaStreamTrack): void {
    this.#track = track;
    track.addEventListener('ended', () => this.#replace(track));
    track.addEventListener('mute', () => this.#tell(track));
    track.addEventListener('unmute', () => this.#tell(track));
    this.#graph.use(track);
  }

  close(): void {
    this.#closed = true;
    this.#stopWaiting?.();
  }

  /** Tells the state of the microphone in use; what a replaced one does matters no more. */
  #tell(track: MediaStreamTrack): void {
    if (this.#closed || track !== this.#track) return;
    this.#onState(this.state, track.label);
  }

  async #replace(lost: MediaStreamTrack): Promise<void> {
    if (this.#closed || lost !== this.#track) return;
    this.#onState('lost', lost.label);
    this.#graph.mute();
    const lostAt = performance.now();
    const { deviceId } = lost.getSettings();
    while (!this.#closed) {
      try {
        const same = deviceId !== undefined && performance.now() - lostAt < sameDeviceForMs;
        const found = await (same ? openSameMicrophone(deviceId) : openMicrophone(undefined));
        if (this.#closed) return found.stop();
        this.connect(found);
        return this.#tell(found);
      } catch {
        // Whatever the reason is now, it may pass: a device is plugged in, another program lets go.
        await this.#deviceChangeOrTime();
      }
    }
  }

  #deviceChangeOrTime(): Promise<void> {
    return new Promise((resolve) => {
      const stop = () => {
        clearTimeout(timer);
        forget();
        this.#stopWaiting = undefined;
        resolve();
      };
      const forget = onDeviceChange(stop);
      const timer = setTimeout(stop, retryEveryMs);
      this.#stopWaiting = stop;
    });
  }
}
