import { receiveTextCallback } from '#contract/courier/texts.ts';
import { tellResponse, tellStatus } from '../callbacks.ts';
import { byField, type Definition } from '../definition.ts';
import { becomes } from '../happenings.ts';
import { bodyOf, found, make } from '../resources.ts';
import type { Entity } from '../store/store.ts';
import { badAttribute } from '../web/errors.ts';
import { timeAfter, type World } from '../world.ts';
import { type Area, handle } from './area.ts';

const sentAfterMs = 800;
/** Numbers that no text message reaches, by their end. */
const unreachable = /000$/;
/** What Twilio says where nothing reaches a number, and where its owner wants no messages. */
const errors = { unreachable: '30003', unsubscribed: '21610' };

function numberOf({ store }: World, accountId: unknown, numberId: unknown): Entity {
  const numbers = store.where('text-account-numbers', 'account-id', accountId);
  const number = numbers.find(({ id }) => numberId === undefined || id === numberId);
  if (!number) throw badAttribute('number-id', 'The account has no such number.');
  return number;
}

function log({ store }: World, number: Entity, line: string): void {
  if (number.fields.logging !== true) return;
  store.add('text-number-logs', { 'number-id': number.id, 'created-at': timeAfter(), log: line });
}

const hasDeclined = ({ store }: World, target: unknown): boolean => {
  const user = store.where('users', 'phone', target)[0];
  const consents = user ? store.where('user-consents', 'user-id', user.id) : [];
  return consents.at(-1)?.fields.state === 'declined';
};

export const texts: Definition = {
  type: 'texts',
  fresh: (sent, world) => {
    const number = numberOf(world, sent['account-id'], sent['number-id']);
    return {
      status: 'accepted',
      from: number.fields['phone-number'],
      'number-id': number.id,
      'twilio-sid': `SM${crypto.randomUUID().replaceAll('-', '')}`,
    };
  },
  added: (text, world) => {
    const { target, 'number-id': number } = text.fields;
    const sender = world.store.find('text-account-numbers', number);
    if (sender) log(world, sender, `to ${target}: ${text.fields.message}`);
    const { readAfterMs } = world.settings;
    if (hasDeclined(world, target)) {
      const fields = { status: 'failed', error: errors.unsubscribed };
      becomes(world, text, { afterMs: sentAfterMs, fields, while: { status: 'accepted' } });
      return;
    }
    const sent = { status: 'sent' };
    const end = unreachable.test(String(target))
      ? { status: 'undelivered', error: errors.unreachable }
      : { status: 'delivered' };
    becomes(world, text, {
      afterMs: Math.min(sentAfterMs, readAfterMs / 2),
      fields: sent,
      while: { status: 'accepted' },
    });
    becomes(world, text, { afterMs: readAfterMs, fields: end, while: sent });
  },
  filters: {
    'account-id': byField('account-id'),
    'filter[number-id]': byField('number-id'),
  },
};

const usual = 'Do you agree to get text messages from us? Answer YES or NO.';

/** Asks the user by a text message; a simulated one agrees. */
function ask(consent: Entity, world: World): void {
  const { store, settings } = world;
  const phone = store.find('users', consent.fields['user-id'])?.fields.phone;
  const account = store.all('text-accounts')[0];
  if (typeof phone !== 'string' || !account) return;
  const { initial } = Object(Object(consent.fields.args).messages);
  make(texts, { 'account-id': account.id, target: phone, message: initial ?? usual }, world);
  if (!settings.simulated) return;
  becomes(world, consent, {
    afterMs: settings.answerAfterMs,
    fields: { state: 'accepted' },
    while: { state: 'pending' },
  });
}

const consents: Definition = {
  type: 'user-consents',
  fresh: (sent, { store }) => {
    const phone = store.find('users', sent['user-id'])?.fields.phone;
    if (typeof phone !== 'string') throw badAttribute('user-id', 'The user has no telephone.');
    return { state: 'pending', 'target-id': phone, args: {} };
  },
  added: ask,
};

const twiml = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>';

/** Returns a response for a telephone provider. */
export const forProvider = () => new Response(twiml, { headers: { 'Content-Type': 'text/xml' } });

const statuses = ['accepted', 'queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed'];

export const textArea: Area = {
  definitions: [texts, consents],
  handlers: [
    // The provider says what became of a text message, or what was answered to it.
    handle(receiveTextCallback, (call) => {
      const text = found(call, 'texts');
      const world = call.services;
      const { MessageStatus: status, ErrorCode: error, Body: response } = bodyOf(call);
      if (typeof status === 'string' && statuses.includes(status)) {
        const fields = { status, error: error ?? null, 'last-modified-at': timeAfter() };
        tellStatus(world, world.store.change(text, fields));
      }
      if (typeof response === 'string') tellResponse(world, text, response);
      return forProvider();
    }),
  ],
};
