import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { createDeviceSetting, type DeviceSetting } from '#src/lib/storage/device-setting.ts';
import { readSavedViews, type SavedView } from '../model/saved-views.ts';

type Views = readonly SavedView[];

const settings = new Map<string, DeviceSetting<Views>>();
const nobody: DeviceSetting<Views> = {
  get: () => none,
  set: () => undefined,
  subscribe: () => () => undefined,
};
const none: Views = [];

function viewsOf(userUuid: string): DeviceSetting<Views> {
  const known = settings.get(userUuid);
  if (known) return known;
  const setting = createDeviceSetting(`claritalk.views.${userUuid}`, readSavedViews);
  settings.set(userUuid, setting);
  return setting;
}

/** The person's views on this device, and how to change them; none until it is known who that is. */
export function useSavedViews(): readonly [Views, (views: Views) => void] {
  const { data: user } = useQuery(currentUserQuery());
  const setting = user ? viewsOf(user.uuid) : nobody;
  return [useSyncExternalStore(setting.subscribe, setting.get), setting.set];
}
