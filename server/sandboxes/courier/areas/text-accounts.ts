import * as rows from '#contract/courier/text-accounts.ts';
import { byField, type Definition } from '../definition.ts';
import { becomes } from '../happenings.ts';
import { found, make, one } from '../resources.ts';
import type { World } from '../world.ts';
import { type Area, handle } from './area.ts';

const lookedUpAfterMs = 1000;

/** Returns a number that nobody has: one reserved for American fiction. */
const newNumber = ({ store }: World, area: unknown): string => {
  const count = store.all('text-account-numbers').length;
  return `+1${area ?? '415'}5550${String(100 + (count % 100))}`;
};

const numbers: Definition = {
  type: 'text-account-numbers',
  fresh: (sent, world) => ({
    'phone-number': newNumber(world, sent['area-code']),
    'twilio-id': `PN${crypto.randomUUID().replaceAll('-', '')}`,
    alert: false,
    logging: false,
    'capability-mms': true,
    'capability-sms': true,
    'capability-voice': true,
    region: 'CA',
    'rate-center': 'SAN FRANCISCO',
  }),
  filters: { 'filter[phone-number]': byField('phone-number') },
};

const accounts: Definition = {
  type: 'text-accounts',
  fresh: () => ({
    'allow-custom-number': false,
    'twilio-id': `AC${crypto.randomUUID().replaceAll('-', '')}`,
  }),
};

/** A number requested again is looked up again only where the request says so. */
const info: Definition = {
  type: 'text-number-info',
  fresh: () => ({ status: 'pending' }),
  same: (sent, { store }) =>
    sent.reresolve === true ? undefined : store.where('text-number-info', 'number', sent.number).at(-1),
  added: (entity, world) =>
    becomes(world, entity, {
      afterMs: lookedUpAfterMs,
      fields: {
        status: 'completed',
        type: 'mobile',
        'carrier-name': 'Sandbox Mobile',
        'mobile-country-code': '310',
        'mobile-network-code': '999',
      },
    }),
};

const logs: Definition = { type: 'text-number-logs', filters: { 'number-id': byField('number-id') } };
const received: Definition = { type: 'text-receive-logs' };

const maps: Definition = {
  type: 'text-user-number-maps',
  same: (sent, { store }) => store.where('text-user-number-maps', 'user-id', sent['user-id']).at(-1),
};

export const textAccountArea: Area = {
  definitions: [numbers, accounts, info, logs, received, maps],
  handlers: [
    handle(rows.resetTextAccountNumberLogs, (call) => {
      const { services: world } = call;
      const number = found(call, numbers.type);
      for (const entry of world.store.where(logs.type, 'number-id', number.id)) world.store.remove(entry);
      return one(number, numbers, world);
    }),
    handle(rows.claimTextNumber, (call) => {
      const { services: world, body } = call;
      const account = found(call, accounts.type);
      const number = make(numbers, { 'account-id': account.id, notes: body.notes }, world);
      if (!account.fields['phone-number']) {
        world.store.change(account, { 'phone-number': number.fields['phone-number'] });
      }
      return one(number, numbers, world);
    }),
  ],
};
