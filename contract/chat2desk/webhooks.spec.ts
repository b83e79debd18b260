import { createHmac } from 'node:crypto';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { chat2desk } from './system.ts';
import { signedSample, webhookSamples } from './testing/webhook-samples.ts';
import { eventOf, hookTypeOf, webhookEvents, webhookPayloads } from './webhooks.ts';

it('there are 25 events, each with its payload', () => {
  expect(webhookEvents).toHaveLength(25);
  expect(Object.keys(webhookPayloads)).toEqual([...webhookEvents]);
});

describe.each(webhookEvents)('%s', (event) => {
  const sample = webhookSamples[event];

  it('takes the sample of the documentation', () => {
    expect(v.safeParse(webhookPayloads[event], sample).issues).toBeUndefined();
  });

  it('is recognised by what its payload says', () => {
    const { hook_type = hookTypeOf(event) } = sample as { hook_type?: string };
    expect(hook_type).toBe(hookTypeOf(event));
    expect(eventOf(hook_type)).toBe(event);
  });

  it('refuses what is not a payload', () => {
    expect(v.is(webhookPayloads[event], 'text')).toBe(false);
    expect(v.is(webhookPayloads[event], [])).toBe(false);
  });
});

it('an undocumented event is not recognised', () => {
  expect(eventOf('inbox2')).toBeUndefined();
  // The name used to request it is not the one in its payload.
  expect(eventOf('new_ticket')).toBeUndefined();
});

it('hints are requested without saying so', () => {
  expect(eventOf(undefined)).toBe('ai_hints_requested');
});

it('a delivery is signed as the system describes', () => {
  const { key, body, timestamp, signature } = signedSample;
  expect(chat2desk.webhooks?.verification).toMatchObject({ by: 'signature', header: 'x-signature' });
  expect(createHmac('sha256', key).update(body).update(timestamp).digest('hex')).toBe(signature);
  expect(v.is(webhookPayloads.inbox, JSON.parse(body))).toBe(true);
});
