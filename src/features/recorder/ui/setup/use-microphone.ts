import { useCallback, useEffect, useState } from 'react';
import { problemOf } from '#src/features/recorder/capture/capture-problem.ts';
import type { LevelMeter } from '#src/features/recorder/capture/level-meter.ts';
import {
  listMicrophones,
  type Microphone,
  microphoneIsAllowed,
  onDeviceChange,
} from '#src/features/recorder/capture/microphone.ts';
import { lazyModules } from '#src/features/recorder/engine/lazy-modules.ts';
import type { RecorderProblem } from '#src/features/recorder/model/state.ts';
import { whileAwake } from '#src/lib/tabs/page-life.ts';

export type CheckState =
  /** The browser would ask the person first, so it waits for a click. */
  | { readonly phase: 'off' }
  | { readonly phase: 'opening' }
  | {
      readonly phase: 'on';
      readonly meter: LevelMeter | undefined;
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
 * The microphones of this device, and the level of the chosen one while the hook is in use. With `automatic` it opens
 * the microphone where that needs no further permission. `released`: it is closed, and what was known of it stays.
 */
export function useMicrophone(
  deviceId: string | undefined,
  automatic: boolean,
  released: boolean,
): MicrophoneChoice {
  const [microphones, setMicrophones] = useState<readonly Microphone[]>([]);
  const [check, setCheck] = useState<CheckState>({ phase: 'off' });
  const [attempt, setAttempt] = useState(0);
  const open = useCallback(() => setAttempt((before) => before + 1), []);

  useEffect(() => {
    if (released) return;
    const list = () => void listMicrophones().then(setMicrophones, () => setMicrophones([]));
    const stopListening = onDeviceChange(list);
    const start = async (closing: AbortController) => {
      const set = (state: CheckState) => closing.signal.aborted || setCheck(state);
      if (attempt === 0 && !(automatic && (await microphoneIsAllowed()))) return list();
      if (closing.signal.aborted) return;
      set({ phase: 'opening' });
      try {
        const { openMicrophoneCheck } = await lazyModules.microphoneCheck();
        const opened = await openMicrophoneCheck(deviceId, () =>
          set({ phase: 'failed', problem: 'no-device' }),
        );
        closing.signal.addEventListener('abort', () => opened.close());
        if (closing.signal.aborted) return opened.close();
        const { meter, stream, label } = opened;
        set({ phase: 'on', meter, stream, label });
        // Before a first click on the page, most browsers start no audio.
        if (!meter && navigator.userActivation?.hasBeenActive === false) {
          const { signal } = closing;
          document.addEventListener('click', open, { once: true, signal });
        }
      } catch (error) {
        set({ phase: 'failed', problem: problemOf(error) });
      }
      // Only now does the browser reveal the names of the devices.
      list();
    };
    // A page that sleeps listens to nobody.
    const end = whileAwake(() => {
      const closing = new AbortController();
      void start(closing);
      return () => closing.abort();
    });
    return () => {
      end();
      stopListening();
    };
  }, [deviceId, attempt, automatic, open, released]);

  return { microphones, check, open };
}
