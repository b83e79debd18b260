import { queryOptions } from '@tanstack/react-query';
import { type SystemId, systemIds } from '#contract/system.ts';
import { sleep } from '#src/lib/sleep.ts';
import { createDeviceSetting } from '#src/lib/storage/device-setting.ts';
import { connectionKeys } from './connection-keys.ts';

/** The page's own first work is over by then. */
const startAfterMs = 1_500;

/** What was connected when someone last looked: what is shown at once does not move when that turns out to be still so. */
export const rememberedSystems = createDeviceSetting<readonly SystemId[]>(
  'claritalk.connected-systems',
  (stored) => systemIds.filter((id) => Array.isArray(stored) && stored.includes(id)),
);

/** The systems that the reader's organisation is connected to; found out once the page is at rest. */
export const connectedSystemsOptions = () =>
  queryOptions({
    queryKey: connectionKeys.connected,
    queryFn: async ({ signal }) => {
      await sleep(startAfterMs, signal);
      const systems = await (await import('./connections.ts')).connectedSystems(signal);
      rememberedSystems.set(systems);
      return systems;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The same; what was connected when someone last looked until it is found out. */
export const connectedSystemsAtOnce = () => ({
  ...connectedSystemsOptions(),
  placeholderData: rememberedSystems.get,
});
