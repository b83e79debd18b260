import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Schema } from '../operation.ts';
import { updateMessagingChannel } from './channels.ts';
import { listMessagingMessages } from './messages.ts';
import { courier } from './system.ts';
import { operations } from './table.ts';

const named = (test: (row: (typeof operations)[number]) => boolean) =>
  operations.filter(test).map(({ name }) => name);

it('all 177 operations of the document are there: 114 with their paths, 63 by their traces', () => {
  const count = (source: string) => named((row) => row.source === source).length;
  expect([count('documented'), count('inferred')]).toEqual([114, 63]);
});

it('beyond it are one of its public page and five of ours', () => {
  expect(named(({ source }) => source === 'public')).toEqual(['deleteAnnouncer']);
  expect(named(({ source }) => source === 'ours')).toEqual([
    'uploadMessagingAttachment',
    'downloadMessagingAttachment',
    'uploadMessagingBulkAttachment',
    'uploadUserEmailAttachment',
    'downloadVoiceRecording',
  ]);
});

it('nothing is deleted that the document knows nothing of', () => {
  expect(named(({ method }) => method === 'DELETE')).toEqual(['deleteAnnouncer']);
});

it('what a telephone provider calls is never forwarded, nor is what lets one into a call', () => {
  expect(named(({ effect }) => effect === 'incoming')).toEqual(['receiveTextCallback', 'runVoiceIvrTwiml']);
  expect(named(({ proxied, effect }) => !proxied && effect !== 'incoming')).toEqual([
    'getVideoChannelCredentials',
    'getVoiceConferenceCredentials',
  ]);
});

it('paths end with a slash, as the document has them', () => {
  expect(operations.filter(({ path }) => !/^\/(v1|v2|uploads)\/[a-z0-9/:-]+\/$/.test(path))).toEqual([]);
});

describe('where it differs from itself', () => {
  it('a channel is changed by a list of changes', () => {
    const id = '11111111-1111-1111-1111-111111111111';
    const body = (attributes: unknown) => ({ data: { id, type: 'messaging-channels', attributes } });
    const change = { op: 'replace', path: '/name', value: 'News' };
    expect(v.is(updateMessagingChannel.body, body([change]))).toBe(true);
    expect(v.is(updateMessagingChannel.body, body({ name: 'News' }))).toBe(false);
    expect(v.is(updateMessagingChannel.body, body([{ ...change, op: 'remove' }]))).toBe(false);
  });

  it.each([
    ['listMessagingChannels', { maxLimit: 50, usualLimit: 50 }],
    ['listCommunicationMessages', { maxLimit: 100, usualLimit: undefined, total: 'meta.page[total]' }],
    ['listUserNotificationCounts', { minLimit: 0, maxLimit: 1000, usualLimit: 500 }],
    ['listTexts', { minLimit: 1, maxLimit: 1000, usualLimit: 100 }],
  ])('%s has its own pages', (name, paging) => {
    expect(operations.find((row) => row.name === name)?.paging).toMatchObject(paging);
  });

  it('a comparison is a sign and a time, two at most', () => {
    const query = (...times: readonly string[]) => ({
      'channel-id': '11111111-1111-1111-1111-111111111111',
      'filter[cmp-posted-time]': times,
    });
    const schema: Schema = listMessagingMessages.query;
    expect(v.is(schema, query('>=2026-01-01T00:00:00Z', '<2026-02-01T00:00:00Z'))).toBe(true);
    expect(v.is(schema, query('=2026-01-01T00:00:00Z'))).toBe(false);
    expect(v.is(schema, query('>2026-01-01', '>2026-01-01', '>2026-01-01'))).toBe(false);
    expect(listMessagingMessages.repeatable).toContain('filter[cmp-posted-time]');
  });
});

it('an error is known', () => {
  const errors = [
    { code: 'invalid', detail: 'No', meta: {}, source: { parameter: '', pointer: '/data' }, status: 400 },
  ];
  expect(courier.errorForms.some(({ schema }) => v.is(schema, { errors }))).toBe(true);
  expect(courier.errorForms.some(({ schema }) => v.is(schema, { data: [], meta: {} }))).toBe(false);
});
