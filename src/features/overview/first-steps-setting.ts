import { useSyncExternalStore } from 'react';
import { createDeviceSetting, type DeviceSetting } from '#src/lib/storage/device-setting.ts';

/** `over`: all steps are done, or the person no longer wants to see them. */
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
