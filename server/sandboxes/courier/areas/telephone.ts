import * as calls from '#contract/courier/calls.ts';
import * as rows from '#contract/courier/telephone.ts';
import { byField, type Definition } from '../definition.ts';
import { becomes } from '../happenings.ts';
import { found, make, one } from '../resources.ts';
import { userOf } from '../store/people.ts';
import { badAttribute } from '../web/errors.ts';
import { type Area, handle } from './area.ts';
import { forProvider } from './texts.ts';

const workMs = 1500;

const agents: Definition = {
  type: 'voice-queue-agents',
  fresh: (sent, world) => {
    const phone = userOf(world, sent['individual-id'])?.fields.phone ?? null;
    if (sent['use-pstn'] === true && !sent['phone-number'] && !phone) {
      throw badAttribute('phone-number', 'There is no number of this individual.');
    }
    return { 'access-token': crypto.randomUUID(), 'phone-number': phone };
  },
  filters: { 'setting-id': byField('setting-id') },
  shown: ({ fields }, world) => {
    const user = userOf(world, fields['individual-id']);
    return {
      setting: { id: fields['setting-id'] },
      user: user ? { id: user.id } : null,
      call: fields['call-id'] ? { id: fields['call-id'] } : null,
    };
  },
};

/** How long a call has waited is counted from its arrival. */
const waiting: Definition = {
  type: 'voice-queue-entries',
  filters: { 'setting-id': byField('setting-id') },
  shown: ({ fields }) => ({
    'queue-time': Math.max(0, Math.round((Date.now() - Date.parse(String(fields['created-at']))) / 1000)),
  }),
};

const settings: Definition = {
  type: 'voice-settings',
  fresh: (sent, { store }) => {
    const account = store.find('text-accounts', sent['account-id']);
    return { 'organization-id': account?.fields['organization-id'], 'recording-enabled': false };
  },
};

const tasks: Definition = {
  type: 'voice-tasks',
  fresh: () => ({ state: 'created', kwargs: {}, result: {} }),
  added: (task, world) => {
    const refreshed = world.store.where(waiting.type, 'setting-id', task.fields['setting-id']).length;
    becomes(world, task, { afterMs: workMs, fields: { state: 'completed', result: { refreshed } } });
  },
  shown: ({ fields }) => ({ setting: { id: fields['setting-id'] } }),
};

export const telephoneArea: Area = {
  definitions: [agents, waiting, settings, tasks],
  handlers: [
    handle(rows.runVoiceSettingTask, (call) => {
      const { services: world, body } = call;
      const setting = found(call, settings.type);
      return one(make(tasks, { ...body, 'setting-id': setting.id }, world), tasks, world);
    }),
    handle(calls.runVoiceIvrTwiml, (call) => {
      found(call, 'voice-ivrs');
      return forProvider();
    }),
  ],
};
