import { useCallback, useEffect, useState } from 'react';
import { problemOf } from './capture-problem.ts';
import { laterParts } from './later-parts.ts';
import type { LevelMeter } from './level-meter.ts';
import { listMicrophones, type Microphone, microphoneIsAllowed, onDeviceChange } from './microphone.ts';
import type { RecorderProblem } from './model/state.ts';

export type CheckState =
  /** The browser would ask the person first, so it waits for their wish. */
  | { readonly phase: 'off' }
  | { readonly phase: 'opening' }
  | {
      readonly phase: 'on';
      readonly meter: LevelMeter;
      readonly stream: MediaStream;
      readonly label: string;
    }
  | { readonly phase: 'failed'; readonly problem: RecorderProblem };

export interface MicrophoneChoice {
  readonly microphones: readonly Microphone[];
  readonly check: CheckState;
  /** Opens the microphone, again after a failure. */
  open(): void;
}

/**
 * The microphones of this device, and the level of the chosen one while the hook is in use. With `automatic` it
 * opens the microphone by itself where that needs no permission.
 */
export function useMicrophone(deviceId: string | undefined, automatic: boolean): MicrophoneChoice {
  const [microphones, setMicrophones] = useState<readonly Microphone[]>([]);
  const [check, setCheck] = useState<CheckState>({ phase: 'off' });
  const [attempt, setAttempt] = useState(0);
  const open = useCallback(() => setAttempt((before) => before + 1), []);

  useEffect(() => {
    const list = () => void listMicrophones().then(setMicrophones, () => setMicrophones([]));
    const stopListening = onDeviceChange(list);
    const closing = new AbortController();
    const set = (state: CheckState) => closing.signal.aborted || setCheck(state);
    const start = async () => {
      if (attempt === 0 && !(automatic && (await microphoneIsAllowed()))) return list();
      if (closing.signal.aborted) return;
      set({ phase: 'opening' });
      try {
        const { openMicrophoneCheck } = await laterParts.microphoneCheck();
        const opened = await openMicrophoneCheck(deviceId, () =>
          set({ phase: 'failed', problem: 'no-device' }),
        );
        closing.signal.addEventListener('abort', () => opened.close());
        if (closing.signal.aborted) return opened.close();
        const { meter, stream, label } = opened;
        set({ phase: 'on', meter, stream, label });
      } catch (error) {
        set({ phase: 'failed', problem: problemOf(error) });
      }
      // Only now does the browser tell the names of the devices.
      list();
    };
    void start();
    return () => {
      closing.abort();
      stopListening();
    };
  }, [deviceId, attempt, automatic]);

  return { microphones, check, open };
}
