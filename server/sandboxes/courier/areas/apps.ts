import { getUserDeviceLogs } from '#contract/courier/apps.ts';
import { type Definition, isTrue, unlessAsked } from '../definition.ts';
import { found, queryOf, shown } from '../resources.ts';
import { pageOf, slice } from '../store/lists.ts';
import { userOf } from '../store/people.ts';
import { badAttribute } from '../web/errors.ts';
import { type Area, handle } from './area.ts';

const credentials: Definition = {
  type: 'app-credentials',
  fresh: (sent, { store }) => {
    const same = store
      .where('app-credentials', 'app-name', sent['app-name'])
      .some(({ fields }) => fields.type === sent.type && fields.archived !== true);
    if (same) throw badAttribute('app-name', 'The app has credentials of this type.');
    return { archived: false, 'test-mode': false, data: {} };
  },
  filters: { 'include[archived]': unlessAsked(({ fields }) => fields.archived === true) },
  defaults: { 'include[archived]': false },
};

/** A token belongs to one device: announcing it again changes the device. */
const devices: Definition = {
  type: 'user-devices',
  fresh: (_, { owner }) => ({
    'allow-notification': true,
    sandbox: false,
    'individual-id': owner.individual.id,
  }),
  same: (sent, { store }) => store.where('user-devices', 'token', sent.token)[0],
  filters: {
    // Without it only devices of the caller are listed.
    'all-users':
      (value, { owner }) =>
      ({ fields }) =>
        isTrue(value) || fields['individual-id'] === owner.individual.id,
    'filter[app-name]':
      (value) =>
      ({ fields }) =>
        fields['app-name'] === value,
    token:
      (value) =>
      ({ fields }) =>
        fields.token === value,
  },
  defaults: { 'all-users': false },
};

const logs: Definition = { type: 'user-device-logs' };

export const appArea: Area = {
  definitions: [credentials, devices],
  handlers: [
    // The notifications of a device's user, as the device received them.
    handle(getUserDeviceLogs, (call) => {
      const { services: world } = call;
      const device = found(call, devices.type);
      const user = userOf(world, device.fields['individual-id']);
      const all = world.store.where('user-notifications', 'user-id', user?.id ?? null).toReversed();
      const page = slice(all, pageOf(getUserDeviceLogs, queryOf(call)));
      const data = page.map(({ id, fields }, at) => {
        const { title, body, category } = Object(Object(fields.data).apn);
        const log = {
          title,
          body,
          category,
          data: {},
          'created-at': fields['created-at'],
          'badge-count': at,
        };
        return shown({ number: 0, type: logs.type, id, fields: log }, logs, world);
      });
      return { data, meta: {} };
    }),
  ],
};
