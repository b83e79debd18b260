import { AudioGraph } from './audio-graph.ts';
import type { LevelMeter } from './level-meter.ts';
import { openMicrophone } from './microphone.ts';

/** An open microphone whose level can be seen; nothing is recorded. */
export interface MicrophoneCheck {
  /** Undefined where the browser has started no audio for the page: then there is no level. */
  readonly meter: LevelMeter | undefined;
  /** What it hears. */
  readonly stream: MediaStream;
  readonly label: string;
  /** Releases the microphone. */
  close(): void;
}

const startWithinMs = 2000;

/**
 * Opens a microphone to show its level; the browser may ask the person first.
 * @throws RecorderFailure or DOMException; `problemOf` reads both.
 */
export async function openMicrophoneCheck(
  deviceId: string | undefined,
  onLost: () => void,
): Promise<MicrophoneCheck> {
  const track = await openMicrophone(deviceId);
  track.addEventListener('ended', onLost);
  const graph = new AudioGraph();
  graph.use(track);
  const flows = await graph.flows(startWithinMs);
  return {
    meter: flows ? graph.meter : undefined,
    stream: flows ? graph.stream : new MediaStream([track]),
    label: track.label,
    close: () => void graph.close(),
  };
}
