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
  #label = '';
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
    return this.#label;
  }

  /** Connects an open microphone. */
  connect(track: MediaStreamTrack): void {
    this.#label = track.label;
    track.addEventListener('ended', () => this.#lost(track));
    track.addEventListener('mute', () => this.#tell('muted'));
    track.addEventListener('unmute', () => this.#tell('live'));
    this.#graph.use(track);
  }

  close(): void {
    this.#closed = true;
    this.#stopWaiting?.();
  }

  #tell(state: MicrophoneState): void {
    if (!this.#closed) this.#onState(state, this.#label);
  }

  async #lost(track: MediaStreamTrack): Promise<void> {
    if (this.#closed || track.label !== this.#label) return;
    this.#graph.mute();
    this.#tell('lost');
    while (!this.#closed) {
      try {
        const found = await openMicrophone(this.#deviceId);
        if (this.#closed) found.stop();
        else this.connect(found);
        this.#tell('live');
        return;
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
