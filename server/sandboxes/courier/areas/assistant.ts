import * as rows from '#contract/courier/voice-assistant.ts';
import { toneWav } from '../../lib/tone.ts';
import { byField, type Definition } from '../definition.ts';
import { becomes } from '../happenings.ts';
import { found } from '../resources.ts';
import { badField } from '../web/errors.ts';
import { timeAfter } from '../world.ts';
import { type Area, handle } from './area.ts';

const syncedAfterMs = 1000;
/** What is spoken in a second. */
const charactersPerSecond = 15;
const longestSpeech = 60;

const reminders: Definition = {
  type: 'ask-reminders',
  fresh: () => ({ 'synced-to-alexa': false, 'tz-info': 'Europe/Brussels' }),
  added: (reminder, world) =>
    becomes(world, reminder, {
      afterMs: syncedAfterMs,
      fields: { 'synced-to-alexa': true, 'alexa-reminder-id': crypto.randomUUID() },
    }),
  filters: { 'individual-id': byField('individual-id') },
};

const subscriptions: Definition = { type: 'ask-subscriptions' };

export const assistantArea: Area = {
  definitions: [reminders, subscriptions],
  handlers: [
    handle(rows.createAskEntry, ({ services: world, body }) => {
      world.store.add('ask-entries', { request: body.request, 'created-time': timeAfter() });
      return {};
    }),
    handle(rows.sendToAskSubscription, (call) => {
      const { services: world, body } = call;
      const subscription = found(call, subscriptions.type);
      const registered = [subscription.fields['registered-events'] ?? []].flat();
      if (!registered.includes(body.event.name)) {
        throw badField('/event/name', 'Nobody has subscribed to this event.');
      }
      world.store.add('ask-events', {
        ...body,
        'subscription-id': subscription.id,
        'created-time': timeAfter(),
      });
      return {};
    }),
    // Nothing here can speak: returns a tone of the same length.
    handle(rows.synthesizeSpeech, ({ body }) => {
      const seconds = Math.min(longestSpeech, body.data.attributes.text.length / charactersPerSecond);
      const headers = { 'Content-Type': 'audio/wav', 'Cache-Control': 'no-store' };
      return new Response(new Uint8Array(toneWav(seconds)), { status: 201, headers });
    }),
  ],
};
