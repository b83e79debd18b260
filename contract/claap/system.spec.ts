import * as v from 'valibot';
import { expect, it } from 'vitest';
import { createRecording } from './recordings.ts';
import { claap } from './system.ts';
import { operations } from './table.ts';
import { webhookDelivery, webhookEvents } from './webhooks.ts';

it('has the operation of the document with its two uploads, and four that are public', () => {
  const bySource = Object.groupBy(operations, ({ source }) => source);
  expect(bySource.documented?.map(({ name }) => name)).toEqual([
    'createRecording',
    'uploadPayload',
    'uploadTranscript',
  ]);
  expect(bySource.public).toHaveLength(4);
});

it('uploads go to addresses that nobody sees', () => {
  const addresses = operations.flatMap(({ addressFrom }) => (addressFrom ? [addressFrom] : []));
  expect(addresses.map(({ operation }) => operation)).toEqual(['createRecording', 'createRecording']);
  for (const { address } of addresses)
    expect(createRecording.redact).toContain(address.split('.').slice(-2).join('.'));
});

const body = { authorEmail: 'ada@example.org' };
it.each([
  ['an author alone', body, true],
  ['a meeting with a deal', { ...body, meeting: {}, deal: { id: '1', type: 'attio' } }, true],
  ['a deal without a meeting', { ...body, deal: { id: '1', type: 'attio' } }, false],
  ['a participant without a name or address', { ...body, meeting: { participants: [{}] } }, false],
  ['another transcript', { ...body, transcript: { type: 'none' } }, false],
])('creating: %s', (_name, value, taken) => {
  expect(v.is(createRecording.body, value)).toBe(taken);
});

it('an error is known', () => {
  const error = { type: 'validation_error', message: 'Required', path: ['authorEmail'] };
  expect(claap.errorForms.some(({ schema }) => v.is(schema, { error }))).toBe(true);
  expect(claap.errorForms.some(({ schema }) => v.is(schema, { result: {} }))).toBe(false);
});

it.each(webhookEvents)('a delivery of %s is recognised', (type) => {
  expect(
    v.is(webhookDelivery, { eventId: 'e', event: { type, recording: { id: 'r', state: 'Ready' } } }),
  ).toBe(true);
});
