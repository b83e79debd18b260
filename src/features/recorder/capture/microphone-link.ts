import { retry } from '#src/lib/retry.ts';
import type { MicrophoneState } from '../model/state.ts';
import type { AudioGraph } from './audio-graph.ts';
import { onDeviceChange, openMicrophone, openSameMicrophone } from './microphone.ts';

const retryEveryMs = 500;
/** A loose plug is back within a second or two. After that any microphone is better than none. */
const sameDeviceForMs = 2000;

/**
 * Keeps a microphone connected to the graph: reports when it falls silent or disappears, and then reopens the same
 * device; after two seconds the default one, until one works. The graph's timeline continues in the meantime.
 */
export class MicrophoneLink {
  readonly #graph: AudioGraph;
  readonly #onState: (state: MicrophoneState, label: string) => void;
  #track: MediaStreamTrack | undefined;
  readonly #closing = new AbortController();

  constructor(graph: AudioGraph, onState: (state: MicrophoneState, label: string) => void) {
    this.#graph = graph;
    this.#onState = onState;
  }

  get state(): MicrophoneState {
    if (!this.#track || this.#track.readyState === 'ended') return 'lost';
    return this.#track.muted ? 'muted' : 'live';
  }

  /** The microphone in use. Another one takes its place when it is lost. */
  get track(): MediaStreamTrack | undefined {
    return this.#track;
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
    this.#closing.abort();
  }

  /** Reports the state of the microphone in use; what a replaced one does no longer matters. */
  #tell(track: MediaStreamTrack): void {
    if (this.#closing.signal.aborted || track !== this.#track) return;
    this.#onState(this.state, track.label);
  }

  async #replace(lost: MediaStreamTrack): Promise<void> {
    const { signal } = this.#closing;
    if (signal.aborted || lost !== this.#track) return;
    this.#onState('lost', lost.label);
    this.#graph.mute();
    const lostAt = performance.now();
    const { deviceId } = lost.getSettings();
    const open = () => {
      const same = deviceId !== undefined && performance.now() - lostAt < sameDeviceForMs;
      return same ? openSameMicrophone(deviceId) : openMicrophone(undefined);
    };
    // Whatever the reason, it may pass: a device is plugged in, another program releases it.
    const patience = { waitMs: () => retryEveryMs, wakeOn: onDeviceChange, signal };
    const found = await retry(open, patience).catch(() => undefined);
    if (signal.aborted || !found) return found?.stop();
    this.connect(found);
    this.#tell(found);
  }
}
