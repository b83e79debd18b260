import { list, text } from '#src/lib/reader.ts';
import { createDeviceSetting, type DeviceSetting } from '#src/lib/storage/device-setting.ts';

const most = 12;
const settings = new Map<string, DeviceSetting<readonly string[]>>();

/**
 * Keys of what someone chose in the palette on this device, the latest first. Only identities are kept, never names:
 * anyone who finds them without signing in learns nothing.
 */
export function recentOf(userUuid: string): DeviceSetting<readonly string[]> {
  const known = settings.get(userUuid);
  if (known) return known;
  const setting = createDeviceSetting<readonly string[]>(`claritalk.palette.${userUuid}`, (stored) =>
    list(stored, text).slice(0, most),
  );
  settings.set(userUuid, setting);
  return setting;
}

export function remember(userUuid: string, key: string): void {
  const setting = recentOf(userUuid);
  setting.set([key, ...setting.get().filter((other) => other !== key)].slice(0, most));
}
