import * as rows from '#contract/courier/broadcasts.ts';
import { byField, type Definition, isTrue } from '../definition.ts';
import { becomes } from '../happenings.ts';
import { found, make } from '../resources.ts';
import { individualsOf, names, userOf } from '../store/people.ts';
import { checkFields } from '../store/references.ts';
import type { Fields } from '../store/store.ts';
import { lacking, templateData } from '../store/templates.ts';
import { badField } from '../web/errors.ts';
import type { World } from '../world.ts';
import { type Area, handle } from './area.ts';
import { notify } from './notifications.ts';

const sentAfterMs = 1500;

/** @throws Refusal when there is no such template, or a value for it is missing. */
function checkTemplate(id: unknown, data: unknown, at: { template: string; data: string }): void {
  const wrong = lacking(id, data);
  if (wrong === 'unknown') throw badField(at.template, 'There is no such template.');
  if (wrong.length > 0) throw badField(at.data, `The template needs ${wrong.join(', ')}.`);
}

const multicasts: Definition = {
  type: 'multicasts',
  fresh: (sent, world) => {
    const at = { template: '/data/attributes/template-id', data: '/data/attributes/data' };
    checkTemplate(sent['template-id'], sent.data, at);
    const all = world.store.where('individuals', 'account-type', 'participant').map(({ id }) => id);
    return {
      status: 'created',
      'individual-id': world.owner.individual.id,
      'individual-ids': all,
      'template-args': sent['filter-value'] ?? {},
    };
  },
  added: (multicast, world) =>
    becomes(world, multicast, { afterMs: sentAfterMs, fields: { status: 'completed' } }),
  filters: {
    'include-individual-group': () => () => true,
    'include-individual-ids': () => () => true,
  },
  shown: ({ fields }, world, query) => {
    const { name } = world.store.find('individual-groups', fields['individual-group-id'])?.fields ?? {};
    const { 'first-name': first, 'last-name': last } = names(world, fields['individual-id']);
    return {
      'first-name': first,
      'last-name': last,
      'user-name': `${first} ${last}`,
      'individual-group': isTrue(query['include-individual-group']) && name ? { name } : null,
      'individual-ids': isTrue(query['include-individual-ids']) ? fields['individual-ids'] : null,
    };
  },
};

const userMulticasts: Definition = {
  type: 'user-multicasts',
  filters: { 'individual-id': byField('individual-id') },
};

const inBody = { template: '/template-id', data: '/template-data' };

interface Sending {
  readonly template: string;
  readonly data: Fields;
  readonly individuals: readonly string[];
}

/** Sends a template to the users of individuals: a notification for each, and an entry in their list. */
function send(world: World, { template, data, individuals }: Sending) {
  for (const id of individuals) {
    make(userMulticasts, { 'individual-id': id, 'template-id': template, 'template-data': data }, world);
    notify(world, id, { title: template, body: templateData(template, data), category: 'multicast' });
  }
  return {
    'task-id': crypto.randomUUID(),
    'message-data': { 'template-id': template, recipients: individuals.length },
  };
}

export const multicastArea: Area = {
  definitions: [multicasts, userMulticasts],
  handlers: [
    handle(rows.multicastToIndividual, (call) => {
      const { services: world, body } = call;
      checkFields(world.store, body);
      const { id } = found(call, 'individuals');
      checkTemplate(body['template-id'], body['template-data'], inBody);
      return send(world, { template: body['template-id'], data: body['template-data'], individuals: [id] });
    }),
    handle(rows.createUserMulticast, ({ services: world, body }) => {
      checkFields(world.store, body);
      checkTemplate(body['template-id'], body['template-data'], inBody);
      const individuals = individualsOf(world, {
        individuals: body['individual-ids'] ?? [],
        groups: body['individual-group-ids'] ?? [],
      });
      if (individuals.length === 0) throw badField('/individual-ids', 'There is nobody to send it to.');
      return send(world, { template: body['template-id'], data: body['template-data'], individuals });
    }),
    handle(rows.multicastToUser, (call) => {
      const { services: world, body } = call;
      checkFields(world.store, body);
      const user = found(call, 'users');
      checkTemplate(body['template-id'], body.data, { ...inBody, data: '/data' });
      const individual = String(user.fields['primary-individual-id']);
      return send(world, { template: body['template-id'], data: body.data ?? {}, individuals: [individual] });
    }),
    handle(rows.validateMulticastParams, (call) => {
      const { services: world, body } = call;
      checkFields(world.store, body);
      const user = found(call, 'users');
      const wrong = lacking(body['template-id'], body.data);
      if (wrong === 'unknown')
        return { success: false, info: `There is no template ${body['template-id']}.` };
      if (userOf(world, body['individual-id'])?.id !== user.id) {
        return { success: false, info: 'The individual is not one of the user.' };
      }
      const info = wrong.length > 0 ? `The template needs ${wrong.join(', ')}.` : 'All is there.';
      return { success: wrong.length === 0, info };
    }),
  ],
};
