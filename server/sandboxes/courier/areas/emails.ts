import { sendUserEmail } from '#contract/courier/emails.ts';
import { byField, type Definition } from '../definition.ts';
import { becomes } from '../happenings.ts';
import { found, one } from '../resources.ts';
import { userOf } from '../store/people.ts';
import type { Entity } from '../store/store.ts';
import { badAttribute, notNow } from '../web/errors.ts';
import { timeAfter, type World } from '../world.ts';
import { type Area, handle } from './area.ts';

const sentAfterMs = 1000;
/** Addresses without a mailbox, so that a failure can be seen. */
const unreachable = /^nobody@/;

/** @throws Refusal when it is not a draft, or a file of it has not come. */
function send(world: World, email: Entity): Entity {
  if (email.fields.status !== 'draft') throw notNow('It was sent already.');
  const files = world.store.where('user-email-attachments', 'email-id', email.id);
  if (files.some(({ fields }) => fields['ready-to-use'] !== true))
    throw notNow('An attachment is not ready.');
  const fails = [email.fields.to].flat().some((address) => unreachable.test(String(address)));
  const result = fails
    ? { status: 'failed', result: 'There is no such mailbox.' }
    : { status: 'sent', result: 'Delivered.' };
  becomes(world, email, { afterMs: sentAfterMs, fields: result, while: { status: 'queued' } });
  return world.store.change(email, {
    status: 'queued',
    'task-id': crypto.randomUUID(),
    'last-modified-at': timeAfter(),
  });
}

const emails: Definition = {
  type: 'user-emails',
  fresh: (sent, world) => {
    const user = userOf(world, sent['individual-id']);
    const to = sent.to ?? user?.fields.email;
    if (typeof to !== 'string') throw badAttribute('to', 'There is no address of this individual.');
    return {
      status: 'draft',
      'sender-organization-id': world.owner.organization.id,
      'user-id': user?.id ?? null,
    };
  },
  added: (email, world) => {
    const to = email.fields.to ?? world.store.find('users', email.fields['user-id'])?.fields.email;
    const draft = world.store.change(email, { to: [to].flat() });
    if (email.fields['auto-send'] === true) send(world, draft);
  },
  filters: { 'individual-id': byField('individual-id') },
};

export const emailArea: Area = {
  definitions: [emails],
  handlers: [
    handle(sendUserEmail, (call) =>
      one(send(call.services, found(call, 'user-emails')), emails, call.services),
    ),
  ],
};
