import { describe, expect, it } from 'vitest';
import { webhookSamples } from '../chat2desk/testing/webhook-samples.ts';
import { type WebhookEvent, wantedEvents, webhookEvents } from '../chat2desk/webhooks.ts';
import { readNews } from './news.ts';

const chat2desk = (payload: unknown) => readNews.chat2desk?.(payload);
const claap = (payload: unknown) => readNews.claap?.(payload);

/** From the documentation's samples. */
const subjects: Readonly<Record<WebhookEvent, string | undefined>> = {
  inbox: 'dialog 4236638',
  outbox: 'dialog 4236638',
  imported_message: 'dialog 4236638',
  outbox_status: 'dialog 23544077',
  comment: 'dialog 4236638',
  operator_status_changed: 'operator 2325532',
  operator_authentication_updated: 'operator 40818',
  new_client: 'client 31074670',
  new_tag: 'tag 22114',
  new_request: 'dialog 4236638',
  add_tag_to_client: 'client 30247382',
  add_tag_to_request: 'request 8705737',
  delete_tag_from_client: 'client 29030799',
  delete_tag_from_request: 'request 8705737',
  client_updated: 'client 30247382',
  client_added_to_blacklist: 'client 97370263',
  close_dialog: 'dialog 4236638',
  close_request: 'dialog 4236638',
  dialog_transferred: 'dialog 4236638',
  device_updated: 'channel 17313',
  new_qr_code: undefined,
  new_ticket: 'ticket 2',
  ticket_updated: 'ticket 1',
  ticket_deleted: 'ticket 1',
  ai_hints_requested: undefined,
};

describe('Chat2Desk', () => {
  it.each(webhookEvents)('%s says what it is about', (event) => {
    const { subject, ...news } = chat2desk(webhookSamples[event]) ?? expect.fail();
    expect(news.event).toBe(event);
    expect(subject && `${subject.about} ${subject.id}`).toBe(subjects[event]);
  });

  it('is registered for 22 events of 25', () => {
    const left = webhookEvents.filter((event) => !wantedEvents.includes(event));
    expect(left).toEqual(['operator_authentication_updated', 'new_qr_code', 'ai_hints_requested']);
  });

  it('an undocumented event is about nothing', () => {
    expect(chat2desk({ hook_type: 'inbox2', dialog_id: 1 })).toMatchObject({
      event: 'inbox2',
      subject: undefined,
    });
  });

  it.each([
    ['no id', {}],
    ['one that is a path', { dialog_id: '../1' }],
    ['one that is long', { dialog_id: '1'.repeat(65) }],
    ['one that is not a whole number', { dialog_id: 1.5 }],
    ['one that is inside', { dialog_id: { id: 1 } }],
  ])('%s is about nothing', (_name, more) => {
    expect(chat2desk({ hook_type: 'inbox', message_id: 1, ...more })?.subject).toBeUndefined();
  });

  it.each([undefined, null, 1, 'text', [], [{ hook_type: 'inbox' }], { hook_type: 1 }])(
    '%j is not a delivery',
    (payload) => expect(chat2desk(payload)).toBeUndefined(),
  );
});

describe('Claap', () => {
  const delivery = { eventId: 'e1', event: { type: 'recording_added', recording: { id: 'r1' } } };

  it('has its own id, and is about a recording', () => {
    expect(claap(delivery)).toMatchObject({
      event: 'recording_added',
      subject: { about: 'recording', id: 'r1' },
      id: 'e1',
    });
  });

  it.each([
    {},
    { ...delivery, eventId: '' },
    { ...delivery, eventId: 'e'.repeat(201) },
    { ...delivery, event: { type: 'recording_added' } },
  ])('%j is not a delivery', (payload) => expect(claap(payload)).toBeUndefined());
});

it('Courier reports nothing', () => expect(readNews.courier).toBeUndefined());
