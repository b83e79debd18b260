import type { AudioGraph } from './audio-graph.ts';
import { onDeviceChange, openMicrophone } from './microphone.ts';
import type { MicrophoneState } from './model/state.ts';

const retryEveryMs = 1000;

/**
 * Keeps a microphone connected to the graph: tells when it falls silent or disappears, and then opens the same
 * device again, or the default one, until one answers. The graph's timeline runs on meanwhile.
 */
export class MicrophoneLink {
  readonly #graph: AudioGraph;
  readonly #deviceId: string | undefined;
  readonly #onState: (state: MicrophoneState, label: string) => void;
  #track: MediaStreamTrack | undefined;
  #closed = false;
  #stopWaiting: (() => void) | undefined;

  constructor(
    graph: AudioGraph,
    deviceId: string | undefined,
    onState: (state: MicrophoneState, label: string) => void,
  ) {
    this.#graph = graph;
    this.#deviceId = deviceId;
    this.#onState = onState;
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
    const state = track.readyState === 'ended' ? 'lost' : track.muted ? 'muted' : 'live';
    this.#onState(state, track.label);
  }

  async #replace(lost: MediaStreamTrack): Promise<void> {
    if (this.#closed || lost !== this.#track) return;
    this.#onState('lost', lost.label);
    this.#graph.mute();
    while (!this.#closed) {
      try {
        const found = await openMicrophone(this.#deviceId);
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
