import { queryOptions } from '@tanstack/react-query';
import { getUserDeviceLogs, listUserDevices } from '#contract/courier/apps.ts';
import { flag, instant, number, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { courierKeys } from '../administration/courier-keys.ts';
import { allItems, type Item, itemsOf } from '../administration/items.ts';

/** Where someone gets notifications. Its token leaves the gateway for nobody. */
export interface Device {
  readonly id: string;
  readonly app: string;
  readonly version: string | undefined;
  readonly model: string | undefined;
  readonly system: string | undefined;
  /** In the words of Courier: `apn`, `fcm`, `web`. */
  readonly service: string;
  /** Id of the individual whose it is. */
  readonly individual: string | undefined;
  readonly allowed: boolean;
  readonly changed: Date | undefined;
}

const resource = 'user-devices';

/** The devices of everyone. */
export const devicesOptions = () =>
  queryOptions({
    queryKey: courierKeys.list(resource),
    queryFn: ({ signal }) =>
      allItems(
        (page) => call(listUserDevices, { query: { ...page, 'all-users': 'true' }, signal }),
        normaliseDevice,
      ),
  });

export function normaliseDevice({ id, of }: Item): Device {
  return {
    id,
    app: text(of['app-name']) ?? '',
    version: text(of['app-version']),
    model: text(of.model),
    system: text(of['os-version']),
    service: text(of.type) ?? '',
    individual: text(of['individual-id']),
    allowed: flag(of['allow-notification']) ?? false,
    changed: instant(of['last-modified-at']) ?? instant(of['created-at']),
  };
}

/** A notification that a device got. */
export interface DeviceNotice {
  readonly id: string;
  readonly title: string | undefined;
  readonly body: string | undefined;
  readonly category: string | undefined;
  readonly badge: number | undefined;
  readonly at: Date | undefined;
}

/** As many as are shown of a device. */
export const shownNotices = 100;

export const deviceNoticesOptions = (device: string) =>
  queryOptions({
    queryKey: courierKeys.one('user-device-logs', device),
    queryFn: async ({ signal }) => {
      const query = { 'page[limit]': shownNotices };
      return itemsOf(
        await call(getUserDeviceLogs, { params: { id: device }, query, signal }),
        normaliseNotice,
      );
    },
  });

export const normaliseNotice = ({ id, of }: Item): DeviceNotice => ({
  id,
  title: text(of.title),
  body: text(of.body),
  category: text(of.category),
  badge: number(of['badge-count']),
  at: instant(of['created-at']),
});
