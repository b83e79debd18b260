import { describe, expect, it } from 'vitest';
import { normaliseConsent } from './consents.ts';
import { normaliseGroup } from './groups.ts';
import { normaliseInfo } from './number-info.ts';
import { normalisePreference } from './preferences.ts';
import { normaliseTask } from './queue-refresh.ts';
import { normaliseResponder } from './responders.ts';
import { normaliseSnippet } from './snippets.ts';
import { normaliseAgent, normaliseLine } from './telephone.ts';
import { normaliseNumber } from './text-numbers.ts';

const id = '1';

describe('what Courier says', () => {
  it('of the telephone costs only what is odd', () => {
    expect(normaliseLine({ id, of: { 'phone-number': '+3225550100', 'recording-enabled': 'true' } })).toEqual(
      {
        id,
        account: undefined,
        phone: '+3225550100',
        forward: '',
        recorded: true,
        recordingMessage: '',
        waitMessage: '',
      },
    );
    expect(normaliseAgent({ id, of: { call: { id: '9' }, user: null, 'individual-id': '3' } })).toEqual({
      id,
      individual: '3',
      user: undefined,
      phone: undefined,
      inCall: true,
    });
  });

  it.each([
    [{ state: 'created' }, { state: 'running', error: undefined }],
    [{ state: 'completed' }, { state: 'done', error: undefined }],
    [
      { state: 'failed', 'error-message': 'no queue' },
      { state: 'failed', error: 'no queue' },
    ],
  ])('of a task, %j, is %j', (of, task) => {
    expect(normaliseTask({ id, of })).toEqual(task);
  });

  it('of text messages costs only what is odd', () => {
    const of = { 'capability-sms': true, 'capability-mms': false, 'capability-voice': 1, region: 'CA' };
    expect(normaliseNumber({ id, of })).toEqual({
      id,
      phone: '',
      can: ['sms', 'voice'],
      region: 'CA',
      notes: '',
      forward: '',
      logged: false,
      alert: false,
    });
    expect(normaliseInfo({ id, of: { status: 'pending' } })).toMatchObject({
      isPending: true,
      kind: undefined,
    });
    expect(normaliseConsent({ id, of: { state: 'accepted', 'target-id': '+32' } })).toMatchObject({
      state: 'accepted',
      phone: '+32',
      user: undefined,
    });
  });

  it('of conversations keeps what is more than a text', () => {
    expect(normaliseSnippet({ id, of: { name: 'docs', type: 'script', args: { steps: [1] } } })).toEqual({
      id,
      name: 'docs',
      text: undefined,
      on: true,
      type: 'script',
      args: { steps: [1] },
    });
    const rules = [{ 'start-time': '09:00:00', 'end-time': '17:30' }, { 'start-time': '10:00' }];
    expect(
      normaliseResponder({ id, of: { 'calendar-args': { timezone: 'Europe/Paris', rules } } }),
    ).toMatchObject({
      name: id,
      message: undefined,
      zone: 'Europe/Paris',
      hours: [{ begin: '09:00', end: '17:30' }],
    });
    expect(normaliseGroup({ id, of: { individuals: [{ id: 'a' }, {}], leaders: [{ id: 'a' }] } })).toEqual({
      id,
      name: id,
      members: ['a'],
      leaders: ['a'],
    });
    expect(normalisePreference({ id, of: { name: 'unheard-of' } })).toBeUndefined();
    const named = { name: 'group-provider-ack', value: 'true', 'value-js': { nl: 1 } };
    expect(normalisePreference({ id, of: named })).toEqual({
      name: 'group-provider-ack',
      value: 'true',
      chosen: false,
      structured: true,
    });
  });
});
