import { useSyncExternalStore } from 'react';
import { createDeviceSetting, type DeviceSetting } from '#src/lib/storage/device-setting.ts';

/** `over`: all steps are done. */
type FirstSteps = 'open' | 'over';

const settings = new Map<string, DeviceSetting<FirstSteps>>();

function settingOf(userUuid: string): DeviceSetting<FirstSteps> {
  const known = settings.get(userUuid);
  if (known) return known;
  const setting = createDeviceSetting<FirstSteps>(`claritalk.first-steps.${userUuid}`, (stored) =>
    stored === 'over' ? 'over' : 'open',
  );
  settings.set(userUuid, setting);
  return setting;
}

/** Whether this person's first steps are over on this device, and how to say so. */
export function useFirstStepsSetting(userUuid: string): readonly [FirstSteps, () => void] {
  const setting = settingOf(userUuid);
  return [useSyncExternalStore(setting.subscribe, setting.get), () => setting.set('over')];
}

/** `seen`: the tour was shown; `away`: the steps were put away as well. */
type Welcome = 'new' | 'seen' | 'away';

/**
 * Of the device and not of a person, so that it outlasts signing out: what was put away does not come back with the
 * next sign-in.
 */
export const welcomeSetting = createDeviceSetting<Welcome>('claritalk.welcome', (stored) =>
  stored === 'seen' || stored === 'away' ? stored : 'new',
);

export const useWelcome = (): Welcome => useSyncExternalStore(welcomeSetting.subscribe, welcomeSetting.get);
