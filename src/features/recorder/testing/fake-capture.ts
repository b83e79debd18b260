import type { Capture, CaptureEvents } from '../capture/capture.ts';

/** A microphone controlled by the spec. */
export class FakeCapture implements Capture {
  readonly mimeType = 'audio/webm;codecs=opus';
  readonly microphoneLabel = 'Headset';
  readonly meter = {} as Capture['meter'];
  direct = false;
  readonly log: string[] = [];
  readonly events: CaptureEvents;
  #elapsedMs = 0;
  #stopping: Promise<void> | undefined;

  constructor(events: CaptureEvents) {
    this.events = events;
  }
  say(...bytes: number[]): void {
    this.#elapsedMs += 1000;
    const at = new Date().toISOString();
    this.events.onSlice({ bytes: Uint8Array.from(bytes).buffer, durationMs: this.#elapsedMs, at });
  }
  elapsedMs(): number {
    return this.#elapsedMs;
  }
  rms: number | undefined = 0.01;
  audioOffsetMs = 0;
  idle = false;
  listen() {
    return { audioMs: Date.now() + this.audioOffsetMs, rms: this.rms, idle: this.idle };
  }
  sharedMeter: Capture['sharedMeter'];
  share: () => Promise<boolean> = async () => true;
  stopSharing(): void {
    this.log.push('stop sharing');
  }
  wake(): void {
    this.log.push('wake');
  }
  requestData(): void {
    this.log.push('request data');
  }
  rotate(): void {
    this.log.push('rotate');
  }
  begin(): void {
    this.log.push('begin');
  }
  pause(): void {
    this.log.push('pause');
  }
  resume(): void {
    this.log.push('resume');
  }
  stop(): Promise<void> {
    this.#stopping ??= Promise.resolve().then(() => void this.log.push('stop'));
    return this.#stopping;
  }
}
