import * as v from 'valibot';
import { expect, it } from 'vitest';
import { chat2desk } from './system.ts';
import { operations } from './table.ts';

it('all 78 operations of the documentation are there', () => {
  expect(operations).toHaveLength(78);
  expect(operations.filter(({ source }) => source !== 'documented')).toEqual([]);
});

it('what it changes by GET, the page requests by POST', () => {
  const odd = operations.filter(({ method, upstreamMethod }) => method !== upstreamMethod);
  expect(odd.map(({ name }) => name)).toEqual([
    'transferMessage',
    'markMessageRead',
    'markMessageUnread',
    'transferMessageToGroup',
    'deleteOutbox',
  ]);
});

// From the documentation; the form by which each is recognised.
it.each([
  [0, { message: 'bad_request', errors: [{ text: 'No operator', error: 'not_found' }], status: 'error' }],
  [0, { message: 'not_found', errors: { text: 'Access rights id #11 not found' }, status: 'error' }],
  [0, { message: 'not_found', errors: 'Template #999 not found', status: 'error' }],
  [
    0,
    {
      message: 'bad_request',
      errors: { client: ['Client already exists', '{"id":50485}'] },
      status: 'error',
    },
  ],
  [
    0,
    {
      message: 'bad_request',
      errors: { limit: [{ text: 'No', error: 'unsupported_value' }] },
      status: 'error',
    },
  ],
  [
    1,
    {
      errors: [
        { text: 'imported message with 2 attachments', errors: [{ attachment: ['must be a string'] }] },
      ],
      status: 'failure',
    },
  ],
  [2, { operators_limit: ['operators limit'] }],
  [2, { email: ['has already been taken'] }],
])('form %i of an error is recognised', (form, body) => {
  const fitting = chat2desk.errorForms.findIndex(({ schema }) => v.is(schema, body));
  expect(fitting).toBe(form);
});

it.each([{ data: [], status: 'success' }, [], { ids: [1], client_ids: [2] }])(
  '%j is not an error',
  (body) => {
    expect(chat2desk.errorForms.some(({ schema }) => v.is(schema, body) && !Array.isArray(body))).toBe(false);
  },
);
